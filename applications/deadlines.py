"""Limits of the law and of the promise (时限). Pure functions of dates and a working calendar.

The first day is not counted. Working days follow the official calendar, never the hall's service hours; limits in
natural days or months that end on a day off roll to the next working day (民法典 202, 203).
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from matters.models.version import LimitUnit

NOTICE_WORKING_DAYS = 5  # 行政许可法第三十二条：一次告知
DELIVERY_WORKING_DAYS = 10  # 行政许可法第四十四条：送达


class Calendar(Protocol):
    """What these rules ask of a working calendar."""

    def is_working_day(self, day: date, /) -> bool: ...
    def is_provisional(self, day: date, /) -> bool: ...
    def add_working_days(self, start: date, count: int, /) -> date: ...


class Limited(Protocol):
    """A standard's limits."""

    statutory_limit: int | None
    statutory_unit: str
    promised_limit: int
    promised_unit: str


@dataclass(frozen=True)
class Clocks:
    """The two due dates of an accepted application; `is_provisional` when the calendar behind them is not official."""

    legal_due: date | None
    promise_due: date
    is_provisional: bool


def next_working_day(day: date, calendar: Calendar) -> date:
    """The day itself when it is a working day, otherwise the next one."""
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, count: int) -> date:
    """The corresponding day `count` months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def due(start: date, limit: int, unit: str, calendar: Calendar) -> date:
    """The last day of a limit that starts after `start`; a limit of nought ends on the day itself."""
    if limit == 0:
        return start
    if unit == LimitUnit.WORKING_DAY:
        return calendar.add_working_days(start, limit)
    if unit == LimitUnit.NATURAL_DAY:
        return next_working_day(start + timedelta(days=limit), calendar)
    if unit == LimitUnit.MONTH:
        return next_working_day(add_months(start, limit), calendar)
    if unit == LimitUnit.HOUR:
        return start + timedelta(days=-(-limit // 24))
    raise ValueError(f"a limit of {limit} has no unit")


def notice_due(received: date, calendar: Calendar) -> date:
    """Until when the applicant must be told, once, what is missing; after it the application counts as accepted."""
    return calendar.add_working_days(received, NOTICE_WORKING_DAYS)


def delivery_due(decided: date, calendar: Calendar) -> date:
    """Until when the result must be served."""
    return calendar.add_working_days(decided, DELIVERY_WORKING_DAYS)


def correction_due(notified: date, natural_days: int, calendar: Calendar) -> date:
    """The applicant's own period for correcting, in natural days, ending on a working day."""
    return due(notified, natural_days, LimitUnit.NATURAL_DAY, calendar)


def clocks(accepted: date, standard: Limited, calendar: Calendar) -> Clocks:
    """Both due dates, each in the standard's own unit, counted from the day of acceptance."""
    legal = None
    if standard.statutory_limit is not None and standard.statutory_unit != LimitUnit.NONE:
        legal = due(accepted, standard.statutory_limit, standard.statutory_unit, calendar)
    if standard.promised_unit == LimitUnit.NONE and standard.promised_limit:
        promise = legal or accepted
    else:
        promise = due(accepted, standard.promised_limit, standard.promised_unit, calendar)
    provisional = any(calendar.is_provisional(day) for day in (legal, promise) if day is not None)
    return Clocks(legal, promise, provisional)
