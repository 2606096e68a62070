"""Months of figures. Pure functions of dates.

The public sees a month when its last link to rate has run out: its figures then stand still, and nobody can tell one
rating by comparing yesterday's page with today's.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

SETTLED_AFTER = timedelta(days=11)
OFFERED = 12


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


def month_of(day: date) -> Month:
    return Month(day.replace(day=1))


def last_months(today: date, count: int = OFFERED) -> list[Month]:
    """This month and those before it, the newest first."""
    months = [month_of(today)]
    while len(months) < count:
        months.append(months[-1].before)
    return months


def settled_months(today: date, count: int = OFFERED) -> list[Month]:
    """The months whose figures stand still, the newest first."""
    return [month for month in last_months(today, count + 2) if month.after + SETTLED_AFTER <= today][:count]


def chosen(months: list[Month], key: str) -> Month:
    """The month asked for, or the newest on offer."""
    return next((month for month in months if month.key == key), months[0])
