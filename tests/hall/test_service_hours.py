"""When the hall is open: modes, special dates, early tickets, Saturday nights and the last day of the year."""

from datetime import datetime, time

import pytest

from hall.kernel import clock
from hall.models import ServiceHours
from hall.queries.service_hours import may_take_tickets, opening
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING)


@pytest.fixture
def hall():
    """Weekdays 08:30 early, 09:00–12:00, noon, until 17:00, late 17:30; Saturdays 09:00–13:00 by appointment."""
    hall = HallFactory(open_around_the_clock=False)
    hours = [("early", 8, 30, 9, 0), ("normal", 9, 0, 12, 0), ("noon", 12, 0, 13, 30), ("normal", 13, 30, 17, 0)]
    for weekday in range(1, 6):
        for mode, h1, m1, h2, m2 in [*hours, ("late", 17, 0, 17, 30)]:
            ServiceHours.objects.create(hall=hall, mode=mode, weekday=weekday, opens=time(h1, m1), closes=time(h2, m2))
    ServiceHours.objects.create(
        hall=hall, mode="saturday", weekday=6, opens=time(9), closes=time(13), appointment_only=True
    )
    return hall


@pytest.mark.parametrize(
    ("moment", "mode"),
    [
        ("2026-09-21T08:30", "early"),
        ("2026-09-21T09:00", "normal"),
        ("2026-09-21T12:10", "noon"),
        ("2026-09-21T16:59:59", "normal"),
        ("2026-09-21T17:00", "late"),
        ("2026-09-12T09:00", "saturday"),
        ("2026-10-10T10:00", "normal"),
    ],
)
def test_each_hour_has_its_mode(hall, moment, mode):
    now = opening(hall, at(moment))
    assert (now.is_open, now.mode) == (True, mode)


@pytest.mark.parametrize(
    ("moment", "following"),
    [
        ("2026-09-21T08:29:59", "2026-09-21T08:30"),
        ("2026-09-21T17:30", "2026-09-22T08:30"),
        ("2026-09-26T23:30", "2026-09-28T08:30"),
        ("2026-09-27T10:00", "2026-09-28T08:30"),
        ("2026-10-01T10:00", "2026-10-08T08:30"),
        ("2026-10-03T10:00", "2026-10-08T08:30"),
        ("2025-12-31T23:59", "2026-01-04T08:30"),
        ("2026-12-31T18:00", "2027-01-02T09:00"),
    ],
)
def test_when_closed_the_next_opening_is_told(hall, moment, following):
    now = opening(hall, at(moment))
    assert not now.is_open
    assert now.next_opening == at(following)
    assert f"{at(following):%H:%M}" in now.words


def test_words_tell_until_when_and_when_again(hall):
    assert opening(hall, at("2026-09-21T10:00")).words == "正在服务（正常服务），今天到 17:30。"
    assert opening(hall, at("2026-09-12T10:00")).words == "正在服务（周六预约服务），仅限预约，今天到 13:00。"
    assert opening(hall, at("2026-09-21T07:00")).words == "现在不在服务时间，下次开放：今天 08:30。"
    assert opening(hall, at("2026-09-21T20:00")).words == "现在不在服务时间，下次开放：明天 08:30。"
    assert opening(hall, at("2026-10-01T20:00")).words == "现在不在服务时间，下次开放：10月8日（周四）08:30。"


def test_tickets_are_given_half_an_hour_before_opening_and_not_earlier(hall):
    assert not may_take_tickets(hall, at("2026-09-21T07:59:59"))
    assert may_take_tickets(hall, at("2026-09-21T08:00"))
    assert may_take_tickets(hall, at("2026-09-21T17:29"))
    assert not may_take_tickets(hall, at("2026-09-21T17:30"))


def test_a_saturday_by_appointment_gives_tickets_only_to_those_who_have_one(hall):
    assert not may_take_tickets(hall, at("2026-09-12T10:00"))
    assert may_take_tickets(hall, at("2026-09-12T10:00"), has_appointment=True)
    assert may_take_tickets(hall, at("2026-09-12T08:30"), has_appointment=True)
    assert not may_take_tickets(hall, at("2026-09-12T08:30"))


def test_a_special_date_replaces_the_hours_of_its_weekday(hall):
    ServiceHours.objects.create(hall=hall, mode="special", date="2026-10-01", opens=time(10), closes=time(12))
    assert opening(hall, at("2026-10-01T10:30")).mode == "special"
    ServiceHours.objects.create(hall=hall, mode="special", date="2026-09-21", opens=time(14), closes=time(15))
    assert not opening(hall, at("2026-09-21T10:00")).is_open


@pytest.mark.parametrize("moment", ["2026-09-26T23:30", "2026-12-31T23:59:59", "2027-02-06T03:00"])
def test_the_demonstration_hall_is_open_around_the_clock_and_says_so(moment):
    hall = HallFactory(open_around_the_clock=True)
    now = opening(hall, at(moment))
    assert now.is_open
    assert "全天开放" in now.words
    assert may_take_tickets(hall, at(moment))


def test_a_hall_without_hours_is_closed_and_says_whom_to_ask():
    hall = HallFactory(open_around_the_clock=False)
    now = opening(hall, at("2026-09-21T10:00"))
    assert (now.is_open, now.next_opening) == (False, None)
    assert "电话" in now.words


def test_another_halls_hours_do_not_count(hall):
    other = HallFactory(open_around_the_clock=False)
    assert not opening(other, at("2026-09-21T10:00")).is_open
    assert opening(hall, at("2026-09-21T10:00")).is_open
