"""T20, short form: Redis is stopped (SIGSTOP: it hangs and does not refuse) or killed, and calling goes on.

After five seconds somebody has to try Redis again: each of the calls measured here is such an unlucky one.
"""

import os
import signal
import time

import pytest
from celery import current_app
from django.core.cache import caches
from knox.models import AuthToken

from hall.config import hints
from hall.kernel import live
from hall.models import OutgoingMessage
from queueing.models import Service
from tests.factories.queue import a_small_hall
from tests.hall.processes import Broker

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
CALLS, LIMIT = 20, 1.5  # seconds; half a second on quiet cores: `python -m benchmarks.double_call` measures


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    """A Redis of our own, so that stopping it stops nobody else's tests."""
    broker = Broker(tmp_path)
    broker.start()
    settings.REDIS_URL = broker.url
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": broker.url}}
    monkeypatch.setattr(current_app.conf, "broker_url", broker.url)
    monkeypatch.setattr(live, "_pool", None)
    try_again()
    yield broker
    if broker.process is not None and broker.process.poll() is None:
        os.kill(broker.process.pid, signal.SIGCONT)
    broker.kill()
    caches.close_all()
    try_again()


def try_again():
    hints.try_again_now()
    live._rest_until = 0.0


def a_day_of_calls(client, small, calls=CALLS):
    """Seconds of each call over HTTP, each of them trying Redis anew."""
    token = AuthToken.objects.create(small.clerks[0])[1]
    headers, took = {"Authorization": f"Token {token}"}, []

    def post(verb, **body):
        return client.post(f"/api/v1/windows/01/{verb}/", body, content_type="application/json", headers=headers)

    for _ in range(calls):
        try_again()
        begun = time.monotonic()
        answer = post("call-next")
        took.append(time.monotonic() - begun)
        assert answer.status_code == 200 and answer.json()["ticket"], answer.content
        assert post("miss", reason="测试").status_code == 200
    return sorted(took)


@pytest.fixture
def small():
    made = a_small_hall()
    made.window()
    for n in range(CALLS):
        made.ticket(phone=f"138001380{n:02d}")
    return made


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL])
def test_calling_goes_on_without_redis_and_nobody_waits_for_it(client, redis, small, how, record_property):
    a_day_of_calls(client, small, 1)
    os.kill(redis.process.pid, how)
    took = a_day_of_calls(client, small, CALLS - 1)
    p95 = took[int(0.95 * (len(took) - 1))]
    record_property("p95", p95)
    print(f"\ncall-next without Redis ({how.name}): p50 {took[len(took) // 2] * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    assert p95 <= LIMIT
    assert Service.objects.count() == CALLS and OutgoingMessage.objects.filter(event="called").count() == CALLS


def test_control_with_the_usual_patience_callers_would_wait(client, redis, small, monkeypatch):
    monkeypatch.setitem(hints.QUICKLY, "socket_timeout", 3.0)
    hints._connection.cache_clear()
    os.kill(redis.process.pid, signal.SIGSTOP)
    assert a_day_of_calls(client, small, 1)[0] > LIMIT
    hints._connection.cache_clear()
