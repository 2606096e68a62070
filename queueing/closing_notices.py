"""What those are told by SMS who still wait when the hall stops for the day."""

from hall.models import Hall
from hall.verbs.messages import queue_message
from queueing.models import ReturnVoucher, Ticket


def stopped(ticket: Ticket) -> None:
    """The number stays good and is served today; not to whoever wants no word of the line."""
    if not ticket.is_silent:
        _queue("day_stopped", ticket)


def turned_away(ticket: Ticket, voucher: ReturnVoucher) -> None:
    """Not served today: first in line until a day."""
    _queue("turned_away", ticket, until=f"{voucher.valid_until.month}月{voucher.valid_until.day}日")


def collect_later(ticket: Ticket) -> None:
    """No need to wait any longer for a result."""
    _queue("collect_later", ticket)


def _queue(event: str, ticket: Ticket, **values: str) -> None:
    hall: Hall = ticket.hall
    queue_message(
        event,
        hall=hall,
        phone=ticket.phone,
        dedupe_key=f"queueing.{event}:{ticket.pk}",
        about=ticket.number,
        values={"number": ticket.number, **values},
    )
