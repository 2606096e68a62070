"""The working calendar as arithmetic: which days count, and how limits of the law are added up."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FIXED_HOLIDAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


def provisional_rule(day: date) -> bool:
    """Whether a day works as far as can be said before the official list: Monday to Friday, less the fixed holidays."""
    return day.isoweekday() <= 5 and (day.month, day.day) not in FIXED_HOLIDAYS


@dataclass(frozen=True)
class WorkingCalendar:
    """The working calendar (工作日历). Days it does not hold follow the provisional rule and say so."""

    days: Mapping[date, bool]
    provisional: Set[date] = frozenset()
    holidays: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        known = self.days.get(day)
        return provisional_rule(day) if known is None else known

    def is_provisional(self, day: date) -> bool:
        """Whether the official list for this day is still to come (暂定)."""
        return day in self.provisional or day not in self.days

    def holiday(self, day: date) -> str:
        """The name of the public holiday this day off belongs to, or nothing."""
        if day in self.days:
            return self.holidays.get(day, "")
        return FIXED_HOLIDAYS.get((day.month, day.day), "")

    def next_working_day(self, day: date) -> date:
        """This day if it works, else the first one after it that does."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The last day of a limit of `count` working days from `start`; the first day is not counted."""
        if count < 0:
            raise ValueError("a limit is not negative")
        day = start
        for _ in range(count):
            day = self.next_working_day(day + DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + DAY * ahead) for ahead in range(1, (end - start).days + 1))
