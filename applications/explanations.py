"""Why is this the date? The walk from the day of acceptance to the due date, day by day. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matters.models.version import LimitUnit

DAY = timedelta(days=1)


class Calendar(Protocol):
    """What an explanation asks of a working calendar."""

    def is_working_day(self, day: date, /) -> bool: ...
    def is_provisional(self, day: date, /) -> bool: ...
    def holiday(self, day: date, /) -> str: ...


@dataclass(frozen=True)
class DayLine:
    """One day of the walk: its number when it counts, or why it does not."""

    day: date
    count: int | None
    note: str


@dataclass(frozen=True)
class Explanation:
    """A due date with the sentence that explains it, and the days behind it."""

    due: date
    sentences: list[str]
    days: list[DayLine]


def explain(start: date, limit: int, unit: str, due: date, calendar: Calendar) -> Explanation:
    """The explanation of a due date counted from `start`."""
    if limit == 0:
        return Explanation(due, [_("即办件：受理当天办结。")], [])
    if unit == LimitUnit.WORKING_DAY:
        days = list(_walk(start, due, calendar))
        return Explanation(
            due, [_opening(start, limit), *_left_out(days), *_made_up(days), *_unsure(days, calendar)], days
        )
    return Explanation(due, _other_units(start, limit, unit, due, calendar), [])


def _walk(start: date, due: date, calendar: Calendar) -> Iterator[DayLine]:
    day, count = start, 0
    while day < due:
        day += DAY
        if calendar.is_working_day(day):
            count += 1
            yield DayLine(day, count, _("调休上班") if day.isoweekday() > 5 else "")
        else:
            yield DayLine(day, None, calendar.holiday(day) or _("周末"))


def _opening(start: date, limit: int) -> str:
    return _("从 %(day)s 的次日起算，共 %(n)d 个工作日。") % {"day": spoken(start), "n": limit}


def _left_out(days: list[DayLine]) -> list[str]:
    """The public holidays that do not count, each with its first and last day."""
    off = [line for line in days if line.count is None and line.note != _("周末")]
    found = []
    for name, lines in groupby(off, key=lambda line: line.note):
        run = list(lines)
        found.append(
            f"{name} {spoken(run[0].day)}–{spoken(run[-1].day)}" if len(run) > 1 else f"{name} {spoken(run[0].day)}"
        )
    return [_("周末和法定节假日不算：%(days)s。") % {"days": "、".join(found)}] if found else [_("周末不算。")]


def _made_up(days: list[DayLine]) -> list[str]:
    made_up = [spoken(line.day) for line in days if line.count is not None and line.note]
    return [_("调休上班的日子要算：%(days)s。") % {"days": "、".join(made_up)}] if made_up else []


def _unsure(days: list[DayLine], calendar: Calendar) -> list[str]:
    unsure = any(calendar.is_provisional(line.day) for line in days)
    return [_("其中有的日子放假安排还没有公布，日期是暂定的。")] if unsure else []


def _other_units(start: date, limit: int, unit: str, due: date, calendar: Calendar) -> list[str]:
    values = {"day": spoken(start), "n": limit}
    if unit == LimitUnit.MONTH:
        first = _("从 %(day)s 起算，共 %(n)d 个月，到对应的那一天为止。") % values
    elif unit == LimitUnit.HOUR:
        return [_("从 %(day)s 受理时起算，共 %(n)d 小时，周末和节假日也算。") % values]
    else:
        first = _("从 %(day)s 的次日起算，共 %(n)d 个自然日，周末和节假日也算。") % values
    rolled = not calendar.is_working_day(due - DAY)
    return [first, _("最后一天遇到休息日，顺延到下一个工作日。")] if rolled else [first]


def spoken(day: date) -> str:
    """A day as the reader's language writes it."""
    return date_format(day, "MONTH_DAY_FORMAT")
