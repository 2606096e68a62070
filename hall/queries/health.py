"""Health: each part is asked, for a second at most, and the answers are kept for a second."""

import contextlib
import json
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import redis
from django.conf import settings
from django.db import connection

from hall.kernel import clock
from hall.models import SignOfLife
from hall.signs import Check, Seen, judge

T = TypeVar("T")

PATIENCE_SECONDS = 1.0
KEPT_SECONDS = 1.0
QUEUE, MESSAGES = "celery", "messages"
CANARY, CANARY_EXPIRES_SECONDS = "hall.tasks.canary", 60

_asking = ThreadPoolExecutor(max_workers=4, thread_name_prefix="health")
_kept: tuple[float, "Health"] | None = None
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Health:
    """How every part of the system is, at one moment."""

    checks: list[Check]
    at: datetime

    @property
    def can_serve(self) -> bool:
        """Whether pages can be served: what they need is there."""
        return all(check.ok for check in self.checks if check.pages_need_it)

    @property
    def status(self) -> str:
        if not self.can_serve:
            return "unavailable"
        return "ok" if all(check.ok for check in self.checks) else "degraded"


def health() -> Health:
    """The health of the last second; asked anew when older, by one caller at a time."""
    global _kept
    with _one_at_a_time:
        if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
            _kept = (time.monotonic(), Health(judge(_look()), clock.now()))
        return _kept[1]


def forget() -> None:
    """Ask anew next time."""
    global _kept
    _kept = None


def _look() -> Seen:
    database, broker = _asking.submit(_ask_database), _asking.submit(_ask_broker)
    deadline = time.monotonic() + PATIENCE_SECONDS
    signs: dict[str, float] | None = _answer(database, deadline)
    waiting: tuple[int, float | None] | None = _answer(broker, deadline)
    return Seen(
        database_answers=signs is not None,
        broker_answers=waiting is not None,
        canary_back=(signs or {}).get("worker"),
        canary_waiting=waiting[1] if waiting else None,
        tasks_waiting=waiting[0] if waiting else 0,
    )


def _answer(asked: "Future[T]", deadline: float) -> T | None:
    """None when there was no answer in time, whatever the reason."""
    try:
        return asked.result(timeout=max(deadline - time.monotonic(), 0.01))
    except TookTooLong:
        asked.cancel()
        return None
    except Exception:
        return None


def _ask_database() -> dict[str, float]:
    """Seconds since each part's sign of life. Uses a connection of this thread, closed afterwards."""
    try:
        now = clock.now()
        return {sign.part: max((now - sign.at).total_seconds(), 0.0) for sign in SignOfLife.objects.all()}
    finally:
        connection.close()


def _ask_broker() -> tuple[int, float | None]:
    """How many tasks wait, and the age of the newest canary among them (the newest are at the head of the list)."""
    limits = {"socket_timeout": PATIENCE_SECONDS * 0.8, "socket_connect_timeout": PATIENCE_SECONDS * 0.8}
    with contextlib.closing(redis.Redis.from_url(settings.CELERY_BROKER_URL, **limits)) as broker:
        newest: Any = broker.lrange(QUEUE, 0, 199)
        count: Any = sum(int(broker.llen(queue)) for queue in (QUEUE, MESSAGES))  # type: ignore[arg-type]
    ages = (age for age in map(_canary_age, newest) if age is not None)
    return count, min(ages, default=None)


def _canary_age(raw: bytes) -> float | None:
    with contextlib.suppress(ValueError, KeyError, TypeError):
        headers = json.loads(raw)["headers"]
        if headers["task"] == CANARY:
            expires = datetime.fromisoformat(headers["expires"])
            return max(CANARY_EXPIRES_SECONDS - (expires - clock.now()).total_seconds(), 0.0)
    return None
