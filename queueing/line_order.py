"""Who is next (叫号次序): functions of values, no tables and no clock.

People stand in three classes: priority, appointments whose slot has begun, ordinary. Inside a class the earlier position
goes first, and positions follow the time of issue. Classes mix within a bound set for each queue: after `k` calls in a
row that passed a waiting ordinary person, the next is an ordinary person; after `k` priority calls in a row that passed
a waiting appointment, the next of those two classes is the appointment.

**The bound on overtaking.** Someone takes a place in a queue with n people before them who are not priority; r more are
put before them later by a printed rule (missed and back in, back from a room, transferred with an earlier time of issue).
Then at most k * (n + r + 1) calls go to people of higher classes before an ordinary person is called, however many keep
coming; someone with an appointment, counted from the beginning of the slot with n appointments before them, is passed by
at most k * (n + r + 1) priority people. Inside a class nobody is passed. A queue of lower rank goes first at its window:
the bound holds inside a queue.

**Where windows differ in what they may serve**, the classes and heads above are those the window may call, and calls elsewhere
may start the queue's run anew. Therefore each window counts its own run, too: at a window at most k calls in a row pass the
first ordinary person (and the first appointment) it may serve, whatever other windows call. `tests/queueing/test_line_order.py` searches for counterexamples.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime
from enum import IntEnum

PRIORITY_RUN = 2


class Standing(IntEnum):
    """The class of the line a person stands in."""

    PRIORITY = 0
    APPOINTMENT = 1
    ORDINARY = 2


P, A, O = Standing.PRIORITY, Standing.APPOINTMENT, Standing.ORDINARY  # noqa: E741


@dataclass(frozen=True)
class Head:
    """The first person of one class of one queue."""

    ticket_id: int
    queue_id: int
    position: int
    standing: int = O


@dataclass(frozen=True)
class Runs:
    """Calls in a row that passed a waiting ordinary person, and priority calls that passed a waiting appointment."""

    ordinary: int = 0
    appointment: int = 0


NO_RUNS = Runs()


@dataclass(frozen=True)
class Line:
    """A queue as a window sees it: its rank there, its runs, how many calls may pass, the first of each class."""

    queue_id: int
    rank: int
    runs: Runs = NO_RUNS
    k: int = PRIORITY_RUN
    heads: Mapping[int, Head] = field(default_factory=dict)
    here: Runs = NO_RUNS

    @property
    def first(self) -> Head | None:
        """Who of this queue is next: a class is due when the queue's run says so, or the window's own."""
        ordinary, appointment = (max(pair) for pair in zip(astuple(self.runs), astuple(self.here), strict=True))
        return self.heads[next_standing(self.heads, Runs(ordinary, appointment), self.k)] if self.heads else None


@dataclass(frozen=True)
class Choice:
    """Who is called, and the queue's and the window's runs afterwards."""

    head: Head
    runs: Runs
    here: Runs = NO_RUNS


def standing(
    priority: str, slot_begins: datetime | None, slot_ends: datetime | None, issued: datetime, now: datetime
) -> Standing:
    """The class of a person now. Who came in time keeps the appointment also when the hall is late with it."""
    if priority:
        return P
    is_due = slot_begins is not None and slot_ends is not None and slot_begins <= now and issued <= slot_ends
    return A if is_due else O


def next_in(lines: Iterable[Line]) -> Choice | None:
    """Who is called next at a window that covers these lines; None when nobody waits."""
    candidates = [(line.rank, line.first.position, line) for line in lines if line.first is not None]
    if not candidates:
        return None
    _, _, line = min(candidates, key=lambda candidate: candidate[:2])
    head = line.first
    assert head is not None
    runs, here = (runs_after(head.standing, line.heads, each, line.k) for each in (line.runs, line.here))
    return Choice(head, runs, here)


def next_standing(waiting: Iterable[int], runs: Runs, k: int) -> int:
    """The class whose first person is next, of the classes in which somebody waits."""
    waits = set(waiting)
    if O in waits and (waits == {O} or runs.ordinary >= k):
        return O
    if A in waits and (P not in waits or runs.appointment >= k):
        return A
    return P


def runs_after(called: int, waiting: Iterable[int], runs: Runs, k: int) -> Runs:
    """The runs after one more call; only calls that pass somebody count."""
    waits = set(waiting)
    ordinary = min(runs.ordinary + 1, k) if called != O and O in waits else 0
    if called == P:
        return Runs(ordinary, min(runs.appointment + 1, k) if A in waits else 0)
    return Runs(ordinary, runs.appointment if called == O and A in waits else 0)


def runs_before(called: int, runs: Runs, k: int) -> Runs:
    """The runs after a call is taken back: whose call was taken back is next of those the class gives way to."""
    if called == P:
        return Runs(max(runs.ordinary - 1, 0), max(runs.appointment - 1, 0))
    return Runs(max(runs.ordinary - 1, 0), k) if called == A else Runs(k, runs.appointment)
