"""Ending a visit at the counter: nothing typed for it is kept."""

from django.db import transaction

from hall.models import Hall, StaffMember
from queueing.models import Ticket
from queueing.verbs import serving
from queueing.verbs.drafts import drop_drafts


@transaction.atomic
def finish_visit(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """Finish the ticket at this window and forget the drafts of the visit."""
    ticket = serving.finish(hall=hall, window_code=window_code, by=by)
    drop_drafts(ticket)
    return ticket
