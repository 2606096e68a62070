"""The working calendar: the vectors of domain.md 2.3, make-up days, and what lies beyond the official list."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from hall.kernel.errors import NotPermitted
from hall.models import CalendarDay, Step
from hall.queries.calendar import seed_calendar, working_calendar
from hall.roles import Role
from hall.verbs.calendar import load_calendar, set_day
from tests.factories import StaffFactory

CALENDAR = seed_calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
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
        ("2026-09-21", 0, "2026-09-21"),
    ],
)
def test_limits_end_where_the_official_calendar_says(start, count, due):
    assert CALENDAR.add_working_days(day(start), count) == day(due)
    if count:
        assert CALENDAR.working_days_between(day(start), day(due)) == count


def test_a_received_saturday_counts_from_the_next_working_day():
    assert CALENDAR.add_working_days(day("2026-09-26"), 1) == day("2026-09-28")


def test_make_up_saturdays_work_and_holidays_do_not():
    assert CALENDAR.is_working_day(day("2018-12-29"))
    assert not CALENDAR.is_working_day(day("2026-10-01"))
    assert CALENDAR.holiday(day("2026-10-01")) == "国庆节"
    assert CALENDAR.holiday(day("2026-10-10")) == ""
    assert CALENDAR.is_working_day(day("2026-10-10")), "调休上班"
    assert CALENDAR.next_working_day(day("2026-10-01")) == day("2026-10-08")


def test_remaining_days_are_none_on_the_day_itself_and_negative_afterwards():
    assert CALENDAR.working_days_between(day("2026-09-21"), day("2026-09-21")) == 0
    assert CALENDAR.working_days_between(day("2026-09-18"), day("2026-09-15")) == -3


@pytest.mark.parametrize("beyond", ["2027-01-04", "2028-12-31", "2035-10-01", "1999-05-04"])
def test_beyond_the_official_list_a_provisional_rule_answers(beyond):
    assert CALENDAR.is_provisional(day(beyond))
    assert CALENDAR.add_working_days(day(beyond), 20) > day(beyond)
    assert not CALENDAR.is_provisional(day("2026-12-31"))


def test_a_limit_that_crosses_the_year_counts_on_provisionally():
    assert CALENDAR.add_working_days(day("2026-12-31"), 1) == day("2027-01-04")
    for holiday in ("2027-01-01", "2027-05-01", "2029-05-02", "2030-10-03"):
        assert not CALENDAR.is_working_day(day(holiday))


def test_a_negative_limit_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(day("2026-09-21"), -1)


@given(st.dates(day("2004-01-01"), day("2028-06-01")), st.integers(0, 60))
def test_adding_agrees_with_an_independent_walk(start, count):
    walked, left = start, count
    while left:
        walked += timedelta(days=1)
        left -= CALENDAR.is_working_day(walked)
    assert CALENDAR.add_working_days(start, count) == walked
    assert CALENDAR.working_days_between(start, walked) == count


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_keeps_what_was_entered(capsys):
    call_command("load_calendar")
    rows = CalendarDay.objects.count()
    assert rows == 25 * 365 + 7, "2004 to 2028"
    CalendarDay.objects.filter(date="2027-02-08").update(kind="holiday", name="春节", is_provisional=False)
    call_command("load_calendar")
    assert "新增 0 天" in capsys.readouterr().out
    assert CalendarDay.objects.get(date="2027-02-08").name == "春节"
    assert CalendarDay.objects.count() == rows


@pytest.mark.django_db
def test_the_table_and_its_seed_say_the_same(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load_calendar(by=StaffFactory(roles=[Role.SYSTEM_ADMIN]))
    loaded = working_calendar()
    assert loaded.days == CALENDAR.days
    assert loaded.provisional == CALENDAR.provisional


@pytest.mark.django_db
def test_a_day_entered_officially_counts_at_once_and_is_on_record(django_capture_on_commit_callbacks):
    admin = StaffFactory(roles=[Role.SYSTEM_ADMIN])
    load_calendar(by=admin)
    with django_capture_on_commit_callbacks(execute=True):
        set_day(date=day("2027-02-08"), kind="holiday", name="春节", by=admin)
    assert not working_calendar().is_working_day(day("2027-02-08"))
    assert not working_calendar().is_provisional(day("2027-02-08"))
    assert Step.objects.get(verb="set_day").data == {"date": "2027-02-08"}
    with pytest.raises(NotPermitted):
        set_day(date=day("2027-02-09"), kind="holiday", by=StaffFactory())
