"""Lights by working days left; domain.md 11.9."""

from datetime import date

import pytest

from applications.lights import light
from hall.queries.calendar import seed_calendar

CALENDAR = seed_calendar()
# Accepted on Monday 2026-03-02: a promise of 20 working days ends on 03-30, the law's 30 on 04-14.
CASES = [
    ("2026-03-02", "green", 20, "剩 20 个工作日"),
    ("2026-03-23", "green", 5, "剩 5 个工作日"),
    ("2026-03-24", "amber", 4, "剩 4 个工作日"),
    ("2026-03-25", "amber", 3, "剩 3 个工作日"),
    ("2026-03-27", "red", 1, "剩 1 个工作日"),
    ("2026-03-30", "red", 0, "今天到期"),
    ("2026-03-31", "red", -1, "超期 1 个工作日"),
    ("2026-04-15", "black", -11, "超期 11 个工作日"),
]


def lit(today: str, **other):
    given = {"promise_due": date(2026, 3, 30), "legal_due": date(2026, 4, 14), "accepted": date(2026, 3, 2)}
    return light(today=date.fromisoformat(today), calendar=CALENDAR, **{**given, **other})


@pytest.mark.parametrize(("today", "colour", "left", "words"), CASES)
def test_the_light_follows_the_working_days_left(today, colour, left, words):
    shown = lit(today)
    assert (shown.colour, shown.days_left, shown.words) == (colour, left, words)


def test_twenty_per_cent_of_a_long_promise_is_amber():
    long = {"promise_due": date(2026, 7, 2), "accepted": date(2026, 4, 27), "legal_due": None}
    assert lit("2026-06-18", **long).colour == "amber"
    assert lit("2026-06-16", **long).colour == "green"


def test_a_stopped_clock_is_grey_and_an_overdue_weekend_counts():
    assert lit("2026-03-31", stopped=True).colour == "grey"
    assert lit("2026-04-04", promise_due=date(2026, 4, 3), legal_due=None).days_left == -1
    assert lit("2026-04-12", promise_due=date(2026, 4, 10)).words == "超期 1 个工作日"
