"""The plan as a table: an hour a row, a weekday a column; cells where the hall is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from hall.models import Hall, ServiceHours
from hall.models.calendar import ServiceMode
from queueing.models import SlotStaffing

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Cell:
    """The windows of one hour of one weekday; closed when the hall is."""

    weekday: int
    name: str
    windows: int
    mode: str
    is_open: bool


@dataclass(frozen=True)
class Row:
    begins: time
    ends: time
    cells: list[Cell]


@dataclass(frozen=True)
class PlanTable:
    days: list[str]
    rows: list[Row]


def plan_table(hall: Hall, staffing: Sequence[SlotStaffing]) -> PlanTable:
    """The table of a hall: cut at full hours and wherever a span of the hall begins or ends."""
    spans = list(ServiceHours.objects.of(hall).filter(weekday__isnull=False))
    weekdays = sorted({span.weekday for span in spans if span.weekday})
    marks = {mark for span in spans for mark in (span.opens, span.closes)}
    if marks:
        marks |= {time(hour) for hour in range(24) if min(marks) < time(hour) < max(marks)}
    ordered = sorted(marks)
    rows = [
        Row(begins, ends, [_cell(weekday, begins, ends, spans, staffing) for weekday in weekdays])
        for begins, ends in pairwise(ordered)
    ]
    return PlanTable([WEEKDAYS[weekday - 1] for weekday in weekdays], [row for row in rows if _has_open(row)])


def _cell(
    weekday: int, begins: time, ends: time, spans: Sequence[ServiceHours], staffing: Sequence[SlotStaffing]
) -> Cell:
    span = next((one for one in spans if one.weekday == weekday and one.opens <= begins and ends <= one.closes), None)
    windows = max(
        (one.windows for one in staffing if one.weekday == weekday and one.begins <= begins and ends <= one.ends),
        default=0,
    )
    name = f"w{weekday}-{begins:%H%M}"
    return Cell(weekday, name, windows, str(ServiceMode(span.mode).label) if span else "", span is not None)


def _has_open(row: Row) -> bool:
    return any(cell.is_open for cell in row.cells)
