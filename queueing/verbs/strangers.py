"""Tickets for browsers that are no machine of the hall: so many, and no more, from one address."""

from datetime import timedelta

from django.db import connection

from applications.verbs.guessing import bucket_of
from hall.kernel import clock
from hall.kernel.crypto import blind_index
from queueing.errors import TooManyTickets
from queueing.models import PressCount
from queueing.slot_errors import TooManyBookings

PER_ADDRESS, WITHIN = 10, timedelta(minutes=10)
COUNT = (
    'INSERT INTO queueing_presscount AS p ("key", since, count) VALUES (%s, %s, 1) ON CONFLICT ("key") DO UPDATE SET '
    "count = CASE WHEN p.since <= %s THEN 1 ELSE p.count + 1 END, "
    "since = CASE WHEN p.since <= %s THEN EXCLUDED.since ELSE p.since END RETURNING count, since"
)


def count_press(address: str) -> None:
    """Count one press before it is tried. Raises TooManyTickets with the seconds to wait.

    Kept in PostgreSQL: a Redis that is away must not open the door.
    """
    if wait := _counted("kiosk-address", address):
        raise TooManyTickets(minutes=-(-wait // 60), retry_after=wait)


def count_booking(address: str) -> None:
    """Count one try to book. Raises TooManyBookings with the seconds to wait."""
    if wait := _counted("booking-address", address):
        raise TooManyBookings(minutes=-(-wait // 60), retry_after=wait)


def _counted(what: str, address: str) -> int:
    """Count one more; the seconds to wait when it is one too many."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [blind_index(f"{what}:{bucket_of(address)}"), now, now - WITHIN, now - WITHIN])
        count, since = cursor.fetchone()
    return max(int((since + WITHIN - now).total_seconds()), 1) if count > PER_ADDRESS else 0


def forget_presses() -> int:
    """Delete counts that have run out."""
    return PressCount.objects.filter(since__lt=clock.now() - 2 * WITHIN).delete()[0]
