"""What the queue says by SMS: written into the outbox within the act's transaction."""

from collections.abc import Mapping

from hall.verbs.messages import queue_message
from queueing.models import QueueKind, Ticket
from queueing.waiting import WaitingRange


def ticket_issued(ticket: Ticket, ahead: int, wait: WaitingRange) -> None:
    """The number, the people ahead and the range."""
    values = {"number": ticket.number, "ahead": ahead, "low": wait.low, "high": wait.high}
    _queue("ticket_issued", ticket, f"ticket_issued:{ticket.pk}", values)


def called(ticket: Ticket) -> None:
    """Which window to go to: to be served, or to collect a result."""
    event = "result_called" if ticket.queue.kind == QueueKind.ISSUING else "called"
    _queue(event, ticket, f"called:{ticket.call_sequence}", _place(ticket))


def recalled(ticket: Ticket) -> None:
    _queue("recalled", ticket, f"called:{ticket.call_sequence}", _place(ticket))


def missed(ticket: Ticket) -> None:
    _queue("missed", ticket, f"missed:{ticket.call_sequence}", {"number": ticket.number})


def _place(ticket: Ticket) -> dict[str, str]:
    window = ticket.window
    assert window is not None
    return {"number": ticket.number, "window": window.code, "zone": window.zone}


def _queue(event: str, ticket: Ticket, key: str, values: Mapping[str, object]) -> None:
    queue_message(
        event,
        hall=ticket.hall,
        phone=ticket.phone,
        dedupe_key=f"queueing.{key}",
        about=ticket.number,
        values=values,
    )
