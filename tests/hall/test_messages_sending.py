"""A message leaves once, in time, and its state says what is known."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from hall import dispatch
from hall.kernel import clock
from hall.messages.gateway import Accepted, CannotBeAsked, NotSent, Refused, Unclear
from hall.messages.patience import MOST_ATTEMPTS
from hall.models import OutgoingMessage
from hall.states import MessageState
from hall.verbs.messages import queue_message, relaying, sending
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db


class FakeProvider:
    """Answers as told; remembers what it was asked to send."""

    name = label = "fake"

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.on_send: Exception | Accepted | Callable[[], Any] = Accepted("p-1")
        self.on_find: Exception | Accepted | None = None

    def send(self, reference: str, phone: str, text: str) -> Accepted:
        self.requests.append(reference)
        return self._answer(self.on_send)

    def find(self, reference: str) -> Accepted | None:
        return self._answer(self.on_find)

    def _answer(self, answer: Any) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer


@pytest.fixture
def provider(monkeypatch) -> FakeProvider:
    fake = FakeProvider()
    monkeypatch.setattr("hall.messages.gateway.gateways", lambda: [fake])
    return fake


@pytest.fixture
def message(on_a_working_day) -> OutgoingMessage:
    values = {"number": "A023", "window": "12"}
    made = queue_message("called", hall=HallFactory(), phone="13812345678", dedupe_key="ticket:1:called", values=values)
    assert made is not None
    return made


def later(moment, **more):
    return clock.frozen(moment + timedelta(**more))


def state_of(message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_due_message_is_relayed_once_and_sent_once(provider, message):
    assert relaying.relay() == [message.pk]
    assert relaying.relay() == []
    for _ in range(3):
        dispatch.send(message.pk)
    assert provider.requests == ["ticket:1:called"]
    assert state_of(message) == "sent"
    assert (message.attempts, message.provider, message.provider_reference) == (1, "fake", "p-1")


def test_a_provider_that_delivers_at_once_is_believed(provider, message):
    provider.on_send = Accepted("p-1", is_delivered=True)
    dispatch.send(message.pk)
    assert state_of(message) == "delivered" and message.delivered_at and message.sent_at


def test_an_expired_message_is_never_sent(provider, message, on_a_working_day):
    relaying.relay()
    with later(on_a_working_day, minutes=3):
        dispatch.send(message.pk)
    assert provider.requests == [] and state_of(message) == "expired"


def test_a_message_that_expires_in_the_outbox_is_neither_relayed_nor_sent(provider, message, on_a_working_day):
    with later(on_a_working_day, minutes=4):
        assert relaying.relay() == []
        assert dispatch.sweep()["expired"] == 1
    assert provider.requests == [] and state_of(message) == "expired"


def test_a_relayed_message_whose_task_was_lost_is_sent_after_the_sweep(provider, message, on_a_working_day):
    relaying.relay()
    with later(on_a_working_day, seconds=29):
        assert dispatch.sweep()["requeued"] == 0
    with later(on_a_working_day, seconds=31):
        assert dispatch.sweep()["requeued"] == 1
        assert relaying.relay() == [message.pk]
        dispatch.send(message.pk)
    assert len(provider.requests) == 1 and state_of(message) == "sent"


def test_not_taken_by_the_provider_is_tried_again_with_growing_waits(provider, message, on_a_working_day):
    provider.on_send = NotSent()
    dispatch.send(message.pk)
    assert state_of(message) == "queued" and message.due_at == on_a_working_day + timedelta(seconds=5)
    dispatch.send(message.pk)  # a stray hint during the wait changes nothing
    assert len(provider.requests) == 1
    with later(on_a_working_day, seconds=6):
        dispatch.send(message.pk)
        assert state_of(message) == "queued" and message.due_at == clock.now() + timedelta(seconds=15)


def test_after_the_last_attempt_it_stays_visible_as_failed(provider, message):
    provider.on_send = NotSent()
    message.attempts = MOST_ATTEMPTS - 1
    message.save()
    dispatch.send(message.pk)
    assert state_of(message) == "failed" and "短信通道暂时不可用" in message.failure


def test_a_bad_number_fails_at_once(provider, message):
    provider.on_send = Refused(reason="空号")
    dispatch.send(message.pk)
    assert state_of(message) == "failed" and "空号" in message.failure and len(provider.requests) == 1


def test_an_unclear_answer_is_asked_about_and_not_sent_again(provider, message, on_a_working_day):
    provider.on_send, provider.on_find = Unclear(), Accepted("p-9")
    dispatch.send(message.pk)
    assert state_of(message) == "sending"
    with later(on_a_working_day, seconds=11):
        assert dispatch.sweep()["asked"] == 1
    assert state_of(message) == "sent" and message.provider_reference == "p-9" and len(provider.requests) == 1


def test_what_the_provider_never_saw_is_sent_again(provider, message, on_a_working_day):
    provider.on_send, provider.on_find = Unclear(), None
    dispatch.send(message.pk)
    with later(on_a_working_day, seconds=11):
        dispatch.sweep()
        assert state_of(message) == "queued"
    provider.on_send = Accepted("p-2")
    with later(on_a_working_day, seconds=20):
        relaying.relay()
        dispatch.send(message.pk)
    assert state_of(message) == "sent" and message.attempts == 2


def test_what_nobody_can_tell_is_unknown_rather_than_sent_twice(provider, message, on_a_working_day):
    provider.on_send, provider.on_find = Unclear(), CannotBeAsked()
    dispatch.send(message.pk)
    with later(on_a_working_day, seconds=11):
        dispatch.sweep()
    assert state_of(message) == "unknown" and len(provider.requests) == 1


def test_a_provider_that_never_answers_questions_ends_in_unknown(provider, message, on_a_working_day):
    provider.on_send = provider.on_find = Unclear()
    dispatch.send(message.pk)
    with later(on_a_working_day, minutes=1):
        dispatch.sweep()
        assert state_of(message) == "sending"
    with later(on_a_working_day, minutes=17):
        dispatch.sweep()
        assert state_of(message) == "unknown"


def test_a_worker_that_died_while_sending_is_made_up_for(provider, message, on_a_working_day):
    sending.begin(message.pk)  # and then the worker is gone
    with later(on_a_working_day, seconds=60):
        assert dispatch.sweep()["asked"] == 0
    with later(on_a_working_day, seconds=91):
        assert dispatch.sweep()["asked"] == 1
        assert dispatch.sweep()["asked"] == 0, "one asker at a time"
        assert state_of(message) == "queued"


def test_a_late_worker_cannot_cause_a_second_sms(provider, message, on_a_working_day):
    """It hung, the sweeper queued the message again, then its answer comes: the proof counts."""
    late = sending.begin(message.pk)
    with later(on_a_working_day, seconds=91):
        dispatch.sweep()
        assert state_of(message) == "queued"
        sending.accepted(message.pk, Accepted("p-1"), "fake")
        assert state_of(message) == "sent"
        sending.not_sent(message.pk, late.number, "old news")
    assert state_of(message) == "sent" and relaying.relay() == [] and provider.requests == []


def test_a_receipt_quicker_than_the_answer_stays(provider, message):
    def delivered_meanwhile() -> Accepted:
        OutgoingMessage.objects.filter(pk=message.pk).update(state=MessageState.DELIVERED, delivered_at=clock.now())
        return Accepted("p-1")

    provider.on_send = delivered_meanwhile
    dispatch.send(message.pk)
    assert state_of(message) == "delivered" and message.provider_reference == "p-1"


def test_sent_without_receipt_becomes_unknown_at_the_set_time(provider, message, on_a_working_day):
    dispatch.send(message.pk)
    with later(on_a_working_day, hours=23):
        assert dispatch.sweep()["without_receipt"] == 0
    with later(on_a_working_day, hours=25):
        assert dispatch.sweep()["without_receipt"] == 1
    assert state_of(message) == "unknown" and "回执" in message.failure


@pytest.mark.django_db(transaction=True)
def test_the_provider_is_called_outside_of_any_transaction(provider, on_a_working_day):
    with transaction.atomic():
        made = queue_message(
            "missed", hall=HallFactory(), phone="13812345678", dedupe_key="k", values={"number": "A023"}
        )
    provider.on_send = lambda: Accepted("no" if connection.in_atomic_block else "yes")
    dispatch.send(made.pk)
    assert state_of(made) == "sent" and made.provider_reference == "yes"
