"""Putting a message into the outbox: with its act or not at all, and once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from hall.events import MessageQueued
from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message
from tests.factories import HallFactory

CALLED = {"number": "A023", "window": "12", "zone": "一层东区", "calls": 3}


def queue(hall, key="ticket:1:called:1", **more):
    return queue_message(
        "called", hall=hall, phone="138 1234 5678", dedupe_key=key, about="A023", values=CALLED, **more
    )


@pytest.mark.django_db
def test_a_message_waits_in_the_outbox_with_its_words_and_its_end(on_a_working_day):
    message = queue(HallFactory(short_name="市政务中心"))
    assert message.text == "【市政务中心】请A023号现在到12号窗口（一层东区）办理，3次呼叫未到将过号。"
    assert (message.state, message.due_at) == ("queued", clock.now())
    assert message.expires_at == clock.now() + timedelta(minutes=3)


@pytest.mark.django_db
def test_the_caller_may_set_another_end(on_a_working_day):
    assert queue(HallFactory(), expires_in=timedelta(hours=1)).expires_at == clock.now() + timedelta(hours=1)


@pytest.mark.django_db
def test_the_same_key_gives_the_same_message(told, django_capture_on_commit_callbacks):
    hall = HallFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first, second = queue(hall), queue(hall)
    assert first == second and OutgoingMessage.objects.count() == 1
    assert told == [MessageQueued(message_id=first.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["", " ", "010-55000000"])
def test_without_a_mobile_phone_there_is_no_message(phone):
    assert queue_message("called", hall=HallFactory(), phone=phone, dedupe_key="k", values=CALLED) is None
    assert not OutgoingMessage.objects.exists()


@pytest.mark.django_db
def test_the_phone_is_not_readable_in_the_database():
    message = queue(HallFactory())
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM hall_outgoingmessage WHERE id = %s", [message.pk])
        assert "13812345678" not in " ".join(cursor.fetchone())
    assert OutgoingMessage.objects.get().phone == "13812345678"


@pytest.mark.django_db(transaction=True)
def test_a_message_goes_away_with_an_act_that_fails(told):
    hall = HallFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(hall)
        1 / 0  # noqa: B018
    assert not OutgoingMessage.objects.exists() and told == []


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        queue(HallFactory())
