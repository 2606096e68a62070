"""Another place in the line: back in after being missed, three places later by one's own wish."""

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import Moved, locked, make_move
from hall.models import Hall, StaffMember
from queueing import looking_ahead, numbering
from queueing.errors import NobodyBehind, PostponedTooOften, RejoinedAlready, RejoinNotOffered
from queueing.locks import locked_rows, refuse_second_place
from queueing.models import Queue, RejoinRule, Ticket
from queueing.permissions import may_tend
from queueing.queries.lines import is_in, standing_of
from queueing.states import TICKET_MOVES, TicketState

POSTPONED_BY, POSTPONED_AT_MOST = 3, 3
LOOKED_AT = 60


@transaction.atomic
def rejoin(*, hall: Hall, token: str, by: StaffMember) -> Ticket:
    """Someone who was missed comes back in by the queue's printed rule: not at all, once behind the next few, or last."""
    ticket, queue = _with_its_queue(hall, token, by)
    moved = make_move(ticket, TICKET_MOVES, "rejoin")
    if queue.rejoin_rule == RejoinRule.GONE:
        raise RejoinNotOffered(number=ticket.number)
    if queue.rejoin_rule == RejoinRule.AFTER and steps.steps_of(ticket).filter(verb="rejoin").exists():
        raise RejoinedAlready(number=ticket.number)
    refuse_second_place(ticket, queue)
    if ticket.slot_ends_at is not None and ticket.slot_ends_at < clock.now():
        ticket.slot_begins_at = ticket.slot_ends_at = None
    is_last = queue.rejoin_rule == RejoinRule.LAST
    ticket.position = numbering.next_position() if is_last else place_behind(ticket, queue.rejoin_after)
    ticket.window, ticket.calls = None, 0
    ticket.save(update_fields=["state", "position", "window", "calls", "slot_begins_at", "slot_ends_at"])
    return _told(ticket, moved, by)


@transaction.atomic
def postpone(*, hall: Hall, token: str, by: StaffMember) -> Ticket:
    """The person lets the next three of the class go first; so often a day, and not when nobody is behind."""
    ticket, _ = _with_its_queue(hall, token, by)
    moved = make_move(ticket, TICKET_MOVES, "postpone")
    if steps.steps_of(ticket).filter(verb="postpone").count() >= POSTPONED_AT_MOST:
        raise PostponedTooOften(number=ticket.number, times=POSTPONED_AT_MOST)
    if not _others(ticket).filter(position__gt=ticket.position).exists():
        raise NobodyBehind(number=ticket.number)
    ticket.position = place_behind(ticket, POSTPONED_BY, after=ticket.position)
    ticket.save(update_fields=["position"])
    return _told(ticket, moved, by)


def place_behind(ticket: Ticket, places: int, *, after: int | None = None) -> int:
    """A position behind the next `places` people of the ticket's class, counted from the front or from a position."""
    rows = _others(ticket) if after is None else _others(ticket).filter(position__gt=after)
    waiting = list(rows.order_by("position").values_list("position", flat=True)[: places + LOOKED_AT])
    between = looking_ahead.behind(waiting, places)
    return numbering.next_position() if between is None else between


def _others(ticket: Ticket):  # type: ignore[no-untyped-def]
    same_line = Ticket.objects.filter(queue=ticket.queue_id, state=TicketState.WAITING)
    return same_line.filter(is_in(standing_of(ticket))).exclude(pk=ticket.pk)


def _with_its_queue(hall: Hall, token: str, by: StaffMember) -> tuple[Ticket, Queue]:
    """The ticket, with its queue locked before it is."""
    queue_id = Ticket.objects.of(hall).filter(token=token).values_list("queue_id", flat=True).first()
    queues = locked_rows(Queue.objects.of(hall).filter(pk=queue_id))
    ticket = locked(Ticket.objects.of(hall).select_related("queue", "hall"), token=token)
    may_tend(by, ticket)
    return ticket, queues[0]


def _told(ticket: Ticket, moved: Moved, by: StaffMember) -> Ticket:
    steps.record(ticket, moved, by)
    live.hint(ticket.hall.code)
    return ticket
