"""Health tells the truth about each part."""

import json
import socket
import time
from datetime import timedelta

import pytest
import redis
from django.conf import settings as configured
from django.db import connections

from hall.kernel import clock
from hall.models import SignOfLife
from hall.queries import health as asking
from hall.roles import Role
from hall.signs import Seen, judge
from tests.factories import StaffFactory

WELL = Seen(database_answers=True, broker_answers=True, canary_back=3)


def judged(**more) -> dict[str, bool]:
    return {check.name: check.ok for check in judge(Seen(**{**WELL.__dict__, **more}))}


@pytest.mark.parametrize(
    ("seen", "unwell"),
    [
        ({}, set()),
        ({"canary_back": 90, "canary_waiting": 4, "tasks_waiting": 9}, {"worker"}),
        ({"canary_back": 90, "canary_waiting": None}, {"worker", "beat"}),
        ({"canary_back": 90, "canary_waiting": 50}, {"worker", "beat"}),
        ({"canary_back": None, "canary_waiting": 2}, {"worker"}),
        ({"broker_answers": False, "canary_back": 5}, {"redis"}),
        ({"broker_answers": False, "canary_back": 90}, {"redis", "worker", "beat"}),
        ({"database_answers": False, "canary_back": None}, {"postgresql", "worker", "beat"}),
        ({"database_answers": False, "canary_back": None, "canary_waiting": 3}, {"postgresql", "worker"}),
    ],
)
def test_what_is_seen_is_judged(seen, unwell):
    assert {name for name, ok in judged(**seen).items() if not ok} == unwell


@pytest.fixture(autouse=True)
def ask_anew():
    asking.forget()
    yield
    asking.forget()


@pytest.fixture
def broker(settings):
    with redis.Redis.from_url(configured.REDIS_URL) as link:
        link.delete("celery")
        yield link
        link.delete("celery")


def ready(client):
    answer = client.get("/health/ready/")
    return answer.status_code, answer.json()


def canary_sent(seconds_ago: float) -> str:
    expires = clock.now() + timedelta(seconds=60 - seconds_ago)
    return json.dumps({"headers": {"task": "hall.tasks.canary", "expires": expires.isoformat()}})


@pytest.mark.django_db(transaction=True)
def test_all_is_well_when_the_canary_came_back(client, broker):
    SignOfLife.objects.create(part="worker", at=clock.now() - timedelta(seconds=4))
    status, body = ready(client)
    assert (status, body["status"]) == (200, "ok")
    assert body["checks"]["worker"]["age_seconds"] == 4
    assert set(body["checks"]) == {"postgresql", "redis", "worker", "beat"}


@pytest.mark.django_db(transaction=True)
def test_a_dead_worker_is_told_apart_from_a_dead_beat(client, broker):
    SignOfLife.objects.create(part="worker", at=clock.now() - timedelta(minutes=5))
    broker.lpush("celery", canary_sent(300), "not even json", canary_sent(8))
    status, body = ready(client)
    assert (status, body["status"]) == (200, "degraded"), "pages can be served without a worker"
    assert not body["checks"]["worker"]["ok"] and "3 个任务在排队" in body["checks"]["worker"]["words"]
    assert body["checks"]["beat"]["ok"]
    asking.forget()
    broker.delete("celery")
    _, body = ready(client)
    assert not body["checks"]["beat"]["ok"] and "重启 beat" in body["checks"]["beat"]["words"]


@pytest.mark.django_db(transaction=True)
def test_redis_stopped_is_told_within_a_second_and_pages_still_count_as_ready(client, settings):
    settings.CELERY_BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    began = time.monotonic()
    status, body = ready(client)
    assert (status, body["status"]) == (200, "degraded") and time.monotonic() - began < 1.5
    assert not body["checks"]["redis"]["ok"]
    assert "secret" not in json.dumps(body) and "127.0.0.1" not in json.dumps(body)


@pytest.mark.django_db(transaction=True)
def test_without_the_database_pages_are_not_ready(client, monkeypatch, broker):
    monkeypatch.setitem(connections.settings["default"], "PORT", "1")
    status, body = ready(client)
    assert (status, body["status"]) == (503, "unavailable") and not body["checks"]["postgresql"]["ok"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_hangs_is_not_waited_for(client, monkeypatch, broker):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setitem(connections.settings["default"], "PORT", str(silent.getsockname()[1]))
        began = time.monotonic()
        assert ready(client)[0] == 503
        assert time.monotonic() - began < 2


def test_polling_does_not_hurt(client, monkeypatch):
    asked = []
    monkeypatch.setattr(asking, "_look", lambda: asked.append(1) or WELL)
    for _ in range(20):
        ready(client)
    assert len(asked) == 1


def test_the_process_answers_without_asking_anybody(client):
    assert client.get("/health/live/").json() == {"status": "alive"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"), [(Role.HALL_MANAGER, 200), (Role.SYSTEM_ADMIN, 200), (Role.WINDOW_CLERK, 403)]
)
def test_people_read_it_in_words(client, monkeypatch, role, status):
    monkeypatch.setattr(asking, "_look", lambda: Seen(database_answers=True, broker_answers=False, canary_back=3))
    client.force_login(StaffFactory(roles=[role]))
    answer = client.get("/health/")
    assert answer.status_code == status
    if status == 200:
        assert "短信和自动叫号会延迟" in answer.content.decode()


@pytest.mark.django_db
def test_the_page_asks_the_database_a_stated_number_of_times(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(asking, "_look", lambda: WELL)
    client.force_login(StaffFactory(roles=[Role.HALL_MANAGER]))
    with django_assert_num_queries(5):  # session, person, hall in the top bar, messages, steps
        client.get("/health/")
