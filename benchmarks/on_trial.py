"""The pages with one protection switched off or with the clock moved: for the negative controls of the races.

Nothing of the house imports this; only a race starts gunicorn with `benchmarks.on_trial:application`.
TRIAL_OFF names what is off: `queue-lock` (calling reads without locking), `number-counter` (numbers by counting
rows), `redis-patience` (waiting for Redis as clients usually do) or `one-piece` (each statement is committed by itself).
TRIAL_CLOCK names a file with the seconds the clock is ahead; it is read at every look at the clock.
"""

import os
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from hall.config import hints
from hall.config.wsgi import application
from hall.kernel import clock
from queueing import locks, numbering
from queueing.models import Ticket

__all__ = ["application"]

OFF = os.environ.get("TRIAL_OFF", "")
AHEAD = os.environ.get("TRIAL_CLOCK", "")


def _by_counting(hall_id: int, prefix: str, day: date) -> int:
    return Ticket.objects.filter(hall=hall_id, day=day, number__startswith=prefix).count() + 1


def _pretend(atomic: transaction.Atomic) -> None:
    """Verbs believe that they are in a transaction."""
    connection = transaction.get_connection(atomic.using)
    connection.in_atomic_block, connection.needs_rollback = True, False


if OFF == "queue-lock":
    locks.COVERED_QUEUES = locks.COVERED_QUEUES.replace("FOR NO KEY UPDATE OF q", "")
    locks.WAITING_TICKET = locks.WAITING_TICKET.replace("FOR NO KEY UPDATE", "")
if OFF == "number-counter":
    numbering.next_serial = _by_counting
if OFF == "redis-patience":
    hints.QUICKLY.update(socket_connect_timeout=3.0, socket_timeout=3.0)
    hints.REST_SECONDS = 0.0
if OFF == "one-piece":
    transaction.Atomic.__enter__ = _pretend
    transaction.Atomic.__exit__ = lambda self, *raised: None
    QuerySet.select_for_update = lambda self, **which: self
if AHEAD:
    _real = clock.now

    def _moved():  # type: ignore[no-untyped-def]
        return _real() + timedelta(seconds=float(Path(AHEAD).read_text() or 0))

    clock.now = _moved
