"""Telling the person who will soon be called, outside the act of calling."""

from django.db import transaction

from queueing import notices
from queueing.models import Queue, Service, Ticket
from queueing.queries.lines import next_tickets

AHEAD = 2


@transaction.atomic
def tell_near(*, queue_id: int) -> list[Ticket]:
    """Tell who came to have two ahead in this queue, once for each ticket; may run late and twice.

    When several were called at once it is whoever has fewer ahead now and had more before; who took a number with two ahead or
    fewer was told so then.
    """
    queue = Queue.objects.filter(pk=queue_id).first()
    first = next_tickets([queue], AHEAD + 1) if queue else []
    told = [ticket for ahead, ticket in enumerate(first) if ahead and ahead + _called_since(ticket) > AHEAD]
    for ticket in told:
        notices.near_turn(ticket, first.index(ticket))
    return told


def _called_since(ticket: Ticket) -> int:
    """How many of this queue were called since the ticket joined it."""
    return Service.objects.filter(queue=ticket.queue_id, called_at__gt=ticket.queued_at).count()
