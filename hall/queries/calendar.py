"""Reading the working calendar."""

import time
from collections.abc import Iterable
from functools import lru_cache

from hall.calendar_seed import seed_days
from hall.models import CalendarDay
from hall.models.calendar import DayKind
from hall.working_days import WorkingCalendar

KEPT_SECONDS = 60.0
_kept: tuple[float, WorkingCalendar] | None = None


def working_calendar() -> WorkingCalendar:
    """The working calendar; kept for a minute in each process, so that a change reaches all of them soon.

    Before the table is loaded it is the one the table would be loaded with.
    """
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        rows = list(CalendarDay.objects.all())
        _kept = (time.monotonic(), calendar_of(rows) if rows else seed_calendar())
    return _kept[1]


def forget_calendar() -> None:
    """Have the next question read the table again; called by whoever changes it."""
    global _kept
    _kept = None


def calendar_of(rows: Iterable[CalendarDay]) -> WorkingCalendar:
    """The calendar that these rows make."""
    rows = list(rows)
    return WorkingCalendar(
        days={row.date: row.is_working_day for row in rows},
        provisional=frozenset(row.date for row in rows if row.is_provisional),
        holidays={row.date: row.name for row in rows if row.kind == DayKind.HOLIDAY},
    )


@lru_cache(maxsize=1)
def seed_calendar() -> WorkingCalendar:
    return calendar_of(seed_days())
