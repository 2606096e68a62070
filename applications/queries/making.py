"""Which sealed files are still to be made."""

from datetime import timedelta

from django.db.models import Q

from applications.models import Document
from hall.kernel import clock

BATCH = 12
MOST_ATTEMPTS = 5
LEASE = timedelta(seconds=60)
STALE = timedelta(minutes=10)


def free() -> Q:
    """Nobody is drawing it, or whoever was has been gone for a minute."""
    return Q(making_since=None) | Q(making_since__lt=clock.now() - LEASE)


def to_make() -> list[int]:
    """Documents without a file that nobody is drawing, those tried least first, the newest of them first."""
    rows = Document.objects.filter(free(), made_at=None, attempts__lt=MOST_ATTEMPTS).order_by("attempts", "-id")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def not_made() -> int:
    """How many documents have waited ten minutes or were given up; a manager is told."""
    late = Q(issued_at__lt=clock.now() - STALE) | Q(attempts__gte=MOST_ATTEMPTS)
    return Document.objects.filter(late, made_at=None).count()
