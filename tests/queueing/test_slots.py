"""Slots come from staffed windows and closures: arithmetic first, then the tables."""

from datetime import date, datetime, time

import pytest

from hall.kernel import clock
from hall.models import ClosedDay
from hall.opening_hours import Span
from queueing.models import SlotStaffing
from queueing.queries.slots import Planner, offered_days, slots_on
from queueing.slots import Measure, Staffed, blocked_until, free_seat, planned, released_at
from tests.factories.slots import a_booking_hall, an_appointment

DAY = date(2026, 9, 22)
MORNING = Span(time(9), time(12), "normal")
MEASURE = Measure(slot_minutes=30, minutes_each=10, share_percent=100, is_uncapped_saturday=True)


def made(*, spans=(MORNING,), windows=2, measure=MEASURE):
    return planned(DAY, spans, [Staffed(time(9), time(17), windows)], measure, clock.BEIJING)


def test_a_slot_takes_as_many_as_its_windows_can_serve():
    assert [(f"{slot.begins_at:%H:%M}", slot.capacity) for slot in made()] == [
        ("09:00", 6), ("09:30", 6), ("10:00", 6), ("10:30", 6), ("11:00", 6), ("11:30", 6),
    ]  # fmt: skip


def test_only_the_share_of_appointments_is_given_out():
    half = Measure(30, 10, 50, True)
    assert {slot.capacity for slot in made(measure=half)} == {3}


def test_half_staffed_slots_take_half_and_unstaffed_ones_are_none():
    rows = planned(DAY, [MORNING], [Staffed(time(9), time(9, 45), 2)], MEASURE, clock.BEIJING)
    assert [(f"{slot.begins_at:%H:%M}", slot.capacity) for slot in rows] == [("09:00", 6), ("09:30", 3)]
    assert made(windows=0) == []


def test_on_saturdays_by_appointment_the_staff_follow_the_appointments():
    saturday = Span(time(9), time(13), "saturday", appointment_only=True)
    assert {slot.capacity for slot in made(spans=[saturday])} == {None}
    capped = Measure(30, 10, 40, is_uncapped_saturday=False)
    assert {slot.capacity for slot in made(spans=[saturday], measure=capped)} == {6}


def test_a_short_rest_is_no_slot_and_a_long_one_is():
    assert len(made(spans=[Span(time(9), time(9, 40), "normal")])) == 1
    assert len(made(spans=[Span(time(9), time(9, 50), "normal")])) == 2


def test_the_lowest_free_seat_is_given():
    assert free_seat(3, {1, 3}) == 2
    assert free_seat(3, {1, 2, 3}) is None
    assert free_seat(None, {1, 2, 3}) == 4


def test_a_released_seat_waits_between_its_least_and_its_most():
    now = datetime(2026, 9, 21, 10, 0, tzinfo=clock.BEIJING)
    assert (released_at(now, 5, 30, 0.0) - now).total_seconds() == 300
    assert (released_at(now, 5, 30, 1.0) - now).total_seconds() == 1800


@pytest.mark.parametrize(
    ("no_shows", "until"),
    [
        ([], None),
        ([date(2026, 9, 1), date(2026, 9, 8)], None),
        ([date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15)], date(2026, 10, 15)),
        ([date(2026, 1, 1), date(2026, 9, 8), date(2026, 9, 15)], None),
        ([date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 15)], None),
    ],
)
def test_repeated_no_shows_limit_use_for_a_while(no_shows, until):
    assert blocked_until(no_shows, 3, 90, 30, date(2026, 9, 21)) == until


@pytest.mark.django_db
def test_five_working_days_from_tomorrow_and_the_saturdays_between(on_a_working_day):
    small = a_booking_hall()
    days = [f"{day:%m-%d}" for day in Planner(small.hall, small.queue).bookable_days()]
    assert days == ["09-22", "09-23", "09-24", "09-28", "09-29"], "25th to 27th is Mid-Autumn"


@pytest.mark.django_db
def test_a_closed_day_has_no_slots_and_is_no_choice(on_a_working_day):
    small = a_booking_hall()
    assert slots_on(small.hall, small.queue, DAY)
    ClosedDay.objects.create(hall=small.hall, date=DAY, reason="系统升级")
    assert slots_on(small.hall, small.queue, DAY) == []
    assert DAY not in Planner(small.hall, small.queue).bookable_days()


@pytest.mark.django_db
def test_the_days_on_offer_cost_a_stated_number_of_statements(on_a_working_day, django_assert_max_num_queries):
    small = a_booking_hall()
    an_appointment(small)
    with django_assert_max_num_queries(8):
        days = offered_days(small.hall, small.queue)
    first = days[0].slots[0]
    assert (f"{first.begins_at:%H:%M}", first.capacity, first.taken, first.free) == ("09:00", 6, 1, 5)


@pytest.mark.django_db
def test_a_smaller_plan_keeps_who_is_booked_and_takes_nobody_more(on_a_working_day):
    small = a_booking_hall()
    for _ in range(2):
        an_appointment(small)
    SlotStaffing.objects.of(small.hall).filter(weekday=2).update(windows=0)
    left = slots_on(small.hall, small.queue, DAY)
    assert [(slot.taken, slot.is_free) for slot in left] == [(2, False)]
