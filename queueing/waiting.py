"""How long the wait will be: always a range, never a promise. Pure functions of values.

The middle is the work of the people ahead (how long each one's matters take) shared by the windows that serve them. The
range around it is as wide as past estimates were wrong (`queueing.estimating`): a share of the middle plus five minutes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

STEP = 5
SOFT = 5.0  # minutes that give short waits a width, too
LONGEST = 8 * 60
AS_GOOD_AS = 5  # services seen; what is expected is worth so many


@dataclass(frozen=True)
class Spread:
    """How far below and above the middle the wait lies, in shares of the middle plus five minutes."""

    lower: float = -0.3
    upper: float = 0.3


USUAL = Spread()


@dataclass(frozen=True)
class WaitingRange:
    """People ahead and the likely wait in minutes; known only while a window is open that can serve this person."""

    ahead: int
    low: int
    high: int
    middle: float = 0.0
    is_known: bool = True

    @property
    def words(self) -> str:
        """The range as people are told it, or why nobody can say."""
        if not self.is_known:
            return gettext("窗口暂未开放，暂不能估计等候时间")
        return gettext("约等 {low}–{high} 分钟").format(low=self.low, high=self.high)

    @property
    def told(self) -> tuple[int, int] | None:
        """The minutes to tell; nothing where nobody can say."""
        return (self.low, self.high) if self.is_known else None


@dataclass(frozen=True)
class Work:
    """What the people who wait came for: how many, how many of them with matters whose time is known, and that time."""

    waiting: int
    known: int = 0
    known_seconds: int = 0


def minutes_each(recent_seconds: float | None, expected_minutes: int, seen: int = 0) -> float:
    """Minutes a service takes: the mean of the services `seen` lately, within a third and three times what is expected.

    What is expected counts like a few services, so that the first ones of a morning do not turn the ranges over.
    """
    if recent_seconds is None:
        return float(expected_minutes)
    lately = min(max(recent_seconds / 60, expected_minutes / 3), expected_minutes * 3.0)
    return (seen * lately + AS_GOOD_AS * expected_minutes) / (seen + AS_GOOD_AS)


def minutes_of(work: Work, otherwise: float) -> float:
    """Minutes one of the people who wait takes, by their matters; `otherwise` for those whose matters are not known."""
    if work.waiting <= 0 or work.known <= 0:
        return otherwise
    known = min(work.known, work.waiting)
    return (work.known_seconds / 60 + (work.waiting - known) * otherwise) / work.waiting


def seconds_for(matters: Sequence[int], times: Mapping[int, int], otherwise: float) -> int:
    """Seconds a ticket with these matters takes; 0 when none of them is known, and then the queue's figure counts.

    A matter whose time is not known takes what the known ones of the ticket take, or its share of `otherwise`.
    """
    known = [times[matter] for matter in matters if matter in times]
    if not known:
        return 0
    missing = (len(matters) - len(known)) * min(sum(known) / len(known), otherwise)
    return round(sum(known) + missing)


def middle_of(ahead: int, each: float, windows: int, *, all_busy: bool = False, able: int | None = None) -> float:
    """The likeliest wait in minutes behind `ahead` people; when every window is busy one of them has to become free.

    `able` is how many of the windows can serve this person: at the head of the line one waits for one of those.
    """
    turns = ahead + 1 if all_busy else ahead
    middle = turns * each / max(windows, 1)
    if able is not None and able < windows:
        middle += each / max(able, 1) - each / max(windows, 1)
    return min(middle, float(LONGEST))


def waiting_range(
    ahead: int,
    each: float,
    windows: int,
    *,
    spread: Spread = USUAL,
    all_busy: bool = False,
    able: int | None = None,
) -> WaitingRange:
    """The range for someone with `ahead` people ahead and `windows` open windows; unknown, as if one were, without any."""
    middle = middle_of(ahead, each, windows, all_busy=all_busy, able=able)
    return replace(range_around(ahead, middle, spread), is_known=windows > 0 and able != 0)


def range_around(ahead: int, middle: float, spread: Spread = USUAL) -> WaitingRange:
    """The range around a middle, in steps of five minutes, outwards."""
    scale = middle + SOFT
    low = max(int((middle + spread.lower * scale) // STEP) * STEP, 0)
    high = -int(-(middle + spread.upper * scale) // STEP) * STEP
    return WaitingRange(ahead=ahead, low=low, high=max(high, low + STEP), middle=middle)
