"""The event stream of a hall: "something changed, look at the snapshot". A bare ASGI application, light per listener.

Each process holds one subscription for each hall and wakes its listeners. While Redis does not answer, the process
asks the database once a second instead, once for all its listeners. The words carry no data, so any origin may listen.
"""

import asyncio
import contextlib
import logging
import re
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import redis.asyncio
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from redis.exceptions import RedisError

from hall.kernel.access import PUBLIC
from hall.kernel.live import channel_of
from hall.models import Hall
from queueing.queries.board import hall_version

logger = logging.getLogger(__name__)

PATH = re.compile(r"^/live/halls/(?P<hall>[-a-zA-Z0-9_]{1,32})/$")
LISTENERS_MAX = 3000
HEARTBEAT_SECONDS = 10.0
GAP_SECONDS = 0.1
POLL_SECONDS = 1.0
PING_SECONDS = 3.0
REDIS_REST_SECONDS = 5.0
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),
]
CHANGED, HEARTBEAT, HELLO = b"data: changed\n\n", b"event: beat\ndata: 1\n\n", b"retry: 3000\n: hello\n\n"

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Watch:
    """What a process knows of one hall: its listeners, and the task that wakes them."""

    def __init__(self, hall_code: str) -> None:
        self.hall_code = hall_code
        self.listeners: set[asyncio.Event] = set()
        self.task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        for listener in self.listeners:
            listener.set()

    async def run(self) -> None:
        """Listen to Redis; while it is away or hangs, look at the database."""
        while True:
            try:
                await self._subscribe()
            except (RedisError, OSError, TimeoutError):
                logger.warning("stream_without_redis", extra={"hall": self.hall_code})
                await self._poll(REDIS_REST_SECONDS)

    async def _subscribe(self) -> None:
        connection = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1)
        async with connection, connection.pubsub(ignore_subscribe_messages=True) as words:
            await words.subscribe(channel_of(self.hall_code))
            self.wake()
            is_asked = False
            while True:
                message = await words.get_message(timeout=PING_SECONDS)
                if message is None and is_asked:
                    raise TimeoutError
                if message is None:
                    await asyncio.wait_for(words.ping(), timeout=1)
                elif message["type"] == "message":
                    self.wake()
                is_asked = message is None

    async def _poll(self, seconds: float) -> None:
        seen = ""
        for _ in range(int(seconds / POLL_SECONDS)):
            with contextlib.suppress(Exception):
                version = await sync_to_async(_version, thread_sensitive=False)(self.hall_code)
                if version != seen:
                    self.wake()
                seen = version
            await asyncio.sleep(POLL_SECONDS)


_watches: dict[str, Watch] = {}
_closing = threading.Event()


def close_streams() -> None:
    """The server is stopping: every listener is let go at once and comes back by itself when it is up again."""
    _closing.set()
    for watch in _watches.values():
        watch.wake()


async def stream(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """One listener of one hall, until it goes away."""
    found = PATH.match(scope["path"])
    if found is None or not await sync_to_async(_is_hall, thread_sensitive=False)(found["hall"]):
        return await _refuse(send, 404, "没有这个大厅的实时通道")
    if sum(len(watch.listeners) for watch in _watches.values()) >= LISTENERS_MAX:
        return await _refuse(send, 503, "实时通道已满，页面会改为每 5 秒查询")
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": HELLO, "more_body": True})
    with _listening(found["hall"]) as changed:
        gone: asyncio.Future[Any] = asyncio.ensure_future(_gone(receive))
        try:
            while not gone.done() and not _closing.is_set():
                await send({"type": "http.response.body", "body": await _next(changed, gone), "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()


@contextlib.contextmanager
def _listening(hall_code: str) -> Any:
    """An event that is set when the hall changes; the hall's watch lives while someone listens."""
    watch = _watches.setdefault(hall_code, Watch(hall_code))
    changed = asyncio.Event()
    watch.listeners.add(changed)
    if watch.task is None or watch.task.done():
        watch.task = asyncio.ensure_future(watch.run())
    try:
        yield changed
    finally:
        watch.listeners.discard(changed)
        if not watch.listeners:
            watch.task.cancel()
            _watches.pop(hall_code, None)


async def _next(changed: asyncio.Event, gone: "asyncio.Future[Any]") -> bytes:
    """Wait for a change, the heartbeat or the end; a burst of changes is one."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(changed.wait())
    await asyncio.wait({waiting, gone}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not changed.is_set():
        return HEARTBEAT
    changed.clear()
    await asyncio.sleep(GAP_SECONDS)
    return CHANGED


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"30"), HEADERS[-1]]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})


def _version(hall_code: str) -> str:
    close_old_connections()
    return hall_version(hall_code)


def _is_hall(hall_code: str) -> bool:
    close_old_connections()
    return Hall.objects.filter(code=hall_code).exists()


stream.who_may = (PUBLIC,)  # type: ignore[attr-defined]
