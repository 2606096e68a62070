"""Which line of a department's table of routes holds for an application. Pure functions of values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

BULK_AT_MOST = 20
UNDO = timedelta(minutes=10)


@dataclass(frozen=True)
class Line:
    """A line of the table: for one matter or for all (None), in one area or everywhere (""), and what it says."""

    matter: int | None
    area_code: str
    signatures: int
    competent: int | None = None
    allows_bulk: bool = False
    reviewer: int | None = None
    decider: int | None = None


def default_line(*, is_instant: bool) -> Line:
    """What holds where the department has laid down nothing: one signs what is decided at once, two sign the rest."""
    return Line(matter=None, area_code="", signatures=1 if is_instant else 2)


def chosen(lines: Iterable[Line], *, matter: int, area_code: str, is_instant: bool) -> Line:
    """The most particular line that fits: the matter's own before the department's, then the smallest area."""
    fitting = [line for line in lines if line.matter in (None, matter) and covers(line.area_code, area_code)]
    best = max(fitting, key=lambda line: (line.matter is not None, len(_stem(line.area_code))), default=None)
    return best or default_line(is_instant=is_instant)


def covers(area: str, place: str) -> bool:
    """Whether an area holds a place: 110000 holds 110112, and 110112 holds 110112003000."""
    return place.startswith(_stem(area))


def _stem(code: str) -> str:
    """The telling digits of an administrative code: 110000 is the city 11, 110112 the district, 110112003000 a street."""
    for level in (2, 4, 6, 9):
        if len(code) >= level and not code[level:].strip("0"):
            return code[:level]
    return code
