"""Limits: hand-worked dates of domain.md 2.3, and the conventions for natural days and months."""

from dataclasses import dataclass
from datetime import date

import pytest

from applications import deadlines
from hall.queries.calendar import seed_calendar

CALENDAR = seed_calendar()

WORKING_DAYS = [
    ("2019-01-02", 20, "2019-01-30"),
    ("2019-01-28", 20, "2019-02-28"),
    ("2019-01-28", 30, "2019-03-14"),
    ("2019-02-01", 5, "2019-02-13"),
    ("2018-12-28", 5, "2019-01-07"),
    ("2019-09-27", 20, "2019-10-30"),
    ("2026-09-21", 20, "2026-10-26"),
    ("2026-04-27", 45, "2026-07-02"),
    ("2026-04-27", 60, "2026-07-23"),
    ("2026-09-29", 10, "2026-10-19"),
    ("2026-03-02", 20, "2026-03-30"),
]

OTHER_UNITS = [
    ("2026-09-01", 10, "natural_day", "2026-09-11", "a Friday"),
    ("2026-09-02", 10, "natural_day", "2026-09-14", "ends on Saturday the 12th, rolls to Monday"),
    ("2026-09-16", 15, "natural_day", "2026-10-08", "ends on 1 October, rolls over the holiday"),
    ("2026-09-05", 15, "natural_day", "2026-09-20", "ends on a Sunday that is a make-up working day"),
    ("2026-01-31", 1, "month", "2026-02-28", "the last day of a shorter month, itself a make-up Saturday"),
    ("2026-03-31", 1, "month", "2026-04-30", "the last day of a shorter month"),
    ("2026-08-20", 1, "month", "2026-09-20", "a make-up Sunday"),
    ("2026-11-15", 3, "month", "2027-02-15", "over the year"),
    ("2026-09-21", 0, "working_day", "2026-09-21", "at once"),
]


@dataclass
class Standard:
    statutory_limit: int | None = 20
    statutory_unit: str = "working_day"
    promised_limit: int = 10
    promised_unit: str = "working_day"


@pytest.mark.parametrize(("start", "days", "expected"), WORKING_DAYS)
def test_working_days_leave_out_the_first_day_and_holidays(start, days, expected):
    assert deadlines.due(date.fromisoformat(start), days, "working_day", CALENDAR) == date.fromisoformat(expected)


@pytest.mark.parametrize(("start", "limit", "unit", "expected", "why"), OTHER_UNITS)
def test_natural_days_and_months_roll_to_a_working_day(start, limit, unit, expected, why):
    assert deadlines.due(date.fromisoformat(start), limit, unit, CALENDAR) == date.fromisoformat(expected), why


def test_notice_and_delivery_have_five_and_ten_working_days():
    assert deadlines.notice_due(date(2019, 2, 1), CALENDAR) == date(2019, 2, 13)
    assert deadlines.delivery_due(date(2026, 9, 29), CALENDAR) == date(2026, 10, 19)


def test_a_saturday_of_extended_service_counts_from_the_next_working_day():
    saturday = date(2026, 9, 12)
    assert deadlines.notice_due(saturday, CALENDAR) == date(2026, 9, 18)


def test_both_clocks_keep_their_own_unit():
    clocks = deadlines.clocks(date(2026, 9, 21), Standard(promised_limit=10, promised_unit="natural_day"), CALENDAR)
    assert (clocks.legal_due, clocks.promise_due) == (date(2026, 10, 26), date(2026, 10, 8))
    assert not clocks.is_provisional


def test_a_matter_without_statutory_limit_has_only_a_promise():
    clocks = deadlines.clocks(date(2026, 9, 21), Standard(None, "none"), CALENDAR)
    assert clocks.legal_due is None and clocks.promise_due == date(2026, 10, 12)


def test_dates_beyond_the_official_calendar_are_marked_provisional():
    assert deadlines.clocks(date(2026, 12, 21), Standard(), CALENDAR).is_provisional
    assert not deadlines.clocks(date(2026, 11, 2), Standard(), CALENDAR).is_provisional


def test_an_instant_matter_is_due_the_day_it_is_accepted():
    assert deadlines.clocks(date(2026, 9, 21), Standard(promised_limit=0), CALENDAR).promise_due == date(2026, 9, 21)
