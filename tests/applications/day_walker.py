"""An independent walk through the days, written against the official holiday list and not against our calendar.

It goes one day after the other with a counter, knows nothing of `applications.deadlines`, and is the oracle of T4.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

ONE = timedelta(days=1)
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


@lru_cache(None)
def works(day: date) -> bool:
    """Whether people work on this day: the official list to 2026, afterwards weekdays less the fixed holidays."""
    if day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and (day.month, day.day) not in FIXED


def walk(start: date, limit: int, unit: str, stops: Iterable[tuple[date, date]] = (), extension: int = 0) -> date:
    """The last day of a limit, stops left out, and so many working days more."""
    stopped = {begin + ONE * n for begin, end in stops for n in range((end - begin).days)}
    day = start
    if unit == "month":
        day = _months(start, limit, stopped)
    else:
        for _ in range(limit):
            day += ONE
            while day in stopped or (unit == "working_day" and not works(day)):
                day += ONE
    if unit != "working_day" and limit:
        while not works(day):
            day += ONE
    for _ in range(extension):
        day += ONE
        while day in stopped or not works(day):
            day += ONE
    return day


def _months(start: date, limit: int, stopped: set[date]) -> date:
    month = start.month - 1 + limit
    year, month = start.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    corresponding = min(date(year, month, 1) + ONE * (start.day - 1), following - ONE)
    owed, day = (corresponding - start).days, start
    while owed:
        day += ONE
        owed -= day not in stopped
    return day
