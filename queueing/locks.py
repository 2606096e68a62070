"""Row locks of calling, always in this order: the window's session, its queues by key, the ticket.

Calling locks the queues' rows and waits, it never skips locked rows: skipping lets later numbers be called first
(reliability.md F2). `FOR NO KEY UPDATE` lets new tickets join a queue meanwhile. What runs in every call is a
plain statement (`statements`).
"""

from django.db import connection
from django.db.models import QuerySet

from hall.kernel.errors import NotFound
from hall.kernel.rows import row_of
from hall.models import Hall, Window
from queueing.errors import DuplicateTicket, NobodyAtWindow, WindowBusy, WindowNotOpen, WindowPaused
from queueing.line_order import Runs
from queueing.models import Queue, Ticket, WindowSession
from queueing.statements import COVERED_QUEUES, HELD_TICKET, OPEN_SESSION, RUN_HERE, WAITING_TICKET
from queueing.states import AT_A_WINDOW, IN_LINE, WindowState


def locked_session(hall: Hall, window_code: str) -> WindowSession:
    """The open session of a window of this hall, locked, with its window."""
    session = next(iter(WindowSession.objects.raw(OPEN_SESSION, [hall.pk, window_code])), None)
    if session is not None:
        session.hall, session.window = hall, row_of(Window, session.window_id)  # type: ignore[assignment]
        return session
    if not Window.objects.of(hall).filter(code=window_code).exists():
        raise NotFound()
    raise WindowNotOpen(window=window_code)


def locked_rows(queues: QuerySet[Queue]) -> list[Queue]:
    """These queues, locked in key order, freshly read."""
    return list(queues.order_by("pk").select_for_update(of=("self",), no_key=True))


def locked_queues(window_id: int) -> list[tuple[Queue, int]]:
    """The queues a window covers, locked in key order, each with the rank it has there."""
    return [(queue, queue.rank) for queue in Queue.objects.raw(COVERED_QUEUES, [window_id])]  # type: ignore[attr-defined]


def keep_run_here(queue: Queue, run: Runs) -> None:
    """The window's own run of calls in this queue, as read with the locked queue; written only when it changes."""
    if run != Runs(queue.ordinary_here, queue.appointment_here):  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(RUN_HERE, [run.ordinary, run.appointment, queue.cover])  # type: ignore[attr-defined]


def held_at(window_id: int) -> Ticket | None:
    """The number and state of the ticket this window holds, if any."""
    return next(iter(Ticket.objects.raw(HELD_TICKET, [window_id])), None)


def ticket_at(hall: Hall, session: WindowSession) -> Ticket:
    """The called or serving ticket of this window, locked, with its queue and person."""
    rows = Ticket.objects.of(hall).select_related("queue", "party", "window", "hall")
    ticket = rows.select_for_update(of=("self",)).filter(window=session.window_id, state__in=AT_A_WINDOW).first()
    if ticket is None:
        raise NobodyAtWindow(window=session.window.code)
    return ticket


def waiting_ticket(ticket_id: int) -> Ticket | None:
    """This ticket, locked, with the number of its call, if it still waits; None when cancelled or called meanwhile."""
    return next(iter(Ticket.objects.raw(WAITING_TICKET, [ticket_id])), None)


def refuse_unless_free(session: WindowSession) -> None:
    """A window takes somebody only while it is open and holds nobody. Raises WindowBusy naming the number."""
    if session.state != WindowState.OPEN:
        raise WindowPaused(window=session.window.code, reason=session.pause_reason)
    ticket = held_at(session.window_id)
    if ticket is not None:
        raise WindowBusy(window=session.window.code, number=ticket.number, state=ticket.get_state_display())


def refuse_second_place(ticket: Ticket, queue: Queue) -> None:
    """Nobody stands twice in a line. Raises DuplicateTicket naming the other number."""
    others = Ticket.objects.filter(party=ticket.party_id, queue=queue, day=ticket.day, state__in=IN_LINE)
    held = others.exclude(pk=ticket.pk).first()
    if held is not None:
        raise DuplicateTicket(number=held.number, state=held.get_state_display())
