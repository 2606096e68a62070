"""How long the wait will be: always a range, never a promise."""

from dataclasses import dataclass

STEP = 5
SPREAD = 0.3


@dataclass(frozen=True)
class WaitingRange:
    """People ahead and the likely wait in minutes."""

    ahead: int
    low: int
    high: int


def minutes_each(recent_seconds: float | None, expected_minutes: int) -> float:
    """Minutes a service takes: what was seen lately, within a third and three times what is expected."""
    if recent_seconds is None:
        return float(expected_minutes)
    return min(max(recent_seconds / 60, expected_minutes / 3), expected_minutes * 3.0)


def waiting_range(ahead: int, each: float, windows: int) -> WaitingRange:
    """The range for someone with `ahead` people ahead and `windows` open windows (at least one is assumed)."""
    middle = ahead * each / max(windows, 1)
    low = int(middle * (1 - SPREAD) // STEP) * STEP
    high = -int(-(middle * (1 + SPREAD)) // STEP) * STEP
    return WaitingRange(ahead=ahead, low=low, high=max(high, low + STEP))
