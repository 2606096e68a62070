"""Floods of complaints from one place. A whole hall sits behind one address: a browser has little, an address much.

A browser is known by the cookie its forms need; whoever throws it away is left with what the address has. Kept in
PostgreSQL: a Redis that is away must not open the door.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from applications.verbs.guessing import bucket_of
from complaints.complaint_errors import TooManySent
from complaints.models import SendingCount
from hall.kernel import clock
from hall.kernel.crypto import blind_index

PER_BROWSER, BROWSER_WINDOW = 6, timedelta(minutes=30)
PER_ADDRESS, ADDRESS_WINDOW = 200, timedelta(minutes=10)
COUNT = (
    'INSERT INTO complaints_sendingcount AS s ("key", since, count) VALUES (%s, %s, 1) ON CONFLICT ("key") DO UPDATE SET '
    "count = CASE WHEN s.since <= %s THEN 1 ELSE s.count + 1 END, "
    "since = CASE WHEN s.since <= %s THEN EXCLUDED.since ELSE s.since END RETURNING count, since"
)


def count_sending(address: str, browser: str) -> None:
    """Count one sending before it is looked at. Raises TooManySent with the seconds to wait."""
    if browser:
        _count(f"browser:{browser}", PER_BROWSER, BROWSER_WINDOW)
    _count(f"address:{bucket_of(address)}", PER_ADDRESS, ADDRESS_WINDOW)


def give_back(browser: str) -> None:
    """What was sent back to be corrected is not held against this browser."""
    mine = SendingCount.objects.filter(key=blind_index(f"complaint-browser:{browser}"), count__gt=0)
    mine.update(count=F("count") - 1)


def forget_sendings() -> int:
    """Delete counts that have run out."""
    return SendingCount.objects.filter(since__lt=clock.now() - 2 * BROWSER_WINDOW).delete()[0]


def _count(who: str, most: int, window: timedelta) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [blind_index(f"complaint-{who}"), now, now - window, now - window])
        count, since = cursor.fetchone()
    if count > most:
        raise _too_many(since, window, now)


def _too_many(since: datetime, window: timedelta, now: datetime) -> TooManySent:
    wait = max(int((since + window - now).total_seconds()), 1)
    return TooManySent(minutes=-(-wait // 60), retry_after=wait)
