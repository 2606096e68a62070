"""The one source of business time.

Every business date and time comes from here, so that a test can set the day. Halls stand in China:
business time is Asia/Shanghai, whatever the zone of the machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BEIJING = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_business_time", default=None)


def now() -> datetime:
    """The business time, aware, in Asia/Shanghai."""
    return (_frozen.get() or timezone.now()).astimezone(BEIJING)


def today() -> date:
    """The business day in Asia/Shanghai."""
    return now().date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold business time at an aware `moment`; for tests and for what-if calculations."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
