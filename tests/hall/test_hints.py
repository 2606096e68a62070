"""With Redis stopped or hanging, acts stay quick and lose nothing."""

import socket
import time
from collections.abc import Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

from hall import dispatch
from hall.config import hints
from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message, relaying
from tests.factories import HallFactory


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    hints.try_again_now()
    yield
    hints.try_again_now()


@pytest.fixture
def broker_at(monkeypatch):
    def at(url: str) -> None:
        monkeypatch.setattr(current_app.conf, "broker_url", url)

    return at


@pytest.fixture
def knocks(monkeypatch) -> list[str]:
    """Each time that the broker was asked for."""
    heard, connection = [], hints._connection
    monkeypatch.setattr(hints, "_connection", lambda url: heard.append(url) or connection(url))
    return heard


def seconds(act, *args) -> float:
    began = time.monotonic()
    act(*args)
    return time.monotonic() - began


def act(key: str) -> None:
    """A business act that owes a message."""
    hall = HallFactory()
    with transaction.atomic():
        queue_message("missed", hall=hall, phone="13812345678", dedupe_key=key, values={"number": "A001"})


@pytest.mark.django_db(transaction=True)
def test_with_redis_stopped_an_act_is_quick_and_its_message_is_sent_by_the_sweepers(broker_at, knocks):
    broker_at("redis://127.0.0.1:1/0")
    assert seconds(act, "one") < 3
    act("two")
    assert len(knocks) == 1, "the broker is left alone after the first failure"
    for message_id in relaying.relay():  # what beat does every five seconds
        dispatch.send(message_id)
    assert {message.state for message in OutgoingMessage.objects.all()} == {"delivered"}


def test_a_redis_that_hangs_costs_half_a_second_once(broker_at, knocks):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert seconds(hints.hint, "hall.tasks.canary", {}) < 1.5
        assert hints.hint("hall.tasks.canary", {}) is False and len(knocks) == 1, "not asked again"
        hints.try_again_now()
        assert hints.hint("hall.tasks.canary", {}) is False


def test_a_broker_that_is_back_is_used_again(broker_at):
    broker_at("redis://127.0.0.1:1/0")
    assert hints.hint("hall.tasks.canary", {}) is False
    broker_at(settings.CELERY_BROKER_URL)
    assert hints.hint("hall.tasks.canary", {}) is False, "still resting"
    hints.try_again_now()
    with redis.Redis.from_url(settings.REDIS_URL) as link:
        before = link.llen("celery")
        assert hints.hint("hall.tasks.canary", {}) is True
        assert link.llen("celery") == before + 1
        link.delete("celery")


def test_a_burst_of_events_is_one_hint_that_runs_after_it(monkeypatch):
    sent: list[float | None] = []
    monkeypatch.setattr(hints, "hint", lambda task, values, countdown=None: sent.append(countdown) or True)
    hints.try_again_now()
    for _ in range(50):
        hints.gather("hall.tasks.relay_messages", {})
    assert sent == [hints.MOMENT_SECONDS]


def test_a_hint_that_could_not_be_given_does_not_keep_the_next_one_back(monkeypatch):
    sent: list[str] = []
    monkeypatch.setattr(hints, "hint", lambda task, values, countdown=None: sent.append(task) and False)
    hints.try_again_now()
    for _ in range(3):
        hints.gather("hall.tasks.relay_messages", {})
    assert len(sent) == 3
