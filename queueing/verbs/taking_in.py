"""Taking in one matter at the counter: people, materials, application, and the link to the ticket, in one act."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from applications.completeness import Tick
from applications.models import Application
from applications.verbs import intake
from applications.verbs.acting import Acting
from applications.verbs.repeated import received_before
from hall.models import Hall, Party, StaffMember
from matters.models import Matter
from matters.queries.catalogue import matter_by_code
from queueing import locks
from queueing.errors import NameNeeded, ReasonNeeded
from queueing.models import Ticket, TicketApplication, TicketMatter
from queueing.permissions import may_serve
from queueing.queries.applicants import visit_name
from queueing.queries.capability import refuse_consult_only
from queueing.states import TicketState
from queueing.verbs import serving
from queueing.verbs.drafts import drop_drafts
from queueing.verbs.people import register_all
from queueing.verbs.resuming import taken_up
from queueing.verbs.reusing import earlier_scans, note_reuse
from queueing.verbs.scanning import hand_in_scans
from queueing.verbs.tallying import tally
from queueing.verbs.tickets import NO_NAME

ACCEPT, NOTICE, RECEIVE, REFUSE = "accept", "notice", "receive", "refuse"
Person = Mapping[str, str] | Party | None


@transaction.atomic
def take_in(
    *,
    hall: Hall,
    window_code: str,
    matter_code: str,
    applicant: Person = None,
    agent: Person = None,
    ticks: Sequence[Tick],
    form: Mapping[str, Any],
    then: str = ACCEPT,
    standard_line: str = "",
    reason: str = "",
    answers: Mapping[str, str] | None = None,
    reuse: Mapping[str, str] | None = None,
    acting: Acting | None = None,
    by: StaffMember,
) -> Application:
    """Receive one matter of the person at this window, then accept it, give the one-time notice, refuse, or leave it.

    Without an applicant it is the ticket's own person. A matter already taken for this ticket is returned as it is, so
    that a double click makes one application; so is one that was handed in before and says the same. The first act at the counter starts the service. Without `answers` those
    that came with the ticket choose the situation. `reuse` names the answers taken over from earlier applications.
    """
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    ticket = locks.ticket_at(hall, session)
    taken = TicketApplication.objects.filter(ticket=ticket, application__version__matter__code=matter_code).first()
    if taken is not None:
        return taken.application
    refuse_consult_only(session, list(Matter.objects.filter(code=matter_code)))
    if then == REFUSE and not reason.strip():
        raise ReasonNeeded()
    if ticket.state == TicketState.CALLED:
        serving.start(hall=hall, window_code=window_code, by=by)
    own, applying, coming = register_all([_confirmed(ticket), _typed(applicant), _typed(agent)], by)
    person = own or ticket.party
    applies = _named(_known(applicant, person) or applying or person)
    before = received_before(hall, applies, matter_by_code(matter_code), form)
    if before is not None:
        return taken_up(ticket, before, by)
    application = intake.receive(
        hall=hall,
        matter_code=matter_code,
        applicant=applies,
        agent=_named(_known(agent, person) or coming),
        ticks=list(ticks),
        form=dict(form),
        visit=visit_name(ticket),
        window=session.window,
        answers=_answers(ticket, matter_code) if answers is None else answers,
        tells=then == RECEIVE,
        acting=acting,
        by=by,
    )
    serving.link_application(hall=hall, window_code=window_code, application_number=application.number, by=by)
    reused = note_reuse(application, reuse or {}, earlier_scans(ticket), by)
    tally(ticket, application, {one.field for one in reused})
    hand_in_scans(ticket, application, by)
    drop_drafts(ticket, application.version.matter_id)
    return _then(then, hall, application, standard_line, reason, by)


def _answers(ticket: Ticket, matter_code: str) -> Mapping[str, str]:
    """What the person answered before coming to the window."""
    row = TicketMatter.objects.filter(ticket=ticket, matter__code=matter_code).first()
    return row.answers if row else {}


def _confirmed(ticket: Ticket) -> Mapping[str, str] | None:
    """The ticket's person sits before the clerk with the document: the phone given with the ticket becomes theirs."""
    party = ticket.party
    if not ticket.phone or ticket.phone == party.phone:
        return None
    kept = ("name", "id_type", "id_number", "override_reason")
    return {**{name: getattr(party, name) for name in kept}, "phone": ticket.phone}


def _then(then: str, hall: Hall, application: Application, line: str, reason: str, by: StaffMember) -> Application:
    if then == ACCEPT:
        return intake.accept(hall=hall, number=application.number, by=by)
    if then == NOTICE:
        return intake.request_correction(hall=hall, number=application.number, by=by)
    if then == REFUSE:
        return intake.refuse(hall=hall, number=application.number, standard_line=line, reason=reason, by=by)
    return application


def _named(party: Party | None) -> Any:
    """A notice is addressed to somebody by name; a kiosk asks for none."""
    if party is not None and party.name == NO_NAME:
        raise NameNeeded()
    return party


def _known(given: Person, person: Party) -> Party | None:
    """A person on record; the ticket's own as just confirmed, not as the page read them before."""
    if not isinstance(given, Party):
        return None
    return person if given.pk == person.pk else given


def _typed(person: Person) -> Mapping[str, str] | None:
    return None if isinstance(person, Party) else person
