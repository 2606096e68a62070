"""Going on with an earlier application at this visit instead of handing the matter in twice."""

from django.db import transaction

from applications.errors import ApplicationNotFound
from applications.models import Application
from applications.numbers import normal_number
from applications.states import OTHER_ACTS
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember
from matters.models import Matter
from queueing import locks
from queueing.models import Ticket, TicketApplication, TicketMatter, TicketResumed
from queueing.permissions import may_serve
from queueing.states import TicketState
from queueing.verbs import serving
from queueing.verbs.drafts import drop_drafts


@transaction.atomic
def resume(*, hall: Hall, window_code: str, number: str, by: StaffMember) -> Application:
    """Take up an open application of the person at this window; pressing twice changes nothing.

    Raises ApplicationNotFound for an application of anybody else.
    """
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    ticket = locks.ticket_at(hall, session)
    rows = Application.objects.of(hall).select_related("version__matter", "applicant", "department")
    application = locked(rows, number=normal_number(number))
    people = {ticket.party_id, ticket.principal_id} - {None}
    if not {application.applicant_id, application.agent_id} & people:
        raise ApplicationNotFound()
    if ticket.state == TicketState.CALLED:
        serving.start(hall=hall, window_code=window_code, by=by)
    return taken_up(ticket, application, by)


def taken_up(ticket: Ticket, application: Application, by: StaffMember) -> Application:
    """Put an open application on the ticket; part of a verb."""
    if TicketApplication.objects.filter(ticket=ticket, application=application).exists():
        return application
    moved = make_move(application, OTHER_ACTS, "resume")
    _, is_new = TicketResumed.objects.get_or_create(
        ticket=ticket, application=application, defaults={"hall_id": ticket.hall_id, "by": by, "at": clock.now()}
    )
    if is_new:
        _put_on(ticket, application.version.matter, by)
        drop_drafts(ticket, application.version.matter_id)
        steps.record(application, moved, by, ticket=ticket.number)
    return application


def _put_on(ticket: Ticket, matter: Matter, by: StaffMember) -> None:
    """The matter stands on the ticket and in its record, so that the day can be rebuilt."""
    orders = dict(ticket.ticket_matters.values_list("matter_id", "order"))
    if matter.pk not in orders:
        TicketMatter.objects.create(ticket=ticket, matter=matter, order=max(orders.values(), default=0) + 1)
        window = ticket.window.code if ticket.window else ""
        steps.record(ticket, "add_matter", by, window=window, matter=matter.code)
