"""Who is next (叫号次序): functions of values, no tables and no clock.

Inside a class the earlier position goes first. Priority goes before ordinary, but while an ordinary person waits at
most `PRIORITY_RUN` priority calls are made in a row. So an ordinary person with n ordinary people ahead is passed by at
most `PRIORITY_RUN * (n + 1)` priority people, however many keep coming. A queue of lower rank goes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PRIORITY_RUN = 2


@dataclass(frozen=True)
class Head:
    """The first person of one class of one queue."""

    ticket_id: int
    queue_id: int
    position: int
    is_priority: bool


@dataclass(frozen=True)
class Line:
    """A queue as a window sees it: its rank there, its run of priority calls, the first of each class."""

    queue_id: int
    rank: int
    streak: int
    priority: Head | None
    ordinary: Head | None

    @property
    def first(self) -> Head | None:
        """Who of this queue is next."""
        if self.priority is None or self.ordinary is None:
            return self.priority or self.ordinary
        return self.ordinary if self.streak >= PRIORITY_RUN else self.priority


@dataclass(frozen=True)
class Choice:
    """Who is called, and the queue's run of priority calls afterwards."""

    head: Head
    streak: int


def next_in(lines: Iterable[Line]) -> Choice | None:
    """Who is called next at a window that covers these lines; None when nobody waits."""
    candidates = [(line.rank, line.first.position, line) for line in lines if line.first is not None]
    if not candidates:
        return None
    _, _, line = min(candidates, key=lambda candidate: candidate[:2])
    head = line.first
    assert head is not None
    return Choice(head, streak_after(head.is_priority, line.ordinary is not None, line.streak))


def streak_after(is_priority: bool, ordinary_waits: bool, streak: int) -> int:
    """The run of priority calls after one more call; only calls that pass an ordinary person count."""
    return min(streak + 1, PRIORITY_RUN) if is_priority and ordinary_waits else 0


def streak_before(is_priority: bool, streak: int) -> int:
    """The run after a call is taken back: an ordinary person whose call was taken back is the next of the two."""
    return max(streak - 1, 0) if is_priority else PRIORITY_RUN


def upcoming(priority: Sequence[Head], ordinary: Sequence[Head], streak: int, limit: int) -> list[Head]:
    """The next people of one queue in the order they would be called if nobody else came."""
    order: list[Head] = []
    first, second = list(priority), list(ordinary)
    while (first or second) and len(order) < limit:
        takes_ordinary = bool(second) and (not first or streak >= PRIORITY_RUN)
        streak = streak_after(not takes_ordinary, bool(second), streak)
        order.append((second if takes_ordinary else first).pop(0))
    return order


def people_ahead(*, is_priority: bool, before: int, others: int, streak: int) -> int:
    """How many are called first: `before` of the own class, and of the `others` in the other class those let between."""
    if is_priority:
        return before + min(others, (streak + before) // PRIORITY_RUN)
    return before + min(others, max(PRIORITY_RUN - streak, 0) + PRIORITY_RUN * before)


def rejoin_position(waiting: Sequence[int], places: int) -> int | None:
    """A position behind the first `places` of these positions (ascending); None means the end of the line."""
    if len(waiting) <= places:
        return None
    if places == 0:
        return waiting[0] - 1
    return (waiting[places - 1] + waiting[places]) // 2
