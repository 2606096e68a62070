"""Calling people to a window. Serving them there: `serving`; sending on: `rooms`, `transferring`; issuing: `results`."""

from datetime import timedelta
from math import ceil

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.events import tell
from hall.kernel.moves import Moved, make_move
from hall.kernel.rows import append, rewrite
from hall.models import Hall, StaffMember
from queueing import line_order, locks, notices, numbering
from queueing.capability import HANDING_IN
from queueing.errors import (
    CallAgainFirst,
    CalledJustNow,
    GiveTimeToCome,
    NobodyAtWindow,
    NotWaiting,
    ReasonNeeded,
    TooLateToUndo,
)
from queueing.events import TicketCalled
from queueing.models import Queue, Service, Ticket, WindowQueue, WindowSession
from queueing.permissions import may_choose, may_serve
from queueing.queries.capability import refuse_consult_only
from queueing.queries.doors import require_serving
from queueing.queries.lines import heads, runs_of, standing_of
from queueing.states import AT_A_WINDOW, TICKET_MOVES, TicketState
from queueing.verbs.results import call_for_result
from queueing.verbs.rooms import park, take_back, unpark
from queueing.verbs.serving import add_matter, end_service, finish, start
from queueing.verbs.transferring import transfer

__all__ = [
    "add_matter",
    "call_chosen",
    "call_for_result",
    "call_next",
    "finish",
    "miss",
    "park",
    "recall",
    "start",
    "take_back",
    "transfer",
    "undo_call",
    "unpark",
]

UNDO_WITHIN = timedelta(seconds=10)


