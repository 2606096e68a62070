"""A changed clock (T18) changes no order, makes no wait negative and no number twice; one counter in two browsers (T30)."""

from datetime import timedelta

import pytest
from django.db import connection

from hall.kernel import clock
from hall.kernel.errors import DomainError
from queueing.models import Service, Ticket
from queueing.queries.lines import people_ahead
from queueing.verbs import calling
from queueing.verbs.windows import open_window
from tests.factories.queue import a_small_hall
from tests.queueing.test_races import all_at_once

HOUR = timedelta(hours=1)


def at(small):
    return {"hall": small.hall, "window_code": small.windows[0].code, "by": small.clerks[0]}


@pytest.mark.django_db
def test_people_are_called_in_the_order_they_came_whatever_the_clock_says(on_a_working_day):
    small = a_small_hall()
    small.window()
    for jump in (timedelta(0), HOUR, -HOUR, timedelta(minutes=-5), timedelta(0)):
        with clock.frozen(on_a_working_day + jump):
            small.ticket()
    last = Ticket.objects.get(number="A005")
    assert people_ahead(last) == 4
    called = []
    for jump in (-HOUR, HOUR, timedelta(0), -HOUR, timedelta(0)):
        with clock.frozen(on_a_working_day + jump):
            called.append(calling.call_next(**at(small)).number)
            calling.miss(**at(small), reason="未到")
    assert called == ["A001", "A002", "A003", "A004", "A005"]


@pytest.mark.django_db
def test_a_clock_set_back_leaves_no_wait_below_nought_on_the_page(on_a_working_day, client):
    small = a_small_hall()
    small.window()
    small.ticket()
    with clock.frozen(on_a_working_day - HOUR):
        calling.call_next(**at(small))
        client.force_login(small.clerks[0])
        page = client.get("/workbench/").content.decode()
    assert "等候 0 分" in page and "等候 -" not in page


@pytest.mark.django_db
def test_numbers_go_on_where_the_day_of_the_counter_stood():
    small, now = a_small_hall(), clock.now().replace(hour=23, minute=59, second=59)
    numbers = []
    for jump in (timedelta(0), HOUR, timedelta(0), timedelta(days=1), HOUR):
        with clock.frozen(now + jump):
            ticket = small.ticket()
            numbers.append((ticket.day - now.date(), ticket.number))
    day = timedelta(days=1)
    assert numbers == [(0 * day, "A001"), (day, "A001"), (0 * day, "A002"), (day, "A002"), (day, "A003")]


@pytest.mark.django_db(transaction=True)
def test_one_counter_in_two_browsers_calls_one_person_at_a_time():
    small = a_small_hall()
    small.window()
    for _ in range(12):
        small.ticket()
    with pytest.raises(DomainError):
        open_window(hall=small.hall, window_code="01", browser="a", by=small.clerks[0])
        open_window(hall=small.hall, window_code="01", browser="b", by=small.clerks[0])
    for _ in range(10):
        got = all_at_once(lambda n: calling.call_next(**at(small)), threads=2)
        assert sorted(type(one).__name__ for one in got) == ["Ticket", "WindowBusy"]
        calling.miss(**at(small), reason="未到")
    assert Service.objects.count() == Service.objects.values("ticket").distinct().count() == 10
    connection.close()
