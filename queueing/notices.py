"""What the queue says by SMS: written into the outbox within the act's transaction."""

from collections.abc import Mapping, Sequence

from hall.kernel import clock, crypto
from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message, retract
from queueing.models import QueueKind, Ticket
from queueing.queries.rejoining import may_come_back
from queueing.waiting import WaitingRange

ISSUED_A_DAY = 5
TO_FAMILY = ("near_turn", "called", "recalled", "call_undone", "result_called", "missed", "missed_for_good")


def ticket_issued(ticket: Ticket, ahead: int, wait: WaitingRange) -> None:
    """The number, the people ahead and the range, where it is known; to one phone only so often a day, whoever types it."""
    if ticket.is_silent or issued_today(ticket.phone) >= ISSUED_A_DAY:
        return
    low, high = wait.told or ("", "")
    values = {"number": ticket.number, "ahead": ahead, "low": low, "high": high}
    _queue("ticket_issued", ticket, f"ticket_issued:{ticket.pk}", values)


def issued_today(phone: str) -> int:
    """How many tickets were told to this phone today."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    told = OutgoingMessage.objects.filter(phone_index=crypto.blind_index(phone), queued_at__gte=today)
    return told.filter(event="ticket_issued").count() if phone else 0


def is_withheld(ticket: Ticket) -> bool:
    """Whether a phone was given and no message tells it of this ticket: a fixed line, or too many today."""
    key = f"queueing.ticket_issued:{ticket.pk}"
    return bool(ticket.phone) and not OutgoingMessage.objects.filter(dedupe_key=key).exists()


def ahead(ticket: Ticket, ahead: int) -> None:
    """So many people are still ahead: come back to the hall. Once for each ticket."""
    _queue("ahead", ticket, f"ahead:{ticket.pk}", {"number": ticket.number, "ahead": ahead})


def told_already(tickets: Sequence[Ticket]) -> set[str]:
    """The keys (`near_turn:7`, `ahead:7`) of what these tickets were told on the way."""
    keys = [f"queueing.{event}:{ticket.pk}" for ticket in tickets for event in ("near_turn", "ahead")]
    rows = OutgoingMessage.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    return {key.removeprefix("queueing.") for key in rows}


def near_turn(ticket: Ticket, ahead: int) -> None:
    """Come near: few people are ahead. Once for each ticket."""
    _queue("near_turn", ticket, f"near_turn:{ticket.pk}", {"number": ticket.number, "ahead": ahead})


def called(ticket: Ticket) -> None:
    """Which window to go to: to be served, or to collect a result."""
    event = "result_called" if ticket.queue.kind == QueueKind.ISSUING else "called"
    _queue(event, ticket, f"called:{ticket.call_sequence}", {**_place(ticket), "calls": ticket.queue.max_calls})


def recalled(ticket: Ticket) -> None:
    _queue("recalled", ticket, f"called:{ticket.call_sequence}", _place(ticket))


def undone(ticket: Ticket, window_code: str, sequence: int) -> None:
    """A call was taken back: its message is, too; where it may have gone out, another says not to come yet."""
    keys = [f"queueing.called:{sequence}{mark}" for mark in ("", ":family")]
    if retract(keys, "叫号已撤回"):
        _queue("call_undone", ticket, f"undone:{sequence}", {"number": ticket.number, "window": window_code})


def missed(ticket: Ticket) -> None:
    """Where to come back in, or that a new number is needed: by the printed rule."""
    event = "missed" if may_come_back(ticket) else "missed_for_good"
    _queue(event, ticket, f"missed:{ticket.call_sequence}", {"number": ticket.number})


def _place(ticket: Ticket) -> dict[str, str]:
    window = ticket.window
    assert window is not None
    return {"number": ticket.number, "window": window.code, "zone": window.zone}


def _queue(event: str, ticket: Ticket, key: str, values: Mapping[str, object]) -> None:
    """To the phone of the ticket, and what needs feet to the family's phone, too; to nobody who wants silence."""
    if ticket.is_silent:
        return
    phones = {"": ticket.phone}
    if ticket.family_phone and event in TO_FAMILY:
        phones[":family"] = ticket.family_phone
    for mark, phone in phones.items():
        queue_message(
            event,
            hall=ticket.hall,
            phone=phone,
            dedupe_key=f"queueing.{key}{mark}",
            about=ticket.number,
            values=values,
        )
