"""Days of figures: from one date to another, at most three months. Pure functions of dates."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from queueing.errors import DaysUnreadable

LONGEST = 92


@dataclass(frozen=True)
class Days:
    """The days from `first` to `last`, both of them included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """2026年9月21日, or 2026年9月1日至2026年9月21日."""
        first = f"{self.first.year}年{self.first.month}月{self.first.day}日"
        if self.first == self.last:
            return first
        return f"{first}至{self.last.year}年{self.last.month}月{self.last.day}日"

    def between(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """From the first moment up to, not including, the day after the last."""
        return datetime.combine(self.first, time(), zone), datetime.combine(self.last + timedelta(1), time(), zone)


def asked_days(first: str, last: str, today: date) -> Days:
    """The days asked for; today when none are named. Raises DaysUnreadable with what to write instead."""
    try:
        begin = date.fromisoformat(first) if first else (date.fromisoformat(last) if last else today)
        end = date.fromisoformat(last) if last else begin
    except ValueError:
        raise DaysUnreadable() from None
    if end < begin or (end - begin).days >= LONGEST:
        raise DaysUnreadable()
    return Days(begin, end)
