"""What must be warned of, by the day; domain.md 2.12 and 11.9. The rules alone, without a database."""

from datetime import date, datetime

import pytest

from applications.alerts import Clock, promised_days, warnings
from applications.models import AlertKind as K
from hall.kernel.clock import BEIJING
from hall.queries.calendar import seed_calendar

CALENDAR = seed_calendar()
# Accepted on Monday 2026-03-02, a promise of 20 working days ends on 03-30, the law's 30 on 04-14.
ACCEPTED = Clock(
    state="accepted",
    received=date(2026, 3, 2),
    notice_due=date(2026, 3, 9),
    accepted=date(2026, 3, 2),
    promise_due=date(2026, 3, 30),
    legal_due=date(2026, 4, 14),
    promised=20,
)
STAGES = [
    ("2026-03-13", []),
    ("2026-03-16", [K.HALF]),
    ("2026-03-23", [K.HALF]),
    ("2026-03-24", [K.HALF, K.AMBER]),
    ("2026-03-27", [K.HALF, K.AMBER, K.RED]),
    ("2026-03-30", [K.HALF, K.AMBER, K.DUE, K.RED]),
    ("2026-04-15", [K.HALF, K.AMBER, K.DUE, K.RED, K.BLACK]),
]


def reached(today: str, **other) -> list[str]:
    clock = Clock(**{**vars(ACCEPTED), **other})
    return [one.kind for one in warnings(clock, date.fromisoformat(today), CALENDAR)]


@pytest.mark.parametrize(("today", "kinds"), STAGES)
def test_half_time_eighty_per_cent_the_last_day_and_the_lights_follow_one_after_the_other(today, kinds):
    assert reached(today) == kinds


def test_a_stopped_clock_warns_of_nothing_but_the_procedure_that_takes_too_long():
    held = ((date(2026, 3, 9), None),)
    assert reached("2026-04-20", state="in_procedure", held=held, procedure_days=40) == []
    late = reached("2026-03-24", state="in_procedure", held=held, procedure_days=10)
    assert late == [K.PROCEDURE]


def test_an_instant_matter_is_warned_of_only_when_the_day_is_over():
    given = {"promise_due": date(2026, 3, 2), "promised": 0, "is_instant": True}
    assert reached("2026-03-02", **given) == []
    assert reached("2026-03-03", **given) == [K.AMBER, K.DUE, K.RED]


def test_a_step_is_overtime_although_the_whole_is_green():
    step = {"step": "review", "step_since": datetime(2026, 3, 2, 10, tzinfo=BEIJING), "step_began": date(2026, 3, 2)}
    shares = {"review": 20, "decide": 40}

    def kinds(today):
        return [one.kind for one in warnings(Clock(**{**vars(ACCEPTED), **step}), today, CALENDAR, shares)]

    assert kinds(date(2026, 3, 6)) == [], "four of four days"
    assert kinds(date(2026, 3, 9)) == [K.STEP]
    step["held"] = ((date(2026, 3, 3), date(2026, 3, 6)),)
    assert kinds(date(2026, 3, 9)) == [], "three of the five stood still"


def test_half_time_with_an_absent_handler_is_its_own_alarm():
    assert reached("2026-03-16", is_absent=True) == [K.HALF, K.ABSENT]
    assert reached("2026-03-13", is_absent=True) == []


def test_a_request_for_more_time_is_answered_in_two_working_days():
    asked = {"state": "extending", "extension_asked": date(2026, 3, 5)}
    assert reached("2026-03-09", **asked) == []
    assert reached("2026-03-10", **asked) == [K.STEP]


def test_the_window_is_warned_on_the_last_day_of_the_notice():
    assert reached("2026-03-06", state="received", accepted=None) == []
    assert reached("2026-03-09", state="received", accepted=None) == [K.NOTICE]


def test_what_is_late_after_the_decision():
    waiting = {"state": "awaiting_collection", "delivery_due": date(2026, 4, 20)}
    assert reached("2026-04-20", **waiting) == []
    assert reached("2026-04-21", **waiting) == [K.DELIVERY]
    checked = {"state": "delivered", "verification_due": date(2026, 5, 29)}
    assert reached("2026-05-29", **checked) == []
    assert reached("2026-06-01", **checked) == [K.VERIFICATION]


def test_a_provisional_date_is_an_alarm_while_it_is_open():
    assert reached("2026-03-03", is_provisional=True) == [K.PROVISIONAL]
    assert reached("2026-03-03", is_provisional=True, state="delivered") == []


def test_the_promise_is_measured_without_its_stops():
    start, due = date(2026, 3, 2), date(2026, 4, 13)
    assert promised_days(20, "working_day", start, due, 10, CALENDAR) == 30
    assert promised_days(30, "natural_day", start, due, 0, CALENDAR) == CALENDAR.working_days_between(start, due)
