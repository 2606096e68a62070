"""The days of estimates as bars: how many of ten waits fell into what was told. Pure functions of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, GAP = 600.0, 120.0, 0.25
GOAL = 70


@dataclass(frozen=True)
class Bar:
    """One day: where its bar stands and how high it is, in the units of the drawing."""

    day: date
    x: float
    y: float
    width: float
    height: float
    inside: int
    is_short: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        """Where its figure is written."""
        return round(self.y - 4, 1)


def bars(days: Sequence[tuple[date, int | None]]) -> list[Bar]:
    """Bars for the days that have a share inside (per cent), oldest first; nothing for none."""
    known = [(day, share) for day, share in days if share is not None]
    step = WIDTH / max(len(known), 7)
    return [_bar(place, step, day, share) for place, (day, share) in enumerate(known)]


def goal_line() -> float:
    """The height at which seven of ten are inside."""
    return HEIGHT * (100 - GOAL) / 100


def _bar(place: int, step: float, day: date, share: int) -> Bar:
    height = HEIGHT * share / 100
    x, width = place * step + step * GAP / 2, step * (1 - GAP)
    return Bar(day, round(x, 1), round(HEIGHT - height, 1), round(width, 1), round(height, 1), share, share < GOAL)
