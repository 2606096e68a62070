"""Stopping guesses at the public status query: by the caller's address, and by number.

Wrong answers are few per address, so that one guess at each of many numbers ends as soon as many at one; a number is
closed for the address that guesses at it long before it is closed for its owner. A try is counted before the answer is known and given back when it was right, so that many at once pass no more than
one after another. Unknown numbers are counted like known ones: the answer tells nothing.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from applications.errors import TooManyTries
from applications.models import TryCount
from applications.numbers import normal_number
from hall.kernel import clock
from hall.kernel.crypto import blind_index

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many tries in a stretch of time, counted under a name; right ones are given back or not."""

    name: str
    most: int
    window: timedelta
    is_given_back: bool = True


PACE = Limit("address", 30, timedelta(minutes=1), is_given_back=False)
WRONG_HOUR, WRONG_DAY = Limit("address-hour", 20, HOUR), Limit("address-day", 60, DAY)
HERE = Limit("number-here", 5, HOUR)
EVERYWHERE = Limit("number", 20, DAY)


def count_try(number: str, address: str) -> None:
    """Count one try. Raises TooManyTries with the seconds to wait, whether or not the number exists."""
    for key, limit in _counted(number, address):
        _count(key, limit.most, limit.window)


def give_back(number: str, address: str) -> None:
    """The try was right: it counts neither against the number nor against the address, which may be a whole hall's."""
    keys = sorted(key for key, limit in _counted(number, address) if limit.is_given_back)
    with transaction.atomic():
        for row in TryCount.objects.select_for_update().filter(key__in=keys, count__gt=0).order_by("key"):
            row.count -= 1
            row.save(update_fields=["count"])


@dataclass(frozen=True)
class Counted:
    """One try that was counted; given back when it was right."""

    key: str

    def give_back(self) -> None:
        with transaction.atomic():
            TryCount.objects.filter(key=self.key, count__gt=0).update(count=F("count") - 1)


def count_plain(name: str, most: int, within: timedelta) -> Counted:
    """Count a try of something else than a status, before its answer is known. Raises TooManyTries."""
    counted = Counted(_key("other", name))
    _count(counted.key, most, within)
    return counted


def _counted(number: str, address: str) -> list[tuple[str, Limit]]:
    """What a try counts against: the caller's pace and wrong answers, then the number from here, then from anywhere."""
    here, meant = bucket_of(address), normal_number(number)
    whom = {HERE: f"{here} {meant}", EVERYWHERE: meant}
    return [
        (_key(limit.name, whom.get(limit, here)), limit) for limit in (PACE, WRONG_HOUR, WRONG_DAY, HERE, EVERYWHERE)
    ]


def forget_old_tries() -> int:
    """Delete counts that have run out."""
    return TryCount.objects.filter(since__lt=clock.now() - 2 * DAY).delete()[0]


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
