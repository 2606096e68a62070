"""Stopping guesses at the public status query: by number first, then by address.

A try is counted before the answer is known and given back when it was right, so that many at once pass no more than
one after another. Unknown numbers are counted like known ones: the answer tells nothing.
"""

import ipaddress
from datetime import datetime, timedelta

from django.db import connection, transaction

from applications.errors import TooManyTries
from applications.models import TryCount
from applications.numbers import normal_number
from hall.kernel import clock
from hall.kernel.crypto import blind_index

WRONG_PER_NUMBER, NUMBER_WINDOW = 5, timedelta(hours=1)
PER_ADDRESS, ADDRESS_WINDOW = 30, timedelta(minutes=1)


def count_try(number: str, address: str) -> None:
    """Count one try. Raises TooManyTries with the seconds to wait, whether or not the number exists."""
    _count(_key("address", bucket_of(address)), PER_ADDRESS, ADDRESS_WINDOW)
    _count(_key("number", normal_number(number)), WRONG_PER_NUMBER, NUMBER_WINDOW)


def give_back(number: str) -> None:
    """The try was right: it does not count against the number."""
    with transaction.atomic():
        row = TryCount.objects.select_for_update().filter(key=_key("number", normal_number(number))).first()
        if row is not None and row.count > 0:
            row.count -= 1
            row.save(update_fields=["count"])


def forget_old_tries() -> int:
    """Delete counts that have run out."""
    return TryCount.objects.filter(since__lt=clock.now() - 2 * NUMBER_WINDOW).delete()[0]


def bucket_of(address: str) -> str:
    """The address tries are counted under: IPv6 by its /64, of which one caller has all."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def _key(kind: str, value: str) -> str:
    return blind_index(f"status-{kind}:{value}")


def _count(key: str, limit: int, window: timedelta) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO applications_trycount AS t ("key", since, count) VALUES (%s, %s, 1) '
            'ON CONFLICT ("key") DO UPDATE SET '
            "count = CASE WHEN t.since <= %s THEN 1 ELSE t.count + 1 END, "
            "since = CASE WHEN t.since <= %s THEN EXCLUDED.since ELSE t.since END RETURNING count, since",
            [key, now, now - window, now - window],
        )
        count, since = cursor.fetchone()
    if count > limit:
        raise _too_many(since, window, now)


def _too_many(since: datetime, window: timedelta, now: datetime) -> TooManyTries:
    wait = max(int((since + window - now).total_seconds()), 1)
    return TooManyTries(minutes=-(-wait // 60), retry_after=wait)
