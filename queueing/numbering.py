"""Ticket numbers (排队号): a letter and at least three digits, gap-free for each hall, letter and day."""

import secrets
from datetime import date

from django.db import connection

from hall.numbers import next_number

POSITION_STEP = 1000
EXPECTED = "V"


def next_serial(hall_id: int, prefix: str, day: date) -> int:
    """The next serial of the day; its counter stays locked until the ticket's transaction ends, so none is skipped."""
    return next_number(counter_key(hall_id, prefix, day))


def counter_key(hall_id: int, prefix: str, day: date) -> str:
    """Under which the serials of a hall, letter and day are counted."""
    return f"ticket:{hall_id}:{prefix}:{day:%Y%m%d}"


def shown(prefix: str, serial: int) -> str:
    """A001 … A999, then A1000."""
    return f"{prefix}{serial:03d}"


def next_position() -> int:
    """The end of any line. Positions come from one sequence, so a changed clock or a change of queue keeps the order;
    the room between two of them takes those who come back in."""
    return _nextval("queueing_position") * POSITION_STEP


def next_call_sequence() -> int:
    """The order of calls, for screens."""
    return _nextval("queueing_call")


def new_token() -> str:
    """The secret by which a ticket is followed on the phone."""
    return secrets.token_urlsafe(32)


def _nextval(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return int(cursor.fetchone()[0])
