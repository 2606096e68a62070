"""What a clerk has before them: the window, the person, the lines behind."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from applications.models import Application
from hall.kernel import clock
from hall.models import StaffMember, Window
from matters.models import Matter
from queueing.models import Queue, Service, Ticket, TicketMatter, WindowSession
from queueing.queries.lines import QueueLine, covered_by, lines_of, next_tickets
from queueing.queries.visits import visits_before
from queueing.states import AT_A_WINDOW, TICKET_MOVES, TicketState

NEXT = 5
UNDO_SECONDS = 10


@dataclass(frozen=True)
class Desk:
    """A clerk's window now. Without an open window only `windows` is filled: those the clerk may open."""

    as_of: datetime
    session: WindowSession | None = None
    window: Window | None = None
    ticket: Ticket | None = None
    service: Service | None = None
    matters: list[Matter] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    lines: list[QueueLine] = field(default_factory=list)
    next_five: list[Ticket] = field(default_factory=list)
    last_call_at: datetime | None = None
    windows: list[Window] = field(default_factory=list)
    parked: list[Ticket] = field(default_factory=list)
    visits_before: int = 0

    @property
    def waiting(self) -> int:
        """How many wait in the queues of this window."""
        return sum(line.waiting for line in self.lines)

    @property
    def verbs(self) -> list[str]:
        """What may be done with the ticket at the window; buttons are made from it."""
        return [] if self.ticket is None else [v for v, move in TICKET_MOVES.items() if self.ticket.state in move.start]

    @property
    def undo_until(self) -> datetime | None:
        """Until when the call may be taken back."""
        if self.ticket is None or self.service is None or self.ticket.state != TicketState.CALLED:
            return None
        until = self.service.called_at + timedelta(seconds=UNDO_SECONDS)
        return until if until > self.as_of else None


def desk(clerk: StaffMember) -> Desk:
    """The desk of this clerk."""
    sessions = WindowSession.objects.of(clerk.hall_id).select_related("window", "hall", "clerk")
    session = sessions.filter(clerk=clerk, closed_at=None).first()
    if session is None:
        return Desk(as_of=clock.now(), windows=_openable(clerk))
    covered = [cover.queue_id for cover in covered_by(session.window_id)]
    lines = {line.queue.pk: line for line in lines_of(session.hall)}
    mine = [lines[queue_id] for queue_id in covered]
    service = _service_at(session)
    ticket = service.ticket if service else None
    return Desk(
        as_of=clock.now(),
        session=session,
        window=session.window,
        ticket=ticket,
        service=service,
        matters=_matters_of(ticket),
        applications=_applications_of(ticket),
        lines=mine,
        next_five=next_tickets([line.queue for line in mine], NEXT, session),
        last_call_at=_last_call(session, [line.queue for line in mine]),
        parked=parked_of(session),
        visits_before=visits_before(ticket) if ticket else 0,
    )


def parked_of(session: WindowSession) -> list[Ticket]:
    """Those in a room, the ones this window sent there first."""
    rows = Ticket.objects.of(session.hall_id).filter(state=TicketState.PARKED).select_related("window")
    return sorted(rows.order_by("pk"), key=lambda ticket: ticket.window_id != session.window_id)


def _openable(clerk: StaffMember) -> list[Window]:
    taken = WindowSession.objects.of(clerk.hall_id).filter(closed_at=None).values("window")
    return list(Window.objects.of(clerk.hall_id).filter(in_use=True).exclude(pk__in=taken).order_by("code"))


def _service_at(session: WindowSession) -> Service | None:
    services = Service.objects.of(session.hall).select_related("ticket__party", "ticket__principal", "ticket__queue")
    return services.filter(window=session.window, ended_at=None, ticket__state__in=AT_A_WINDOW).first()


def _matters_of(ticket: Ticket | None) -> list[Matter]:
    if ticket is None:
        return []
    chosen = TicketMatter.objects.filter(ticket=ticket).select_related("matter__department").order_by("order")
    return [row.matter for row in chosen]


def _applications_of(ticket: Ticket | None) -> list[Application]:
    if ticket is None:
        return []
    rows = ticket.ticket_applications.select_related("application__version__matter", "application__department")
    return [link.application for link in rows.order_by("pk")]


def _last_call(session: WindowSession, queues: list[Queue]) -> datetime | None:
    """The last call of these queues at any window."""
    recent = Service.objects.of(session.hall).filter(queue__in=queues).order_by("-id")
    return recent.values_list("called_at", flat=True).first()
