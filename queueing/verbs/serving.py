"""Serving the person at the window: start, add a matter, finish."""

from django.db import transaction

from applications.models import Application
from hall import steps
from hall.kernel import clock, live
from hall.kernel.events import tell
from hall.kernel.moves import Moved, locked, make_move
from hall.models import Hall, StaffMember
from queueing import locks
from queueing.errors import MatterAlreadyOnTicket
from queueing.events import ServiceFinished, TicketAwaitsResult
from queueing.models import QueueKind, Service, Ticket, TicketApplication, TicketMatter, WindowSession
from queueing.permissions import may_serve
from queueing.queries.offered import offered_matters
from queueing.states import TICKET_MOVES
from queueing.verbs.drafts import drop_drafts
from queueing.verbs.results import results_of


@transaction.atomic
def start(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """The person has come to the window."""
    ticket, session = _at_my_window(hall, window_code, by)
    moved = make_move(ticket, TICKET_MOVES, "start")
    ticket.save(update_fields=["state"])
    service = ticket.services.filter(ended_at=None).get()
    service.started_at = clock.now()
    service.save(update_fields=["started_at"])
    _record(ticket, session, moved, by)
    return ticket


@transaction.atomic
def finish(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """The service at this window ends: the person waits for results (AWAITING_RESULT) or is done (FINISHED)."""
    ticket, session = _at_my_window(hall, window_code, by)
    results = results_of(ticket)
    is_issuing = ticket.queue.kind == QueueKind.ISSUING
    waits = bool(results.undecided or (results.ready and not is_issuing))
    moved = make_move(ticket, TICKET_MOVES, "await_result" if waits else "finish")
    ticket.save(update_fields=["state"])
    service = end_service(ticket, moved.verb)
    drop_drafts(ticket)
    _record(ticket, session, moved, by)
    tell(ServiceFinished(service_id=service.pk))
    if waits and not results.undecided:
        tell(TicketAwaitsResult(application_id=results.ready[0]))
    return ticket


@transaction.atomic
def add_matter(*, hall: Hall, window_code: str, matter_code: str, by: StaffMember) -> TicketMatter:
    """One more matter on the spot, without another number."""
    ticket, session = _at_my_window(hall, window_code, by)
    (matter,) = offered_matters([matter_code])
    orders = dict(ticket.ticket_matters.values_list("matter_id", "order"))
    if matter.pk in orders:
        raise MatterAlreadyOnTicket(number=ticket.number, matter=matter.name)
    added = TicketMatter.objects.create(ticket=ticket, matter=matter, order=max(orders.values(), default=0) + 1)
    steps.record(ticket, "add_matter", by, window=session.window.code, matter=matter.code)
    return added


@transaction.atomic
def link_application(*, hall: Hall, window_code: str, application_number: str, by: StaffMember) -> TicketApplication:
    """This application was taken at the window for the person who is served there; linking it again changes nothing."""
    ticket, session = _at_my_window(hall, window_code, by)
    application = locked(Application.objects.of(hall), number=application_number)
    link, is_new = TicketApplication.objects.get_or_create(application=application, defaults={"ticket": ticket})
    if is_new:
        steps.record(ticket, "link_application", by, window=session.window.code, application=application.number)
    return link


def end_service(ticket: Ticket, outcome: str) -> Service:
    """Close the open service of this ticket."""
    service = ticket.services.filter(ended_at=None).get()
    service.ended_at, service.outcome = clock.now(), outcome
    service.save(update_fields=["ended_at", "outcome"])
    return service


def _at_my_window(hall: Hall, window_code: str, by: StaffMember) -> tuple[Ticket, WindowSession]:
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    return locks.ticket_at(hall, session), session


def _record(
    ticket: Ticket, session: WindowSession, moved: Moved, by: StaffMember, reason: str = "", **data: str
) -> None:
    steps.record(ticket, moved, by, reason, window=session.window.code, **data)
    live.hint(ticket.hall.code)
