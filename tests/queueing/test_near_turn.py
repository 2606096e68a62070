"""So many more people, then you: told once, outside the act of calling."""

from dataclasses import asdict

import pytest

from hall.models import OutgoingMessage
from queueing.events import TicketCalled
from queueing.models import Queue, Ticket
from queueing.tasks import tell_near
from queueing.verbs import calling
from queueing.verbs.tickets import cancel_ticket
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window()
    Queue.objects.update(near_ahead=2, told_ahead=0)
    made.queue.refresh_from_db()
    for n in range(5):
        made.ticket(phone=f"1380013800{n}")
    return made


def said(event="near_turn"):
    return list(OutgoingMessage.objects.filter(event=event).order_by("pk").values_list("about", flat=True))


def test_a_call_tells_the_person_with_two_ahead_and_only_once(small, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    event = next(event for event in told if isinstance(event, TicketCalled))
    assert event == TicketCalled(queue_id=small.queue.pk)
    assert said() == []
    tell_near(**asdict(event)), tell_near(**asdict(event))
    assert said() == ["A004"] and said("ahead") == []


def test_someone_with_priority_is_counted_where_they_will_be_called(small):
    calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    small.ticket(phone="13800138009", priority="disabled")
    tell_near(queue_id=small.queue.pk)
    assert said() == ["A003"]


def test_two_calls_at_once_tell_both_who_came_near(small):
    small.window()
    for window, clerk in zip(("01", "02"), small.clerks, strict=True):
        calling.call_next(hall=small.hall, window_code=window, by=clerk)
    tell_near(queue_id=small.queue.pk)
    assert sorted(said()) == ["A004", "A005"], "A003 was told of two ahead when the number was taken"


def test_a_short_line_and_an_unknown_queue_tell_nobody():
    small = a_small_hall()
    small.ticket(phone="13800138000"), small.ticket(phone="13800138001")
    tell_near(queue_id=small.queue.pk), tell_near(queue_id=0)
    assert said() == []


def test_each_queue_sets_from_how_many_ahead_people_are_told(small):
    Queue.objects.update(near_ahead=1, told_ahead=3)
    for _ in range(2):
        calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
        tell_near(queue_id=small.queue.pk), tell_near(queue_id=small.queue.pk)
        calling.miss(hall=small.hall, window_code="01", reason="测试", by=small.clerks[0])
    assert (said("ahead"), said("near_turn")) == (["A005"], ["A003", "A004"])
    text = OutgoingMessage.objects.get(event="ahead").text
    assert "A005号前面还有3人" in text and len(text) <= 70


def test_who_wants_silence_is_told_nothing(small):
    last = Ticket.objects.latest("pk")
    last.is_silent = True
    last.save()
    for _ in range(2):
        calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
        tell_near(queue_id=small.queue.pk)
        calling.miss(hall=small.hall, window_code="01", reason="测试", by=small.clerks[0])
    assert said() == ["A004"]


def test_who_came_near_because_others_left_is_told_too(small):
    second, third = Ticket.objects.order_by("pk")[1:3]
    for gone in (second, third):
        cancel_ticket(hall=small.hall, token=gone.token, by=small.guide)
    calling.call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    tell_near(queue_id=small.queue.pk), tell_near(queue_id=small.queue.pk)
    assert said() == ["A005"]