@transaction.atomic
def call_next(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket | None:
    """Call the next person of the window's queues; None when nobody waits. Raises WindowBusy naming the number."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    locks.refuse_unless_free(session)
    require_serving(hall)
    queues = locks.locked_queues(session.window_id)
    while choice := line_order.next_in(heads(queues, session)):
        ticket = locks.waiting_ticket(choice.head.ticket_id)
        if ticket is not None:
            ticket.hall, ticket.queue = hall, next(queue for queue, _ in queues if queue.pk == ticket.queue_id)
            _keep_runs(ticket.queue, choice.runs)
            locks.keep_run_here(ticket.queue, choice.here)
            return _call(ticket, session, by)
    return None


@transaction.atomic
def call_chosen(*, hall: Hall, window_code: str, number: str, reason: str, by: StaffMember) -> Ticket:
    """Call one waiting number out of turn: with the permission for it, and for a reason that reports show."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    may_choose(by, session)
    if not reason.strip():
        raise ReasonNeeded()
    locks.refuse_unless_free(session)
    require_serving(hall)
    waiting = Ticket.objects.of(hall).filter(number=number.strip().upper(), state=TicketState.WAITING).order_by("-id")
    found = waiting.values_list("pk", "queue_id").first()
    queues = locks.locked_rows(Queue.objects.filter(pk=found[1])) if found else []
    ticket = locks.waiting_ticket(found[0]) if found else None
    if ticket is None or ticket.queue_id != queues[0].pk:
        raise NotWaiting(number=number)
    ticket.hall, ticket.queue = hall, queues[0]
    if ticket.queue.kind in HANDING_IN:
        refuse_consult_only(session, [row.matter for row in ticket.ticket_matters.select_related("matter")])
    return _call(ticket, session, by, "call_chosen", reason.strip())


@transaction.atomic
def recall(*, hall: Hall, window_code: str, by: StaffMember) -> Ticket:
    """Call the same person again; screens mark it."""
    ticket, session = _called_here(hall, window_code, by)
    moved = make_move(ticket, TICKET_MOVES, "recall")
    if rest := _still_to_wait(ticket):
        raise CalledJustNow(number=ticket.number, seconds=rest)
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
    if not -UNDO_WITHIN < clock.now() - service.called_at <= UNDO_WITHIN:
        raise TooLateToUndo(seconds=int(UNDO_WITHIN.total_seconds()))
    if not _was_chosen(ticket):  # a call out of turn left the runs as they were
        _keep_runs(queue, line_order.runs_before(standing_of(ticket), runs_of(queue), queue.priority_run))
        _undo_run_here(session, queue, standing_of(ticket))
    sequence, ticket.window, ticket.calls = ticket.call_sequence, None, 0
    ticket.called_at = ticket.call_sequence = None
    ticket.save(update_fields=["state", "window", "calls", "called_at", "call_sequence"])
    end_service(ticket, "undo_call")
    _record(ticket, session, moved, by)
    if sequence is not None:
        notices.undone(ticket, session.window.code, sequence)
    return ticket


@transaction.atomic
def miss(*, hall: Hall, window_code: str, reason: str = "", by: StaffMember) -> Ticket:
    """Nobody came after the configured number of calls and the interval after the last; earlier only for a reason."""
    ticket, session = _called_here(hall, window_code, by)
    moved = make_move(ticket, TICKET_MOVES, "miss")
    if ticket.calls < ticket.queue.max_calls and not reason.strip():
        raise CallAgainFirst(number=ticket.number, calls=ticket.calls, max_calls=ticket.queue.max_calls)
    if (rest := _still_to_wait(ticket)) and not reason.strip():
        raise GiveTimeToCome(number=ticket.number, seconds=rest)
    ticket.save(update_fields=["state"])
    end_service(ticket, "miss")
    _record(ticket, session, moved, by, reason.strip())
    notices.missed(ticket)
    return ticket


def _call(ticket: Ticket, session: WindowSession, by: StaffMember, verb: str = "call", reason: str = "") -> Ticket:
    moved, now = make_move(ticket, TICKET_MOVES, verb), clock.now()
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
    _record(ticket, session, moved, by, reason)
    notices.called(ticket)
    tell(TicketCalled(queue_id=ticket.queue_id))
    return ticket


def _called_here(hall: Hall, window_code: str, by: StaffMember) -> tuple[Ticket, WindowSession]:
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    return locks.ticket_at(hall, session), session


def _was_chosen(ticket: Ticket) -> bool:
    calls = steps.steps_of(ticket).filter(verb__in=("call", "call_chosen"))
    return calls.order_by("-id").values_list("verb", flat=True).first() == "call_chosen"


def _undo_run_here(session: WindowSession, queue: Queue, standing: int) -> None:
    for cover in WindowQueue.objects.filter(window=session.window_id, queue=queue):
        before = line_order.Runs(cover.ordinary_run, cover.appointment_run)
        run = line_order.runs_before(standing, before, queue.priority_run)
        cover.ordinary_run, cover.appointment_run = run.ordinary, run.appointment
        cover.save(update_fields=["ordinary_run", "appointment_run"])


def _still_to_wait(ticket: Ticket) -> int:
    """Seconds until the queue's interval since the last call is over."""
    if ticket.called_at is None:
        return 0
    since = (clock.now() - ticket.called_at).total_seconds()
    return ceil(ticket.queue.call_interval - since) if 0 <= since < ticket.queue.call_interval else 0


def _queue_of_called(session: WindowSession) -> Queue:
    """The queue of the ticket at this window, locked before the ticket is."""
    here = Queue.objects.filter(tickets__window=session.window_id, tickets__state__in=AT_A_WINDOW)
    queues = locks.locked_rows(here)
    if not queues:
        raise NobodyAtWindow(window=session.window.code)
    return queues[0]


def _keep_runs(queue: Queue, runs: line_order.Runs) -> None:
    if runs_of(queue) != runs:
        queue.priority_streak, queue.appointment_streak = runs.ordinary, runs.appointment
        rewrite(queue, "priority_streak", "appointment_streak")


def _record(ticket: Ticket, session: WindowSession, moved: Moved, by: StaffMember, reason: str = "") -> None:
    steps.record(ticket, moved, by, reason, window=session.window.code, call=ticket.call_sequence)
    live.hint(ticket.hall.code)
