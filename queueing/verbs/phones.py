"""A phone left after the number was taken: when no paper came out."""

from django.db import transaction

from hall import steps
from hall.contact import cleaned_phone
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from queueing import notices
from queueing.errors import PhoneNeeded
from queueing.models import Ticket
from queueing.permissions import may_issue
from queueing.queries.tickets import wait_of
from queueing.states import LIVE


@transaction.atomic
def leave_phone(*, hall: Hall, token: str, phone: str, by: StaffMember) -> Ticket:
    """The number by SMS instead of on paper. A phone given before stays. Raises InvalidPhone, PhoneNeeded."""
    may_issue(by, hall)
    number = cleaned_phone(phone)
    if not number:
        raise PhoneNeeded(field="phone")
    ticket = locked(Ticket.objects.of(hall).select_related("hall", "queue"), token=token, state__in=LIVE)
    if ticket.phone:
        return ticket
    ticket.phone = number
    ticket.save(update_fields=["phone"])
    steps.record(ticket, "leave_phone", by)
    if (wait := wait_of(ticket)) is not None:
        notices.ticket_issued(ticket, wait.ahead, wait)
    return ticket
