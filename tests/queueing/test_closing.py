"""Numbers of a day that is over leave the line; those of today stay, midnight or not."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from queueing.models import Ticket
from queueing.tasks import sweep_tickets
from queueing.verbs import calling
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def test_left_over_tickets_go_and_the_record_says_why():
    small = a_small_hall()
    small.window()
    old, kept = small.ticket(), small.ticket()
    Ticket.objects.filter(pk=old.pk).update(queued_at=clock.now() - timedelta(hours=13))
    sweep_tickets()
    sweep_tickets()
    assert dict(Ticket.objects.values_list("number", "state")) == {"A001": "cancelled", "A002": "waiting"}
    assert calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0]).pk == kept.pk


def test_the_first_window_of_the_day_clears_yesterdays_numbers_even_if_the_sweeper_slept():
    small = a_small_hall()
    old = small.ticket()
    Ticket.objects.update(queued_at=clock.now() - timedelta(hours=13), day=clock.today() - timedelta(days=1))
    elsewhere = a_small_hall().ticket()
    Ticket.objects.filter(pk=elsewhere.pk).update(queued_at=clock.now() - timedelta(hours=13))
    small.window()
    states = dict(Ticket.objects.values_list("pk", "state"))
    assert states == {old.pk: "cancelled", elsewhere.pk: "waiting"}, "another hall's windows see to its own"


def test_someone_who_waited_for_a_result_is_not_called_cancelled():
    small = a_small_hall()
    ticket = small.ticket()
    Ticket.objects.update(state="awaiting_result", queued_at=clock.now() - timedelta(hours=13))
    sweep_tickets()
    ticket.refresh_from_db()
    assert ticket.state == "finished"


def test_people_of_ten_to_midnight_are_still_called_after_it():
    small = a_small_hall()
    small.window()
    late = clock.now().replace(hour=23, minute=50)
    with clock.frozen(late):
        ticket = small.ticket()
    with clock.frozen(late + timedelta(minutes=20)):
        small.ticket()
        sweep_tickets()
        assert calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0]).pk == ticket.pk
