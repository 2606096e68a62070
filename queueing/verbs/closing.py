"""The end of the day: numbers nobody will call any more do not stay in the line."""

from datetime import timedelta

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import make_move
from hall.models import Hall
from hall.permissions import system_person
from queueing.models import Ticket
from queueing.states import TICKET_MOVES, TicketState
from queueing.verbs.drafts import drop_drafts

KEPT_FOR = timedelta(hours=12)
LEFT_OVER = (TicketState.WAITING, TicketState.MISSED, TicketState.PARKED, TicketState.AWAITING_RESULT)


def left_over(limit: int = 500, hall: Hall | None = None) -> list[int]:
    """Tickets that entered their line so long ago that their day is over."""
    rows = Ticket.objects.filter(state__in=LEFT_OVER, queued_at__lt=clock.now() - KEPT_FOR)
    rows = rows.filter(hall=hall) if hall is not None else rows
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def clear_left_over(hall: Hall) -> None:
    """Before a window opens: no number of another day stands beside today's, even where the sweeper slept all night."""
    for ticket_id in left_over(hall=hall):
        close_left_over(ticket_id=ticket_id)


@transaction.atomic
def close_left_over(*, ticket_id: int) -> Ticket | None:
    """Take one such ticket out of the line; someone who waited for a result collects it another day. May run twice."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("hall")
    ticket = rows.filter(pk=ticket_id, state__in=LEFT_OVER, queued_at__lt=clock.now() - KEPT_FOR).first()
    if ticket is None:
        return None
    verb = "leave" if ticket.state == TicketState.AWAITING_RESULT else "cancel"
    moved = make_move(ticket, TICKET_MOVES, verb)
    ticket.save(update_fields=["state"])
    drop_drafts(ticket)
    steps.record(ticket, moved, system_person("queueing"), "营业日结束，号码失效")
    live.hint(ticket.hall.code)
    return ticket
