"""Hints to live screens: "version changed" through Redis. The snapshot is the truth; a lost hint costs one poll."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import redis
from django.conf import settings
from django.db import transaction

T = TypeVar("T")
logger = logging.getLogger(__name__)

_pool: redis.Redis | None = None
_rest_until = 0.0
REST_SECONDS = 5.0


def channel_of(hall_code: str) -> str:
    return f"hall:{hall_code}:changed"


def hint(hall_code: str) -> None:
    """After commit, tell this hall's screens that something changed."""
    transaction.on_commit(lambda: publish(channel_of(hall_code), "changed"))


def publish(channel: str, words: str) -> None:
    """Count the change and publish now."""

    def say(server: Any) -> Any:
        return server.pipeline(transaction=False).incr(f"{channel}:count").publish(channel, words).execute()

    _ask(channel, say)


def count(hall_code: str) -> int | None:
    """How many changes this hall has seen; None while Redis does not answer."""
    channel = channel_of(hall_code)
    return _ask(channel, lambda server: int(server.get(f"{channel}:count") or 0))


def _ask(channel: str, say: Callable[[Any], T]) -> T | None:
    """What Redis answers. One that does not is left alone for a while, so that it slows nobody."""
    global _pool, _rest_until
    if time.monotonic() < _rest_until:
        return None
    if _pool is None:
        _pool = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.15, socket_connect_timeout=0.15)
    try:
        return say(_pool)
    except redis.RedisError:
        _rest_until = time.monotonic() + REST_SECONDS
        logger.warning("live_hint_not_sent", extra={"channel": channel})
        return None
