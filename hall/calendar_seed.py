"""What the working calendar starts from: the official arrangements of past years, and provisional days beyond."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar

from hall.models.calendar import CalendarDay, DayKind
from hall.working_days import FIXED_HOLIDAYS, provisional_rule

FIRST, LAST_OFFICIAL, LAST = date(2004, 1, 1), date(2026, 12, 31), date(2028, 12, 31)
NAMES = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday} | {
    "Anti-Fascist 70th Day": "抗战胜利纪念日"
}


def seed_days() -> Iterator[CalendarDay]:
    """One row for each day from 2004 to 2028; those after the official list are marked provisional."""
    day = FIRST
    while day <= LAST:
        yield official_day(day) if day <= LAST_OFFICIAL else provisional_day(day)
        day += timedelta(days=1)


def official_day(day: date) -> CalendarDay:
    """A day of the official arrangements, make-up days (调休) included."""
    off, holiday = chinese_calendar.get_holiday_detail(day)
    kind = _kind(off, bool(holiday))
    return CalendarDay(date=day, kind=kind, name=NAMES.get(holiday, ""))


def provisional_day(day: date) -> CalendarDay:
    """A day whose official arrangement is not announced yet (暂定)."""
    name = FIXED_HOLIDAYS.get((day.month, day.day), "")
    kind = _kind(not provisional_rule(day), bool(name))
    return CalendarDay(date=day, kind=kind, name=name, is_provisional=True)


def _kind(off: bool, holiday: bool) -> DayKind:
    if off:
        return DayKind.HOLIDAY if holiday else DayKind.WEEKEND
    return DayKind.MAKEUP if holiday else DayKind.WORKDAY
