"""Telling people on the way to their turn, outside the act of calling: so many ahead, and soon."""

from collections.abc import Sequence
from itertools import islice

from django.db import transaction

from queueing import notices
from queueing.models import Queue, Service, Ticket
from queueing.queries.lines import next_tickets


@transaction.atomic
def tell_near(*, queue_id: int) -> list[Ticket]:
    """Tell who came to have as few ahead as the queue's settings say, once for each ticket; may run late and twice.

    When several were called at once, or people ahead left, it is whoever has fewer ahead now and had more before; who took
    a number with no more ahead was told so then.
    """
    queue = Queue.objects.filter(pk=queue_id).first()
    if queue is None:
        return []
    first = next_tickets([queue], max(queue.near_ahead, queue.told_ahead) + 1)
    known, told = notices.told_already(first), []
    for ahead, ticket in islice(enumerate(first), 1, None):
        for event, most in _due(queue, ahead):
            if f"{event}:{ticket.pk}" not in known and _had_ahead(ticket, ahead) > most:
                SAY[event](ticket, ahead)
                told.append(ticket)
    return told


SAY = {"near_turn": notices.near_turn, "ahead": notices.ahead}


def _due(queue: Queue, ahead: int) -> Sequence[tuple[str, int]]:
    """What to tell someone with so many ahead, and from how many on it is due."""
    if ahead <= queue.near_ahead:
        return [("near_turn", queue.near_ahead)]
    return [("ahead", queue.told_ahead)] if ahead <= queue.told_ahead else []


def _had_ahead(ticket: Ticket, ahead: int) -> int:
    """How many were ahead when the ticket joined: as told then, or more where others were put before it later."""
    called = Service.objects.filter(queue=ticket.queue_id, called_at__gt=ticket.queued_at).count()
    return max(ahead + called, ticket.estimate_ahead)
