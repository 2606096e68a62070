"""Which sealed files are still to be made."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from applications.models import Document
from hall.kernel import clock
from hall.models import Hall

BATCH = 12
MOST_ATTEMPTS = 5
LEASE = timedelta(seconds=60)
REST = timedelta(minutes=30)
STALE = timedelta(minutes=10)


def free() -> Q:
    """Nobody is drawing it, or whoever was has been gone for a minute; what failed five times rests for half an hour."""
    now = clock.now()
    left = Q(attempts__lt=MOST_ATTEMPTS, making_since__lt=now - LEASE)
    return Q(making_since=None) | left | Q(making_since__lt=now - REST)


def to_make() -> list[int]:
    """Documents without a file that nobody is drawing, those tried least first, the newest of them first."""
    rows = Document.objects.filter(free(), made_at=None).order_by("attempts", "-id")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def unmade(hall: Hall | None) -> QuerySet[Document]:
    """Documents that have waited ten minutes for their file or failed five times, the newest first; managers are told."""
    late = Q(issued_at__lt=clock.now() - STALE) | Q(attempts__gte=MOST_ATTEMPTS)
    rows = Document.objects.of(hall) if hall else Document.objects.all()
    return rows.filter(late, made_at=None).order_by("-id")
