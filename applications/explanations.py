"""Why is this the date? The walk from the day of acceptance to the due date, day by day. Pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.deadlines import add_months
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
    """A due date with the sentences that explain it, and the days behind it under their heading."""

    due: date
    sentences: list[str]
    days: list[DayLine]
    heading: str = ""


@dataclass(frozen=True)
class Counted:
    """What is counted: from a day, so many units, and so many working days more by an approved extension.

    `because` says what the limit is and what it rests on.
    """

    start: date
    limit: int
    unit: str
    extension: int = 0
    because: str = ""


@dataclass(frozen=True)
class Stopped:
    """A special procedure in which the clock stood still up to `end`; still running when there is no end."""

    begin: date
    end: date | None
    name: str
    basis: str = ""

    def holds(self, day: date) -> bool:
        return self.begin <= day and (self.end is None or day < self.end)


def explain(counted: Counted, due: date, calendar: Calendar, stops: Sequence[Stopped] = ()) -> Explanation:
    """The explanation of a due date."""
    because = [counted.because] if counted.because else []
    if counted.limit == 0:
        return Explanation(due, [*because, _("即办件：受理当天办结。")], [])
    days = list(_walk(counted, due, calendar, stops))
    more = [*_stopped(stops), *_longer(counted.extension), *_unsure(days, calendar)]
    if counted.unit == LimitUnit.WORKING_DAY:
        said = [_opening(counted.start, counted.limit), *_left_out(days), *_made_up(days)]
        return Explanation(due, [*because, *said, *more], days, _("第几个工作日"))
    return Explanation(due, [*because, *_other_units(counted, days), *more], days, _("第几天"))


def _walk(counted: Counted, due: date, calendar: Calendar, stops: Sequence[Stopped]) -> Iterator[DayLine]:
    day, count, last, rolls = counted.start, 0, _units(counted), False
    by_working_days = counted.unit == LimitUnit.WORKING_DAY
    while day < due:
        day += DAY
        works = calendar.is_working_day(day)
        stop = next((one for one in stops if one.holds(day)), None)
        if stop is not None:
            yield DayLine(day, None, _("%(name)s，停止计时") % {"name": _(stop.name)})
        elif not by_working_days and count < last:
            count += 1
            rolls = count == last and counted.unit != LimitUnit.HOUR and not works
            yield DayLine(day, count, calendar.holiday(day))
        elif works and rolls:
            rolls = False
            yield DayLine(day, None, _("顺延到这一天，工作日"))
        elif works:
            count += 1
            yield DayLine(day, count, _worked(day, count - last))
        else:
            yield DayLine(day, None, _("休息日，顺延") if rolls else calendar.holiday(day) or _("周末"))


def _units(counted: Counted) -> int:
    """How many working or natural days the limit itself has, an extension left out."""
    if counted.unit == LimitUnit.MONTH:
        return (add_months(counted.start, counted.limit) - counted.start).days
    return -(-counted.limit // 24) if counted.unit == LimitUnit.HOUR else counted.limit


def _worked(day: date, beyond: int) -> str:
    """What to say of a working day that counts: one of the extension, or one that makes up for a holiday."""
    if beyond > 0:
        return _("延期第 %(n)d 天") % {"n": beyond}
    return _("调休上班") if day.isoweekday() > 5 else ""


def _stopped(stops: Sequence[Stopped]) -> list[str]:
    """Each procedure with its days, and the law."""
    sentences = []
    for stop in stops:
        values = {"name": _(stop.name), "begin": spoken(stop.begin), "end": spoken(stop.end) if stop.end else ""}
        values["basis"] = stop.basis or _("行政许可法第四十五条")
        ended = _("%(name)s期间停止计时：%(begin)s起，%(end)s恢复，恢复当天算（%(basis)s）。")
        running = _("正在进行%(name)s，%(begin)s起停止计时（%(basis)s），结束后重新推算日期。")
        sentences.append((ended if stop.end else running) % values)
    return sentences


def _longer(extension: int) -> list[str]:
    return [_("经负责人批准延长 %(n)d 个工作日（行政许可法第四十二条）。") % {"n": extension}] if extension else []


def _opening(start: date, limit: int) -> str:
    return _("从 %(day)s 的次日起算，共 %(n)d 个工作日。") % {"day": spoken(start), "n": limit}


def _left_out(days: list[DayLine]) -> list[str]:
    """The public holidays that do not count, each with its first and last day."""
    off = [line for line in days if line.count is None and line.note != _("周末") and "，" not in line.note]
    found = []
    for name, lines in groupby(off, key=lambda line: line.note):
        run = list(lines)
        found.append(
            f"{name} {spoken(run[0].day)}–{spoken(run[-1].day)}" if len(run) > 1 else f"{name} {spoken(run[0].day)}"
        )
    return [_("周末和法定节假日不算：%(days)s。") % {"days": "、".join(found)}] if found else [_("周末不算。")]


def _made_up(days: list[DayLine]) -> list[str]:
    made_up = [spoken(line.day) for line in days if line.count is not None and line.note == _("调休上班")]
    return [_("调休上班的日子要算：%(days)s。") % {"days": "、".join(made_up)}] if made_up else []


def _unsure(days: list[DayLine], calendar: Calendar) -> list[str]:
    unsure = any(calendar.is_provisional(line.day) for line in days)
    return [_("其中有的日子放假安排还没有公布，日期是暂定的。")] if unsure else []


def _other_units(counted: Counted, days: list[DayLine]) -> list[str]:
    values = {"day": spoken(counted.start), "n": counted.limit}
    if counted.unit == LimitUnit.HOUR:
        return [_("从 %(day)s 受理时起算，共 %(n)d 小时，周末和节假日也算。") % values]
    if counted.unit == LimitUnit.MONTH:
        first = _("从 %(day)s 起算，共 %(n)d 个月，到对应的那一天为止。") % values
    else:
        first = _("从 %(day)s 的次日起算，共 %(n)d 个自然日，周末和节假日也算。") % values
    rolled = any(line.note == _("顺延到这一天，工作日") for line in days)
    return [first, _("最后一天遇到休息日，顺延到下一个工作日。")] if rolled else [first]


def spoken(day: date) -> str:
    """A day as the reader's language writes it."""
    return date_format(day, "MONTH_DAY_FORMAT")
