"""What a clerk has done: the visit just ended, and the day so far (for the clerk's own eyes)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F

from applications.models import Application
from hall.kernel import clock
from hall.models import StaffMember, Window
from queueing.models import Service, Ticket, TicketApplication, TicketResumed
from queueing.states import TicketState

NINETY_DAYS = timedelta(days=90)
ENDED_WITH_VISIT = ("finish", "await_result")
NEXT_WORDS = {
    TicketState.AWAITING_RESULT: "请办事人在大厅稍候：结果出来后，同一个号会叫到统一出件窗口，并发短信通知。",
    TicketState.WAITING: "同一个号已转到统一出件窗口排队，请办事人留意显示屏和短信。",
    TicketState.FINISHED: "办事人可以离开：需审批的事项办结后会发短信，凭证件到统一出件窗口领取。",
}


@dataclass(frozen=True)
class LastVisit:
    """A visit that ended at this window: where the citizen goes next, and what was taken in."""

    ticket_id: int
    number: str
    outcome: str
    next: str
    applications: list[Application]


@dataclass(frozen=True)
class DayTotals:
    """A clerk's own day."""

    served: int
    taken: int
    minutes: int | None
    missed: int = 0


def visit_of(ticket: Ticket) -> LastVisit:
    """A visit as its slip shows it."""
    links = TicketApplication.objects.filter(ticket=ticket).order_by("pk")
    rows = links.select_related("application__version__matter", "application__department")
    words = NEXT_WORDS.get(TicketState(ticket.state), "办事人可以离开。")
    resumed = TicketResumed.objects.of(ticket.hall_id).filter(ticket=ticket).order_by("pk")
    again = resumed.select_related("application__version__matter", "application__department")
    found = [*(row.application for row in rows), *(row.application for row in again)]
    return LastVisit(ticket.pk, ticket.number, ticket.get_state_display(), words, found)


def last_visit(clerk: StaffMember, window: Window) -> LastVisit | None:
    """The visit this clerk ended last at this window today, unless another end (missed, transferred) came after."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    services = Service.objects.of(clerk.hall_id).filter(window=window, clerk=clerk, ended_at__gte=today)
    last = services.select_related("ticket").order_by("-ended_at").first()
    return visit_of(last.ticket) if last and last.outcome in ENDED_WITH_VISIT else None


def day_totals(clerk: StaffMember) -> DayTotals:
    """People served, applications taken in and the average length, today."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    length = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())
    mine = Service.objects.of(clerk.hall_id).filter(clerk=clerk, ended_at__gte=today, outcome__in=ENDED_WITH_VISIT)
    figures = mine.aggregate(served=Count("pk"), average=Avg(length))
    taken = Application.objects.of(clerk.hall_id).filter(received_by=clerk, received_at__gte=today).count()
    average = figures["average"]
    missed = Service.objects.of(clerk.hall_id).filter(clerk=clerk, ended_at__gte=today, outcome="miss").count()
    return DayTotals(figures["served"], taken, round(average.total_seconds() / 60) if average else None, missed)


def visits_before(ticket: Ticket) -> int:
    """How often this person was served for one of these matters in the last ninety days."""
    since = ticket.day - NINETY_DAYS
    mine = Ticket.objects.of(ticket.hall_id).filter(party=ticket.party_id, day__gte=since, pk__lt=ticket.pk)
    same = mine.filter(ticket_matters__matter__in=ticket.ticket_matters.values("matter"))
    return same.filter(services__outcome__in=ENDED_WITH_VISIT).distinct().count()
