"""Months of reports. Pure functions of dates."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

OFFERED = 13


@dataclass(frozen=True)
class Month:
    """One calendar month."""

    first: date

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{self.first.year} 年 {self.first.month} 月"

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    def between(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """From its first moment up to, not including, the next month's."""
        return datetime.combine(self.first, time(), zone), datetime.combine(self.after, time(), zone)


def last_months(today: date, count: int = OFFERED) -> list[Month]:
    """This month and those before it, the newest first."""
    months = [Month(today.replace(day=1))]
    while len(months) < count:
        months.append(months[-1].before)
    return months


def month_named(key: str, today: date) -> Month:
    """The month written `2026-11`, or this one for anything else; never one to come."""
    now = Month(today.replace(day=1))
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", key):
        return now
    asked = Month(date(int(key[:4]), int(key[5:]), 1))
    return asked if asked.first <= now.first else now
