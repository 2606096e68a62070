"""What past estimates were worth, and what is learned from them. Pure functions of values.

A day's estimates are held against the waits there were. From the errors of the last days come the factors of the range:
nine of ten waits were above the lower one, nine of ten below the upper one, so that at least eight of ten fall inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from queueing.waiting import SOFT, Spread

FEWEST = 40
BELOW, ABOVE = 0.09, 0.91
NARROWEST, WIDEST = 0.15, 3.0
HIDDEN_BELOW = 5


@dataclass(frozen=True)
class Told:
    """One ticket: what was told when it was taken and how long the wait was, in minutes."""

    middle: float
    low: float
    high: float
    waited: float

    @property
    def is_inside(self) -> bool:
        return self.low <= self.waited <= self.high

    @property
    def error(self) -> float:
        """Minutes outside the range; nothing inside."""
        return max(self.low - self.waited, self.waited - self.high, 0.0)


@dataclass(frozen=True)
class DayOfEstimates:
    """One day of one queue. The figures are None while nobody was called."""

    count: int
    inside: int
    median: float | None
    p90: float | None
    bias: float | None
    waited: float | None


def day_of(told: Sequence[Told]) -> DayOfEstimates:
    """How far the middle of the ranges was off (median and nine of ten), on which side, and how many waits fell inside."""
    if not told:
        return DayOfEstimates(0, 0, None, None, None, None)
    off = sorted(abs(one.waited - one.middle) for one in told)
    return DayOfEstimates(
        count=len(told),
        inside=sum(one.is_inside for one in told),
        median=round(median(off), 1),
        p90=round(quantile(off, 0.9), 1),
        bias=round(fmean(one.waited - one.middle for one in told), 1),
        waited=round(median(one.waited for one in told), 1),
    )


def learned(told: Sequence[Told]) -> Spread | None:
    """The factors of the range that past waits would have fallen into; None while too few are known."""
    if len(told) < FEWEST:
        return None
    off = sorted((one.waited - one.middle) / (one.middle + SOFT) for one in told)
    lower = min(quantile(off, BELOW), -NARROWEST)
    upper = max(quantile(off, ABOVE), NARROWEST)
    return Spread(round(max(lower, -1.0), 3), round(min(upper, WIDEST), 3))


def quantile(ascending: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    place = share * (len(ascending) - 1)
    before = int(place)
    after = min(before + 1, len(ascending) - 1)
    return ascending[before] + (place - before) * (ascending[after] - ascending[before])


def share_inside(count: int, inside: int) -> int | None:
    """Per cent inside the range; None for a group too small to be shown."""
    return round(100 * inside / count) if count >= HIDDEN_BELOW else None
