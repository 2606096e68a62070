"""Counting wrong rating links by address. A whole hall may sit behind one: right links are never counted or refused."""

from datetime import timedelta

from django.db import connection

from applications.verbs.guessing import bucket_of
from complaints.errors import TooManyWrongLinks
from complaints.models import WrongTokenCount
from hall.kernel import clock
from hall.kernel.crypto import blind_index

PER_ADDRESS, WITHIN = 30, timedelta(minutes=10)
COUNT = (
    'INSERT INTO complaints_wrongtokencount AS c ("key", since, count) VALUES (%s, %s, 1) '
    'ON CONFLICT ("key") DO UPDATE SET '
    "count = CASE WHEN c.since <= %s THEN 1 ELSE c.count + 1 END, "
    "since = CASE WHEN c.since <= %s THEN EXCLUDED.since ELSE c.since END RETURNING count, since"
)


def count_wrong_link(address: str) -> None:
    """Count one wrong link. Raises TooManyWrongLinks with the seconds to wait once they are a flood."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [blind_index(f"rating-link:{bucket_of(address)}"), now, now - WITHIN, now - WITHIN])
        count, since = cursor.fetchone()
    if count > PER_ADDRESS:
        wait = max(int((since + WITHIN - now).total_seconds()), 1)
        raise TooManyWrongLinks(minutes=-(-wait // 60), retry_after=wait)


def forget_wrong_links() -> int:
    """Delete counts that have run out."""
    return WrongTokenCount.objects.filter(since__lt=clock.now() - 2 * WITHIN).delete()[0]
