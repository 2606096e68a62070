"""Nothing lost, nothing twice: the broker and the worker are killed, and every message reaches its phone once.

The broker keeps nothing on disk and the provider does not recognise repeats: the worst case on both sides. Each proof has
a control in which a protection is off, and in which messages then do get lost or doubled.
"""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import connection, transaction

from hall import dispatch
from hall.config import hints
from hall.messages.gateway import Accepted
from hall.models import OutgoingMessage
from hall.states import MessageState
from hall.verbs.messages import queue_message, sending
from tests.factories import HallFactory
from tests.hall.processes import Broker, Worker, until
from tests.hall.provider import Provider, running_provider

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as provider:
        provider.knows_repeats = False
        yield provider


@pytest.fixture
def broker(tmp_path, monkeypatch) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    monkeypatch.setattr(current_app.conf, "broker_url", broker.url)
    hints.try_again_now()
    yield broker
    broker.kill()
    hints.try_again_now()


@pytest.fixture
def worker(broker, provider, tmp_path) -> Iterator[Worker]:
    worker = Worker(broker, provider, tmp_path)
    worker.start()
    yield worker
    worker.kill()


class Beat(threading.Thread):
    """Beat, quicker: relays and sweeps twice a second through the broker."""

    def __init__(self, *tasks: str) -> None:
        super().__init__(daemon=True)
        self.tasks, self.stopped = tasks, threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.5):
            hints.try_again_now()
            for task in self.tasks:
                hints.hint(f"hall.tasks.{task}", {})

    def __enter__(self) -> "Beat":
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.stopped.set()
        self.join()


def acts(first: int, last: int) -> None:
    """Business acts that each owe a message."""
    hall = HallFactory()
    for serial in range(first, last):
        with transaction.atomic():
            values = {"matter": "食品经营许可", "number": f"{serial:018d}"}
            queue_message("accepted", hall=hall, phone="13812345678", dedupe_key=f"case:{serial}", values=values)


def unsent() -> int:
    return OutgoingMessage.objects.exclude(state=MessageState.SENT).count()


def test_the_broker_is_killed_and_every_message_is_sent_once(broker, provider, worker):
    provider.delay = 0.1
    with Beat("relay_messages", "sweep_messages"):
        acts(0, 40)
        until(lambda: len(provider.phones) >= 5, "the first ones are sent")
        broker.kill()
        acts(40, 50)
        broker.start()
        until(lambda: unsent() == 0, "all are sent", 90)
    assert len(provider.phones) == 50 and provider.doubled == []


def test_without_the_sweeper_a_killed_broker_loses_messages(broker, provider, worker):
    """The control: hints alone."""
    provider.delay = 0.1
    acts(0, 120)
    until(lambda: broker.waiting() >= 2 and len(provider.phones) >= 3, "the broker holds the only hints")
    broker.kill()
    broker.start()
    with Beat("relay_messages"):
        until(lambda: _stands_still(provider), "the worker is back and idle")
    assert 0 < len(provider.phones) < 120 and unsent() > 0


def test_the_worker_is_killed_while_sending_and_no_message_is_lost_or_doubled(broker, provider, worker):
    provider.delay_before = provider.delay = 0.5
    with Beat("relay_messages", "sweep_messages"):
        acts(0, 10)
        until(lambda: len(provider.phones) >= 3, "messages are being sent")
        worker.kill()
        assert OutgoingMessage.objects.filter(state=MessageState.SENDING).exists()
        worker.start()
        provider.delay_before = provider.delay = 0.0
        until(lambda: unsent() == 0, "all are sent", 90)
    assert len(provider.phones) == 10 and provider.doubled == []
    assert "13812345678" not in worker.log.read_text()


def test_when_the_provider_neither_remembers_nor_knows_repeats_a_killed_worker_doubles(broker, provider, worker):
    """The control: no one to ask, nobody who recognises a repeat."""
    provider.remembers = False
    provider.delay = 1.0
    with Beat("relay_messages", "sweep_messages"):
        acts(0, 4)
        until(lambda: len(provider.phones) >= 2, "messages are being sent")
        worker.kill()
        provider.delay = 0.0
        worker.start()
        until(lambda: unsent() == 0, "all are sent", 90)
    assert provider.doubled


@pytest.mark.parametrize("state_is_checked", [True, False])
def test_a_task_delivered_many_times_sends_once_because_it_looks_at_the_state(provider, monkeypatch, state_is_checked):
    sent: list[str] = []

    class Slow:
        name = label = "slow"

        def send(self, reference: str, phone: str, text: str) -> Accepted:
            sent.append(reference)
            time.sleep(0.05)
            return Accepted("x")

    monkeypatch.setattr("hall.messages.gateway.gateways", lambda: [Slow()])
    if not state_is_checked:
        monkeypatch.setattr(sending, "begin", _begin_without_looking)
    acts(0, 1)
    message_id = OutgoingMessage.objects.get().pk
    threads = [threading.Thread(target=_send_and_hang_up, args=(message_id,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == (1 if state_is_checked else 6)


def _begin_without_looking(message_id: int) -> sending.Attempt:
    message = OutgoingMessage.objects.get(pk=message_id)
    return sending.Attempt(message.pk, 1, message.dedupe_key, message.phone, message.text, message.queued_at, "slow")


def _send_and_hang_up(message_id: int) -> None:
    try:
        dispatch.send(message_id)
    finally:
        connection.close()


def _stands_still(provider: Provider) -> bool:
    before = sum(provider.asked.values())
    time.sleep(2)
    return (
        sum(provider.asked.values()) == before and OutgoingMessage.objects.filter(state=MessageState.RELAYED).exists()
    )
