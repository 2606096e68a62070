"""Answering a matter's guided questions after the ticket was taken: on the phone, or anew at the window."""

from collections.abc import Mapping

from django.db import transaction

from hall import steps
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from queueing.errors import AnsweringOver
from queueing.models import Ticket, TicketApplication, TicketMatter
from queueing.permissions import may_tend
from queueing.queries.answering import fitting
from queueing.states import LIVE


@transaction.atomic
def answer_questions(
    *, hall: Hall, token: str, matter_code: str, answers: Mapping[str, str], by: StaffMember
) -> TicketMatter:
    """Keep these answers with the ticket's matter; those that fit no question today are left out.

    Raises AnsweringOver once the matter was handed in or the ticket is over: the application is bound to its situation.
    """
    ticket = locked(Ticket.objects.of(hall), token=token)
    may_tend(by, ticket)
    row = locked(TicketMatter.objects.select_related("matter"), ticket=ticket, matter__code=matter_code)
    handed_in = TicketApplication.objects.filter(ticket=ticket, application__version__matter=row.matter_id).exists()
    if handed_in or ticket.state not in LIVE:
        raise AnsweringOver(matter=row.matter.name)
    kept = fitting(row.matter, answers)
    if kept != row.answers:
        row.answers = kept
        row.save(update_fields=["answers"])
        steps.record(ticket, "answer_questions", by, matter=row.matter.code, answers=kept)
    return row
