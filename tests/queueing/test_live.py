"""The event stream: hints within a moment, and without Redis too."""

import asyncio
import tracemalloc

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings

from hall import steps
from hall.kernel.live import channel_of, publish
from queueing import live
from tests.factories import HallFactory, PartyFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Listener:
    """One browser on the stream."""

    def __init__(self, hall_code):
        self.scope, self.got, self.status = {"type": "http", "path": f"/live/halls/{hall_code}/"}, [], 0
        self.left = asyncio.Event()

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.status = message.get("status", self.status)
        self.got.append(message.get("body", b""))

    async def hears(self, words, seconds=3.0):
        for _ in range(int(seconds / 0.02)):
            if words in self.got:
                return True
            await asyncio.sleep(0.02)
        return False

    async def leave(self, task):
        self.left.set()
        await asyncio.wait_for(task, timeout=2)


def listen(hall_code, act):
    """Run `act(listener)` while someone listens; what it returns, and the listener."""

    async def run():
        listener = Listener(hall_code)
        task = asyncio.ensure_future(live.stream(listener.scope, listener.receive, listener.send))
        found = await act(listener)
        if not task.done():
            await listener.leave(task)
        return found, listener

    return asyncio.run(run())


def test_a_listener_hears_a_change_and_leaves_nothing_behind():
    hall = HallFactory()

    async def act(listener):
        assert await listener.hears(live.HELLO)
        assert await listener.hears(live.CHANGED)  # once subscribed: look now, something may have been missed
        listener.got.clear()
        await asyncio.to_thread(publish, channel_of(hall.code), "changed")
        return await listener.hears(live.CHANGED, 1.0)

    heard, listener = listen(hall.code, act)
    assert heard and listener.status == 200 and live._watches == {}


def test_a_heartbeat_keeps_the_line_open(monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.2)
    heard, _ = listen(HallFactory().code, lambda listener: listener.hears(live.HEARTBEAT, 2.0))
    assert heard


def test_without_redis_the_stream_looks_at_the_database(monkeypatch):
    hall, by = HallFactory(), StaffFactory()
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(live, "POLL_SECONDS", 0.1)

    async def act(listener):
        assert await listener.hears(live.CHANGED, 3.0)
        listener.got.clear()
        await sync_to_async(record, thread_sensitive=False)()
        return await listener.hears(live.CHANGED, 3.0)

    def record():
        party = PartyFactory()
        party.hall_id = hall.pk
        steps.record(party, "register", by)

    heard, _ = listen(hall.code, act)
    assert heard


def test_an_unknown_hall_and_a_full_house_are_told(monkeypatch):
    async def wait(listener):
        await asyncio.sleep(0.5)

    assert listen("nowhere", wait)[1].status == 404
    monkeypatch.setattr(live, "LISTENERS_MAX", 0)
    assert listen(HallFactory().code, wait)[1].status == 503


def test_hundreds_hear_one_change_and_weigh_little():
    hall, many = HallFactory(), 300

    async def act(first):
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        listeners = [Listener(hall.code) for _ in range(many)]
        tasks = [asyncio.ensure_future(live.stream(one.scope, one.receive, one.send)) for one in listeners]
        assert all([await one.hears(live.HELLO, 20.0) for one in listeners])
        each = (tracemalloc.get_traced_memory()[0] - before) / many
        tracemalloc.stop()
        for one in listeners:
            one.got.clear()
        await asyncio.to_thread(publish, channel_of(hall.code), "changed")
        heard = all([await one.hears(live.CHANGED, 5.0) for one in listeners])
        for one, task in zip(listeners, tasks, strict=True):
            await one.leave(task)
        return heard, each

    (heard, each), _ = listen(hall.code, act)
    assert heard and each < 60_000 and live._watches == {}
