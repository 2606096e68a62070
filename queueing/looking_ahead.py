"""Looking along the line (叫号次序): who comes when if nobody else comes. Functions of values, beside `line_order`."""

from collections.abc import Mapping, Sequence

from queueing.line_order import Head, Runs, next_standing, runs_after


def upcoming(classes: Mapping[int, Sequence[Head]], runs: Runs, k: int, limit: int) -> list[Head]:
    """The next people of one queue in the order they would be called if nobody else came."""
    rest = {standing: list(heads) for standing, heads in classes.items() if heads}
    order: list[Head] = []
    while rest and len(order) < limit:
        standing = next_standing(rest, runs, k)
        runs = runs_after(standing, rest, runs, k)
        order.append(rest[standing].pop(0))
        if not rest[standing]:
            del rest[standing]
    return order


def people_ahead(standing: int, waiting: Mapping[int, int], runs: Runs, k: int) -> int:
    """How many are called first, of so many waiting in each class; of the own class those before the person."""
    rest: dict[int, int] = {**{cls: n for cls, n in waiting.items() if n}, standing: waiting.get(standing, 0) + 1}
    called = 0
    while len(rest) > 1:
        cls = next_standing(rest, runs, k)
        if cls == standing and rest[cls] == 1:
            return called
        runs = runs_after(cls, rest, runs, k)
        called, rest[cls] = called + 1, rest[cls] - 1
        if not rest[cls]:
            del rest[cls]
    return called + rest[standing] - 1


def behind(waiting: Sequence[int], places: int) -> int | None:
    """A free position behind the first `places` of these positions (ascending); None means the end of the line.

    Where many came back in between the same two people and no position is left there, it is the next gap behind.
    """
    if places == 0 and waiting:
        return waiting[0] - 1
    gaps = zip(waiting[places - 1 :], waiting[places:], strict=False)
    return next(((before + after) // 2 for before, after in gaps if after - before > 1), None)
