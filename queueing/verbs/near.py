"""Telling the person who will soon be called, outside the act of calling."""

from django.db import transaction

from queueing import notices
from queueing.models import Queue, Ticket
from queueing.queries.lines import next_tickets

AHEAD = 2


@transaction.atomic
def tell_near(*, queue_id: int) -> Ticket | None:
    """Tell the person with exactly two ahead in this queue, once for each ticket; may run twice."""
    queue = Queue.objects.filter(pk=queue_id).first()
    first = next_tickets([queue], AHEAD + 1) if queue else []
    if len(first) <= AHEAD:
        return None
    notices.near_turn(first[AHEAD], AHEAD)
    return first[AHEAD]
