"""A hall in numbers: people come, wait and are served, and each is told a range by the rules the real hall uses.

For the proof that ranges hold what they say (`python -m benchmarks.waiting`) and for the demonstration's past weeks. No
tables and no clock; the same seed gives the same days.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from queueing.estimating import Told, learned
from queueing.waiting import USUAL, Spread, Work, middle_of, minutes_of, range_around, seconds_for

OPEN, LUNCH_BEGINS, LUNCH_ENDS, LAST_TICKET = 0.0, 180.0, 240.0, 460.0  # minutes after nine o'clock
FLOW = (0.7, 1.15, 1.2, 1.0, 0.75, 0.5, 0.45, 0.8, 1.15, 1.2, 1.0, 0.8, 0.6, 0.5, 0.4, 0.3)  # by half hours
DAYS_LEARNED_FROM = 10


@dataclass(frozen=True)
class Kind:
    """A matter: how long it takes in the mean, and how often people come for it."""

    minutes: float
    share: float


KINDS = (Kind(3, 20), Kind(5, 18), Kind(7, 16), Kind(9, 12), Kind(12, 12), Kind(16, 9), Kind(22, 7), Kind(30, 4))


@dataclass
class RehearsedHall:
    """A queue with its windows over some days, and what it has learned so far."""

    random: Random
    windows: int = 8
    load: float = 1.08
    expected_minutes: int = 10
    learns: bool = True
    knows_matters: bool = True
    times: dict[int, int] = field(default_factory=dict)
    spread: Spread = USUAL
    days: list[list[Told]] = field(default_factory=list)
    seen: dict[int, list[float]] = field(default_factory=dict)

    def live(self, days: int) -> list[list[Told]]:
        """So many days, one after the other; each night the hall learns from what it saw."""
        for _ in range(days):
            self.days.append(_Day(self).live())
            if self.learns:
                past = [told for day in self.days[-DAYS_LEARNED_FROM:] for told in day]
                self.spread = learned(past) or self.spread
            if self.knows_matters:
                self.times = {kind: round(60 * sum(rows) / len(rows)) for kind, rows in self.seen.items()}
        return self.days


class _Day:
    """One day: arrivals by the half hour, windows that close for lunch in turns and pause now and then."""

    def __init__(self, hall: RehearsedHall) -> None:
        self.hall, self.random = hall, hall.random
        self.free: list[float] = [OPEN] * hall.windows
        self.pace = self.random.uniform(0.85, 1.2)  # some days go slower
        self.crowd = self.random.uniform(0.85, 1.12)
        self.line: list[tuple[float, list[int]]] = []
        self.told: list[Told] = []

    def live(self) -> list[Told]:
        starts: list[float] = []
        heapq.heapify(self.free)
        expected: list[tuple[float, int]] = []
        for at in self._arrivals():
            kinds = self._wishes()
            ahead = [seconds for start, seconds in expected if start > at]
            told = self._range(at, ahead)
            start = max(self._window_free(at), at)
            heapq.heappush(self.free, start + self._serve(kinds) + self.random.uniform(0.3, 1.2))
            starts.append(start)
            expected.append((start, seconds_for(kinds, self.hall.times, self.hall.expected_minutes * 60.0)))
            self.told.append(Told(told.middle, told.low, told.high, start - at))
        return self.told

    def _range(self, at: float, ahead: Sequence[int]):  # type: ignore[no-untyped-def]
        """What the kiosk would say: only what a hall knows at this moment goes in."""
        hall = self.hall
        known = [seconds for seconds in ahead if seconds]
        each = minutes_of(Work(len(ahead), len(known), sum(known)), self._usual())
        busy = sum(free > at for free in self.free)
        middle = middle_of(len(ahead), each, self._open(at), all_busy=busy >= hall.windows)
        return range_around(len(ahead), middle, hall.spread)

    def _usual(self) -> float:
        if not self.hall.knows_matters or not self.hall.times:
            return float(self.hall.expected_minutes)
        return sum(self.hall.times.values()) / len(self.hall.times) / 60

    def _open(self, at: float) -> int:
        return self.hall.windows // 2 if LUNCH_BEGINS <= at < LUNCH_ENDS else self.hall.windows

    def _window_free(self, at: float) -> float:
        """The next window that is not at lunch; half of them are in turns, and a clerk is away now and then."""
        free = heapq.heappop(self.free)
        if LUNCH_BEGINS <= max(free, at) < LUNCH_ENDS and self.random.random() < 0.06:
            free = max(free, at) + 30
            heapq.heappush(self.free, free)
            free = heapq.heappop(self.free)
        if self.random.random() < 0.015:
            free = max(free, at) + self.random.uniform(3, 10)
        return free

    def _wishes(self) -> list[int]:
        weights = [kind.share for kind in KINDS]
        count = self.random.choices((1, 2, 3), (78, 17, 5))[0]
        return self.random.choices(range(len(KINDS)), weights, k=count)

    def _serve(self, kinds: Sequence[int]) -> float:
        total = 0.0
        for kind in kinds:
            minutes = KINDS[kind].minutes * self.pace * self.random.lognormvariate(-0.125, 0.5)
            self.hall.seen.setdefault(kind, []).append(minutes)
            total += minutes
        return total

    def _arrivals(self) -> list[float]:
        mean = sum(kind.minutes * kind.share for kind in KINDS) / sum(kind.share for kind in KINDS) * 1.27 + 0.75
        each_minute = self.hall.windows * self.hall.load / mean * self.crowd
        at, found = OPEN, []
        while at < LAST_TICKET:
            at += self.random.expovariate(each_minute * FLOW[min(int(at // 30), len(FLOW) - 1)])
            found.append(at)
        return found
