"""Windows that somebody seems to have forgotten: logged in and gone, open and idle, paused beyond the time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from hall.kernel import clock
from hall.models import Hall, Step
from hall.queries.service_hours import opening
from queueing import forgetting
from queueing.models import Service, Ticket, WindowQueue, WindowSession
from queueing.states import TicketState, WindowState

SHUT_FOR = timedelta(minutes=30)
TOLD_FOR = timedelta(hours=20)


@dataclass(frozen=True)
class Forgotten:
    """One window, its clerk and why it needs a look; `is_left` when the clerk seems to have gone home."""

    session: WindowSession
    words: str
    is_left: bool = False


def forgotten_windows(hall: Hall, now: datetime | None = None) -> list[Forgotten]:
    """The windows of the hall that need a look, in four statements."""
    now = now or clock.now()
    shut = not (opening(hall, now).is_open or opening(hall, now - SHUT_FOR).is_open)
    busy = _queues_with_people(hall)
    found = [_looked_at(session, now, shut, busy) for session in _sessions(hall)]
    return [one for one in found if one.words]


def closed_for(clerk_id: int) -> Step | None:
    """The step by which the system closed this clerk's last window for them, when that was lately."""
    last = WindowSession.objects.filter(clerk=clerk_id, closed_at__gte=clock.now() - TOLD_FOR).order_by("-pk").first()
    if last is None:
        return None
    steps = Step.objects.filter(subject_type="queueing.windowsession", subject_id=last.pk, verb="close")
    return steps.filter(by__is_system=True).first()


def _sessions(hall: Hall) -> list[WindowSession]:
    mine = Service.objects.filter(window=OuterRef("window"), called_at__gte=OuterRef("opened_at")).order_by()
    acts = mine.values("window").annotate(
        last=Greatest(
            Max("called_at"), Coalesce(Max("started_at"), Max("called_at")), Coalesce(Max("ended_at"), Max("called_at"))
        )
    )
    rows = WindowSession.objects.of(hall).filter(closed_at=None).select_related("window", "clerk", "hall")
    last = Coalesce(Subquery(acts.values("last")), "seen_at")
    return list(rows.annotate(last_act=Greatest(last, "seen_at")).order_by("window__code"))


def _queues_with_people(hall: Hall) -> set[int]:
    """The windows in whose queues somebody waits."""
    waiting = Ticket.objects.of(hall).filter(state=TicketState.WAITING).values("queue")
    return set(WindowQueue.objects.filter(queue__in=waiting).values_list("window", flat=True))


def _looked_at(session: WindowSession, now: datetime, shut: bool, busy: set[int]) -> Forgotten:
    last_act = session.last_act  # type: ignore[attr-defined]
    if left := forgetting.looks_left(session.opened_at, last_act, now, hall_is_shut=shut):
        return Forgotten(session, left, is_left=True)
    if session.state == WindowState.PAUSED:
        return Forgotten(session, forgetting.is_overdue(session.resume_by, now))
    return Forgotten(session, forgetting.stands_idle(last_act, now, people_wait=session.window_id in busy))
