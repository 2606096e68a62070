"""Months of figures. Pure functions of dates.

The public sees a month when its last link to rate has run out: its figures then stand still, and nobody can tell one
rating by comparing yesterday's page with today's.
"""

from datetime import date, timedelta

from applications.months import Month
from applications.months import last_months as months_before

SETTLED_AFTER = timedelta(days=11)
OFFERED = 12


def last_months(today: date, count: int = OFFERED) -> list[Month]:
    """This month and those before it, the newest first."""
    return months_before(today, count)


def settled_months(today: date, count: int = OFFERED) -> list[Month]:
    """The months whose figures stand still, the newest first."""
    return [month for month in last_months(today, count + 2) if month.after + SETTLED_AFTER <= today][:count]


def chosen(months: list[Month], key: str) -> Month:
    """The month asked for, or the newest on offer."""
    return next((month for month in months if month.key == key), months[0])
