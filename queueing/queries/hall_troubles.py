"""What will be late and what is broken, in figures for the first row of the board."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from applications.models import Application
from applications.queries.making import unmade
from applications.states import ApplicationState
from hall.kernel import clock
from hall.models import Device, Hall, OutgoingMessage
from hall.queries.messages import TROUBLED

DAY, AWAY = timedelta(hours=24), timedelta(minutes=5)


@dataclass(frozen=True)
class Troubles:
    """Applications past or on their promised day, machines that are silent, messages that did not arrive, files not made."""

    overdue: int
    today: int
    machines_away: int
    messages_failed: int
    papers_unmade: int


def troubles(hall: Hall) -> Troubles:
    """Four statements."""
    now, today = clock.now(), clock.today()
    accepted = Application.objects.of(hall).filter(state=ApplicationState.ACCEPTED, promise_due__lte=today)
    due = accepted.aggregate(
        overdue=Count("pk", filter=Q(promise_due__lt=today)), today=Count("pk", filter=Q(promise_due=today))
    )
    open_here = Q(window=None) | Q(window__sessions__closed_at=None, window__sessions__isnull=False)
    silent = Q(last_seen_at=None) | Q(last_seen_at__lt=now - AWAY)
    failed = OutgoingMessage.objects.of(hall).filter(state__in=TROUBLED, queued_at__gte=now - DAY)
    return Troubles(
        overdue=due["overdue"],
        today=due["today"],
        machines_away=Device.objects.of(hall).filter(open_here & silent).distinct().count(),
        messages_failed=failed.count(),
        papers_unmade=unmade(hall).count(),
    )
