"""Taking a ticket, giving it up. Another place in the line: `places`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hall import steps
from hall.contact import cleaned_phone
from hall.kernel import clock, crypto, live
from hall.kernel.moves import locked, make_move
from hall.models import Hall, Party, StaffMember
from matters.models import Matter
from queueing import line_order, notices, numbering
from queueing.errors import UnknownQueue
from queueing.models import NO_NAME, Channel, PriorityReason, ReturnVoucher, Ticket, TicketMatter
from queueing.permissions import may_issue, may_tend
from queueing.priority import granted
from queueing.queries.able import able_windows
from queueing.queries.answering import fitting
from queueing.queries.closings import open_voucher
from queueing.queries.doors import require_open
from queueing.queries.lines import QueueLine, line_of, standing_of
from queueing.queries.modes import require_offered_now
from queueing.queries.offered import offered_matters
from queueing.queries.waits import expected_seconds
from queueing.states import AT_A_WINDOW, TICKET_MOVES, TicketState
from queueing.verbs.drafts import drop_drafts
from queueing.verbs.people import register_all
from queueing.verbs.places import postpone, rejoin
from queueing.verbs.repeats import already_issued

__all__ = ["NO_NAME", "cancel_ticket", "postpone", "rejoin", "take_ticket"]


def take_ticket(
    *,
    hall: Hall,
    matter_codes: Sequence[str],
    name: str,
    id_type: str,
    id_number: str,
    phone: str = "",
    priority: str = "",
    channel: str,
    principal: Mapping[str, str] | None = None,
    queue_code: str = "comprehensive",
    idempotency_key: str = "",
    answers: Mapping[str, Mapping[str, str]] | None = None,
    slot: tuple[datetime, datetime] | None = None,
    matters_later: bool = False,
    by: StaffMember,
) -> Ticket:
    """One number for one person and several matters; the same key gives the same ticket.

    `matters_later`: no matter is chosen yet (a card on the reader, a consulting desk); the window adds them.

    `slot` is when an appointment begins and ends: meanwhile the ticket goes before ordinary ones.

    `answers` to guided questions, by matter code, travel with the ticket as far as they fit the standard of today.

    `principal` (name, id_type, id_number) is the person someone comes for. Raises HallClosed, DuplicateTicket, and
    errors that name the matter or the identity number.
    """
    may_issue(by, hall)
    key = crypto.blind_index(f"{hall.pk}:{idempotency_key}") if idempotency_key else ""
    person = {"name": name.strip() or NO_NAME, "id_type": id_type, "id_number": id_number, "phone": phone}
    wishes: dict[str, Any] = {"codes": matter_codes, "priority": priority, "channel": channel, "queue_code": queue_code}
    wishes["answers"], wishes["slot"], wishes["later"] = answers or {}, slot or (None, None), matters_later
    try:
        with transaction.atomic():
            return _issue(hall, person, principal, wishes, key, by)
    except IntegrityError:
        repeated = already_issued(hall, id_type, id_number, wishes, key)
        if repeated is None:
            raise
        return repeated


@transaction.atomic
def cancel_ticket(*, hall: Hall, token: str, reason: str = "", by: StaffMember) -> Ticket:
    """The person leaves the queue, or a guide takes the number out."""
    ticket = locked(Ticket.objects.of(hall).select_related("queue"), token=token)
    may_tend(by, ticket)
    was_at_window = ticket.state in AT_A_WINDOW
    is_served = ticket.state == TicketState.AWAITING_RESULT  # such a one gives up no place, only the wait for a paper
    moved = make_move(ticket, TICKET_MOVES, "leave" if is_served else "cancel")
    ticket.window = None
    ticket.save(update_fields=["state", "window"])
    if was_at_window:
        _end_service(ticket)
    elif not ticket.services.filter(started_at__isnull=False).exists():
        ReturnVoucher.objects.filter(used_by=ticket).update(used_by=None)  # nobody was served by it: good for the next
    drop_drafts(ticket)
    steps.record(ticket, moved, by, reason)
    live.hint(hall.code)
    return ticket


def _issue(
    hall: Hall, person: Mapping[str, str], principal: Any, wishes: Mapping[str, Any], key: str, by: StaffMember
) -> Ticket:
    is_expected = wishes["channel"] == Channel.APPOINTMENT
    require_open(hall, has_appointment=is_expected)
    matters = [] if wishes["later"] and not wishes["codes"] else offered_matters(wishes["codes"])
    if not is_expected:
        require_offered_now(hall, matters)
    line = line_of(hall, wishes["queue_code"])
    if line is None:
        raise UnknownQueue()
    line = replace(line, able=able_windows(hall, line.queue, matters))
    party, represented = register_all([person, {"phone": "", **principal} if principal else None], by)
    assert party is not None
    granted_priority = granted(wishes["priority"], party.id_type, party.id_number, clock.today())
    voucher = None if granted_priority or wishes["slot"][0] else open_voucher(hall, party)
    ticket = _numbered(hall, line, party, PriorityReason.RETURNING if voucher else granted_priority, wishes)
    ticket.expected_seconds = expected_seconds(hall, matters, line.queue.expected_minutes)
    ticket.phone = cleaned_phone(person["phone"])
    ticket.principal = represented
    ticket.idempotency_key = key
    ticket.save(force_insert=True)
    if voucher is not None:
        voucher.used_by = ticket
        voucher.save(update_fields=["used_by"])
    TicketMatter.objects.bulk_create(
        TicketMatter(ticket=ticket, matter=matter, order=order, answers=_answers(wishes, matter))
        for order, matter in enumerate(matters, 1)
    )
    where = {"channel": ticket.channel, "priority": ticket.priority, "queue": line.queue.code}
    steps.record(ticket, "take_ticket", by, **where, matters=[matter.code for matter in matters])
    wait = line.range_for(standing_of(ticket))
    notices.ticket_issued(ticket, wait.ahead, wait)
    live.hint(hall.code)
    return ticket


def _answers(wishes: Mapping[str, Any], matter: Matter) -> dict[str, str]:
    return fitting(matter, wishes["answers"].get(matter.code, {}))


def _numbered(hall: Hall, line: QueueLine, party: Party, priority: str, wishes: Mapping[str, Any]) -> Ticket:
    """The ticket with its number; the counter stays locked until the transaction ends, so positions follow numbers."""
    now, queue = clock.now(), line.queue
    begins, ends = wishes["slot"]
    wait = line.range_for(line_order.standing(priority, begins, ends, now, now))
    low, high = wait.told or (0, 0)
    prefix = numbering.EXPECTED if begins else queue.prefix
    serial = numbering.next_serial(hall.pk, prefix, now.date())
    return Ticket(
        hall=hall,
        queue=queue,
        day=now.date(),
        serial=serial,
        number=numbering.shown(prefix, serial),
        token=numbering.new_token(),
        party=party,
        channel=wishes["channel"],
        priority=priority,
        slot_begins_at=begins,
        slot_ends_at=ends,
        position=numbering.next_position(),
        issued_at=now,
        queued_at=now,
        estimate_low=low,
        estimate_high=high,
        estimate_ahead=wait.ahead,
        estimate_seconds=round(wait.middle * 60) if wait.is_known else 0,
    )


def _end_service(ticket: Ticket) -> None:
    service = ticket.services.filter(ended_at=None).first()
    if service is not None:
        service.ended_at, service.outcome = clock.now(), "cancel"
        service.save(update_fields=["ended_at", "outcome"])
