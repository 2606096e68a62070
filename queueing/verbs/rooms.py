"""Away from the window for a while: the person is parked in a room, with the number, and comes back."""

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import Moved, locked, make_move
from hall.models import Hall, StaffMember
from queueing import locks
from queueing.errors import NotParked, RoomNeeded
from queueing.models import Service, Ticket
from queueing.permissions import may_serve, may_tend
from queueing.states import TICKET_MOVES, TicketState
from queueing.verbs.serving import end_service


@transaction.atomic
def park(*, hall: Hall, window_code: str, room: str, by: StaffMember) -> Ticket:
    """Send the person to a room (photo, interview, payment); screens show it and the window is free meanwhile."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    if not room.strip():
        raise RoomNeeded()
    ticket = locks.ticket_at(hall, session)
    moved = make_move(ticket, TICKET_MOVES, "park")
    ticket.room, ticket.calls = room.strip()[:40], 0
    ticket.save(update_fields=["state", "room", "calls"])
    end_service(ticket, "park")
    return _told(ticket, moved, by, window=window_code, room=ticket.room)


@transaction.atomic
def unpark(*, hall: Hall, token: str, by: StaffMember) -> Ticket:
    """The person is back and waits at the place of the time of issue: before all who came later, for any window."""
    ticket = locked(Ticket.objects.of(hall).select_related("hall", "queue"), token=token)
    may_tend(by, ticket)
    moved = make_move(ticket, TICKET_MOVES, "unpark")
    ticket.room, ticket.window, ticket.queued_at = "", None, clock.now()
    ticket.for_window = ticket.for_clerk = None
    ticket.save(update_fields=["state", "room", "window", "queued_at", "for_window", "for_clerk"])
    return _told(ticket, moved, by)


@transaction.atomic
def take_back(*, hall: Hall, window_code: str, number: str, by: StaffMember) -> Ticket:
    """The person is back at my free window: the service goes on here, without a call."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    locks.refuse_unless_free(session)
    ticket = _parked(hall, number)
    moved, now = make_move(ticket, TICKET_MOVES, "take_back"), clock.now()
    ticket.room, ticket.window = "", session.window
    ticket.save(update_fields=["state", "room", "window"])
    Service.objects.create(
        hall=hall,
        ticket=ticket,
        queue=ticket.queue,
        window=session.window,
        clerk=by,
        queued_at=now,
        called_at=now,
        started_at=now,
    )
    return _told(ticket, moved, by, window=window_code)


def _parked(hall: Hall, number: str) -> Ticket:
    rows = Ticket.objects.of(hall).select_related("hall", "queue").filter(state=TicketState.PARKED)
    ticket = rows.select_for_update(of=("self",)).filter(number=number.strip().upper()).order_by("-id").first()
    if ticket is None:
        raise NotParked(number=number)
    return ticket


def _told(ticket: Ticket, moved: Moved, by: StaffMember, **data: str) -> Ticket:
    steps.record(ticket, moved, by, **data)
    live.hint(ticket.hall.code)
    return ticket
