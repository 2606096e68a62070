"""Who covers what (窗口分工): functions of values, no tables and no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from queueing.capability import HANDING_IN, Rules

ONLY, FIRST, ALSO, NOT = "only", "first", "also", "not"
MODES = {ONLY: "只办", FIRST: "优先办", ALSO: "加办", NOT: "不再办"}
NOBODY, CLOSED, PAUSED, OPEN = range(4)
Order = tuple[str, ...]


def queues_after(present: Sequence[str], queue: str, mode: str) -> Order:
    """The queues a window covers after `queue` is made its only one, put first, put last or taken away."""
    others = tuple(code for code in present if code != queue)
    if mode == NOT:
        return others
    if mode == ONLY:
        return (queue,)
    if mode == ALSO:
        return tuple(present) if queue in present else (*others, queue)
    return (queue, *others)


@dataclass(frozen=True)
class Post:
    """A window with the queues it covers, how far it stands open, and who sits there."""

    window: int
    code: str
    queues: Order
    standing: int
    clerk: int | None = None


@dataclass(frozen=True)
class Want:
    """What a waiting person needs of a window."""

    queue: str
    kind: str
    matters: tuple[tuple[int, int], ...] = ()
    window: int | None = None
    clerk: int | None = None


def can_serve(post: Post, want: Want, rules: Rules) -> bool:
    """Whether this window, with who sits there, can serve this person."""
    if want.queue not in post.queues or want.window not in {None, post.window}:
        return False
    if want.clerk is not None and want.clerk != post.clerk:
        return False
    return want.kind not in HANDING_IN or rules.may_take(post.window, post.clerk, want.matters)


def best_standing(want: Want, posts: Iterable[Post], rules: Rules) -> int:
    """How near the nearest window that can serve this person is to doing so."""
    return max((post.standing for post in posts if can_serve(post, want, rules)), default=NOBODY)


def stranded(wants: Iterable[Want], before: Sequence[Post], after: Sequence[Post], rules: Rules) -> set[Want]:
    """Those who lose the windows that can serve them: an open one, or where none is open the next best."""
    return stranded_by_rules(wants, before, after, rules, rules)


def stranded_by_rules(
    wants: Iterable[Want], before: Sequence[Post], after: Sequence[Post], rules: Rules, new_rules: Rules
) -> set[Want]:
    """The same where rules of capability change as well."""
    return {want for want in set(wants) if best_standing(want, after, new_rules) < best_standing(want, before, rules)}


def allocated(posts: Iterable[Post], changes: Mapping[str, Order]) -> list[Post]:
    """The windows with these changes made."""
    return [
        Post(post.window, post.code, changes.get(post.code, post.queues), post.standing, post.clerk) for post in posts
    ]


def differences(present: Mapping[str, Order], wanted: Mapping[str, Order]) -> dict[str, Order]:
    """What of a wanted allocation is not so yet, for the windows there are."""
    return {code: order for code, order in wanted.items() if code in present and present[code] != order}
