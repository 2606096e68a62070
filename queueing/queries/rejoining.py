"""Whether a missed number may come back in."""

from hall import steps
from queueing.models import RejoinRule, Ticket
from queueing.states import TicketState


def may_come_back(ticket: Ticket) -> bool:
    """By the queue's rule: never, once, or as often as it takes."""
    if ticket.state != TicketState.MISSED or ticket.queue.rejoin_rule == RejoinRule.GONE:
        return False
    return ticket.queue.rejoin_rule == RejoinRule.LAST or not steps.steps_of(ticket).filter(verb="rejoin").exists()
