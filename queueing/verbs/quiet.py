"""Whom the messages of a ticket reach: switched off and on, and a second phone in the family."""

from django.db import transaction

from hall import steps
from hall.contact import cleaned_phone
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from queueing.errors import TicketOver
from queueing.models import Ticket
from queueing.permissions import may_tend
from queueing.states import LIVE, TicketState


@transaction.atomic
def set_silence(*, hall: Hall, token: str, is_silent: bool, by: StaffMember) -> Ticket:
    """No messages about the place in the line any more, or again; what the law requires is sent all the same."""
    ticket = _mine(hall, token, by)
    if ticket.is_silent != is_silent:
        ticket.is_silent = is_silent
        ticket.save(update_fields=["is_silent"])
        steps.record(ticket, "silence" if is_silent else "unsilence", by)
    return ticket


@transaction.atomic
def bind_family_phone(*, hall: Hall, token: str, phone: str, by: StaffMember) -> Ticket:
    """Calls reach this phone, too; empty takes it away. Raises InvalidPhone."""
    ticket, number = _mine(hall, token, by), cleaned_phone(phone)
    if ticket.family_phone != number:
        ticket.family_phone = number
        ticket.save(update_fields=["family_phone"])
        steps.record(ticket, "bind_family_phone" if number else "release_family_phone", by)
    return ticket


def _mine(hall: Hall, token: str, by: StaffMember) -> Ticket:
    ticket = locked(Ticket.objects.of(hall).select_related("queue", "hall"), token=token)
    may_tend(by, ticket)
    if ticket.state not in (*LIVE, TicketState.MISSED):
        raise TicketOver(number=ticket.number)
    return ticket
