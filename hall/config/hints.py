"""Handing a task to the broker quickly or not at all: state is the truth, sweepers make up for every lost hint.

A broker that is away or hangs costs a sixth of a second once; then it is left alone for five seconds, so that pages stay quick
while Redis is down.
"""

import logging
import time
from functools import lru_cache
from typing import Any

from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.pools import producers

logger = logging.getLogger(__name__)

QUICKLY = {"socket_connect_timeout": 0.15, "socket_timeout": 0.15, "max_retries": 0, "interval_start": 0}
REST_SECONDS = 5.0
MOMENT_SECONDS = 0.3
MANY = 500

_rest_until = 0.0
_gathered_until: dict[str, float] = {}


def hint(task: str, values: dict[str, Any], countdown: float | None = None) -> bool:
    """Queue `task` now, or for after `countdown` seconds; False when the broker is away or resting."""
    global _rest_until
    if time.monotonic() < _rest_until:
        return False
    try:
        with producers[_connection(current_app.conf.broker_url)].acquire(block=True, timeout=0.5) as producer:
            current_app.send_task(task, kwargs=values, countdown=countdown, producer=producer, retry=False)
    except (OperationalError, OSError) as failure:
        _rest_until = time.monotonic() + REST_SECONDS
        logger.warning("hint_not_queued", extra={"task": task, "why": type(failure).__name__})
        return False
    return True


def gather(task: str, values: dict[str, Any], moment: float = MOMENT_SECONDS) -> None:
    """One hint for everything of the next moment: it runs when the moment is over and finds all that was left for it."""
    now, what = time.monotonic(), f"{task} {values}"
    if now < _gathered_until.get(what, 0.0) or not hint(task, values, countdown=moment):
        return
    if len(_gathered_until) > MANY:
        _gathered_until.clear()
    _gathered_until[what] = now + moment


def try_again_now() -> None:
    """End the rest; for tests."""
    global _rest_until
    _rest_until = 0.0
    _gathered_until.clear()


@lru_cache(maxsize=4)
def _connection(broker_url: str) -> Connection:
    connection: Connection = current_app.connection_for_write(url=broker_url, transport_options=QUICKLY)
    return connection
