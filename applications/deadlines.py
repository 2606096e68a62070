"""Limits of the law and of the promise (时限). Pure functions of dates and a working calendar.

The first day is not counted. Working days follow the official calendar, never the hall's service hours; limits in
natural days or months that end on a day off roll to the next working day (民法典 202, 203).
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from matters.models.version import LimitUnit

NOTICE_WORKING_DAYS = 5  # 行政许可法第三十二条：一次告知
DELIVERY_WORKING_DAYS = 10  # 行政许可法第四十四条：送达
EXTENSION_WORKING_DAYS = 10  # 行政许可法第四十二条第一款：经本行政机关负责人批准
JOINT_EXTENSION_WORKING_DAYS = 15  # 行政许可法第四十二条第二款：经本级人民政府负责人批准
DAY = timedelta(days=1)


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
class Stop:
    """The clocks stand still from `begin` (not counted) up to `end` (counted again): half-open, domain.md 11.5."""

    begin: date
    end: date


class Stops:
    """Several stops as one: touching or overlapping ones count once."""

    def __init__(self, stops: Iterable[Stop] = ()) -> None:
        self._stops = tuple(stops)

    def __bool__(self) -> bool:
        return bool(self._stops)

    def hold(self, day: date) -> bool:
        """Whether the clocks stand still on this day."""
        return any(stop.begin <= day < stop.end for stop in self._stops)


NO_STOPS = Stops()


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


def due(start: date, limit: int, unit: str, calendar: Calendar, stops: Stops = NO_STOPS) -> date:
    """The last day of a limit that starts after `start`, days on which it stands still left out.

    A limit of nought ends on the day itself.
    """
    if limit == 0:
        return start
    if unit == LimitUnit.WORKING_DAY:
        return _working_days(start, limit, calendar, stops)
    if unit == LimitUnit.NATURAL_DAY:
        return next_working_day(_natural_days(start, limit, stops), calendar)
    if unit == LimitUnit.MONTH:
        return next_working_day(_natural_days(start, (add_months(start, limit) - start).days, stops), calendar)
    if unit == LimitUnit.HOUR:
        return _natural_days(start, -(-limit // 24), stops)
    raise ValueError(f"a limit of {limit} has no unit")


def _working_days(start: date, count: int, calendar: Calendar, stops: Stops) -> date:
    if not stops:
        return calendar.add_working_days(start, count)
    day = start
    while count:
        day += DAY
        count -= calendar.is_working_day(day) and not stops.hold(day)
    return day


def _natural_days(start: date, count: int, stops: Stops) -> date:
    if not stops:
        return start + timedelta(days=count)
    day = start
    while count:
        day += DAY
        count -= not stops.hold(day)
    return day


def extended(day: date, working_days: int, calendar: Calendar, stops: Stops = NO_STOPS) -> date:
    """A due date after an approved extension (行政许可法第四十二条)."""
    return _working_days(day, working_days, calendar, stops)


def notice_due(received: date, calendar: Calendar) -> date:
    """Until when the applicant must be told, once, what is missing; after it the application counts as accepted."""
    return calendar.add_working_days(received, NOTICE_WORKING_DAYS)


def delivery_due(decided: date, calendar: Calendar) -> date:
    """Until when the result must be served."""
    return calendar.add_working_days(decided, DELIVERY_WORKING_DAYS)


def correction_due(notified: date, natural_days: int, calendar: Calendar) -> date:
    """The applicant's own period for correcting, in natural days, ending on a working day."""
    return due(notified, natural_days, LimitUnit.NATURAL_DAY, calendar)


def clocks(
    accepted: date, standard: Limited, calendar: Calendar, stops: Stops = NO_STOPS, extension: int = 0
) -> Clocks:
    """Both due dates, each in the standard's own unit, counted from the day of acceptance.

    An approved extension of so many working days moves both.
    """
    legal = None
    if standard.statutory_limit is not None and standard.statutory_unit != LimitUnit.NONE:
        legal = due(accepted, standard.statutory_limit, standard.statutory_unit, calendar, stops)
    if standard.promised_unit == LimitUnit.NONE and standard.promised_limit:
        promise = legal or accepted
    else:
        promise = due(accepted, standard.promised_limit, standard.promised_unit, calendar, stops)
    if extension:
        legal = legal and extended(legal, extension, calendar, stops)
        promise = extended(promise, extension, calendar, stops)
    last = max(day for day in (legal, promise) if day is not None)
    return Clocks(legal, promise, is_unsure(accepted, last, calendar))


def is_unsure(start: date, end: date, calendar: Calendar) -> bool:
    """Whether a day on the way was not yet official (暂定): the date may move when the list comes."""
    return any(calendar.is_provisional(start + DAY * ahead) for ahead in range(1, (end - start).days + 1))
