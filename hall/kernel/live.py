"""Hints to live screens: "version changed" through Redis. The snapshot is the truth; a lost hint costs one poll."""

import logging
import time

import redis
from django.conf import settings
from django.db import transaction

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
    """Publish now. A Redis that does not answer is left alone for a while, so that it slows nobody."""
    global _pool, _rest_until
    if time.monotonic() < _rest_until:
        return
    if _pool is None:
        _pool = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.3, socket_connect_timeout=0.3)
    try:
        _pool.publish(channel, words)
    except redis.RedisError:
        _rest_until = time.monotonic() + REST_SECONDS
        logger.warning("live_hint_not_sent", extra={"channel": channel})
