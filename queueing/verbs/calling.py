"""Calling people to a window. Serving them there: `serving`; the issuing counter: `results`."""

from datetime import timedelta

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.events import tell
from hall.kernel.moves import Moved, make_move
from hall.kernel.rows import append, rewrite
from hall.models import Hall, StaffMember
from queueing import line_order, locks, notices, numbering
from queueing.errors import CallAgainFirst, NobodyAtWindow, TooLateToUndo, WindowBusy, WindowPaused
from queueing.events import TicketCalled
from queueing.models import Queue, Service, Ticket, WindowSession
from queueing.permissions import may_serve
from queueing.queries.lines import heads
from queueing.states import AT_A_WINDOW, TICKET_MOVES, WindowState
from queueing.verbs.results import call_for_result
from queueing.verbs.serving import add_matter, end_service, finish, start, transfer

__all__ = [
    "add_matter",
    "call_for_result",
    "call_next",
    "finish",
    "miss",
    "recall",
    "start",
    "transfer",
    "undo_call",
]

UNDO_WITHIN = timedelta(seconds=10)


@transaction.atomic
def call_next(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket | None:
    """Call the next person of the window's queues; None when nobody waits. Raises WindowBusy naming the number."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    _refuse_unless_free(session)
    queues = locks.locked_queues(session.window_id)
    while choice := line_order.next_in(heads(queues)):
        ticket = locks.waiting_ticket(choice.head.ticket_id)
        if ticket is not None:
            ticket.hall, ticket.queue = hall, next(queue for queue, _ in queues if queue.pk == ticket.queue_id)
            _keep_streak(ticket.queue, choice.streak)
            return _call(ticket, session, by)
    return None


@transaction.atomic
def recall(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """Call the same person again; screens mark it."""
    ticket, session = _called_here(hall, window_code, by)
    moved = make_move(ticket, TICKET_MOVES, "recall")
    ticket.calls += 1
    ticket.called_at, ticket.call_sequence = clock.now(), numbering.next_call_sequence()
    ticket.save(update_fields=["calls", "called_at", "call_sequence"])
    _record(ticket, session, moved, by)
    notices.recalled(ticket)
    return ticket


@transaction.atomic
def undo_call(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """Take back a call made by mistake, within ten seconds; the person is first of the class again."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    queue = _queue_of_called(session)
    ticket = locks.ticket_at(hall, session)
    moved = make_move(ticket, TICKET_MOVES, "undo_call")
    service = ticket.services.filter(ended_at=None).get()
    if clock.now() - service.called_at > UNDO_WITHIN:
        raise TooLateToUndo(seconds=int(UNDO_WITHIN.total_seconds()))
    _keep_streak(queue, line_order.streak_before(bool(ticket.priority), queue.priority_streak))
    ticket.window, ticket.calls = None, 0
    ticket.called_at = ticket.call_sequence = None
    ticket.save(update_fields=["state", "window", "calls", "called_at", "call_sequence"])
    end_service(ticket, "undo_call")
    _record(ticket, session, moved, by)
    return ticket


@transaction.atomic
def miss(*, hall: Hall, window_code: str, reason: str = "", by: StaffMember) -> Ticket:
    """Nobody came after the configured number of calls; earlier only for a reason."""
    ticket, session = _called_here(hall, window_code, by)
    moved = make_move(ticket, TICKET_MOVES, "miss")
    if ticket.calls < ticket.queue.max_calls and not reason.strip():
        raise CallAgainFirst(number=ticket.number, calls=ticket.calls, max_calls=ticket.queue.max_calls)
    ticket.save(update_fields=["state"])
    end_service(ticket, "miss")
    _record(ticket, session, moved, by, reason.strip())
    notices.missed(ticket)
    return ticket


def _call(ticket: Ticket, session: WindowSession, by: StaffMember) -> Ticket:
    moved, now = make_move(ticket, TICKET_MOVES, "call"), clock.now()
    ticket.window, ticket.calls, ticket.called_at = session.window, 1, now
    ticket.call_sequence = ticket.next_call  # type: ignore[attr-defined]
    rewrite(ticket, "state", "window", "calls", "called_at", "call_sequence")
    append(
        Service(
            hall=ticket.hall,
            ticket=ticket,
            queue=ticket.queue,
            window=session.window,
            clerk=by,
            queued_at=ticket.queued_at,
            called_at=now,
        )
    )
    _record(ticket, session, moved, by)
    notices.called(ticket)
    tell(TicketCalled(queue_id=ticket.queue_id))
    return ticket


def _called_here(hall: Hall, window_code: str, by: StaffMember) -> tuple[Ticket, WindowSession]:
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    return locks.ticket_at(hall, session), session


def _refuse_unless_free(session: WindowSession) -> None:
    if session.state != WindowState.OPEN:
        raise WindowPaused(window=session.window.code, reason=session.pause_reason)
    ticket = locks.held_at(session.window_id)
    if ticket is not None:
        raise WindowBusy(window=session.window.code, number=ticket.number, state=ticket.get_state_display())


def _queue_of_called(session: WindowSession) -> Queue:
    """The queue of the ticket at this window, locked before the ticket is."""
    here = Queue.objects.filter(tickets__window=session.window_id, tickets__state__in=AT_A_WINDOW)
    queues = locks.locked_rows(here)
    if not queues:
        raise NobodyAtWindow(window=session.window.code)
    return queues[0]


def _keep_streak(queue: Queue, streak: int) -> None:
    if queue.priority_streak != streak:
        queue.priority_streak = streak
        queue.save(update_fields=["priority_streak"])


def _record(ticket: Ticket, session: WindowSession, moved: Moved, by: StaffMember, reason: str = "") -> None:
    steps.record(ticket, moved, by, reason, window=session.window.code, call=ticket.call_sequence)
    live.hint(ticket.hall.code)
