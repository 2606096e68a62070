"""Row locks of calling, always in this order: the window's session, its queues by key, the ticket.

Calling locks the queues' rows and waits, it never skips locked rows: skipping lets later numbers be called first
(reliability.md F2). `FOR NO KEY UPDATE` lets new tickets join a queue meanwhile.
"""

from django.db.models import F, QuerySet

from hall.kernel.errors import NotFound
from hall.models import Hall, Window
from queueing.errors import NobodyAtWindow, WindowNotOpen
from queueing.models import Queue, Ticket, WindowSession
from queueing.states import AT_A_WINDOW, TicketState


def locked_session(hall: Hall, window_code: str) -> WindowSession:
    """The open session of a window of this hall, locked, with its window and clerk."""
    rows = WindowSession.objects.of(hall).select_related("window", "clerk")
    session = rows.select_for_update(of=("self",)).filter(window__code=window_code, closed_at=None).first()
    if session is None:
        if not Window.objects.of(hall).filter(code=window_code).exists():
            raise NotFound()
        raise WindowNotOpen(window=window_code)
    return session


def locked_rows(queues: QuerySet[Queue]) -> list[Queue]:
    """These queues, locked in key order, freshly read."""
    return list(queues.order_by("pk").select_for_update(of=("self",), no_key=True))


def locked_queues(window_id: int) -> list[tuple[Queue, int]]:
    """The queues a window covers, locked in key order, each with the rank it has there."""
    covered = Queue.objects.filter(covered_by__window=window_id).annotate(rank=F("covered_by__rank"))
    return [(queue, queue.rank) for queue in locked_rows(covered)]  # type: ignore[attr-defined]


def ticket_at(hall: Hall, session: WindowSession) -> Ticket:
    """The called or serving ticket of this window, locked, with its queue and person."""
    rows = Ticket.objects.of(hall).select_related("queue", "party", "window", "hall")
    ticket = rows.select_for_update(of=("self",)).filter(window=session.window_id, state__in=AT_A_WINDOW).first()
    if ticket is None:
        raise NobodyAtWindow(window=session.window.code)
    return ticket


def waiting_ticket(ticket_id: int) -> Ticket | None:
    """This ticket, locked, if it still waits; None when it was cancelled or called meanwhile."""
    rows = Ticket.objects.select_related("queue", "hall").select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=ticket_id, state=TicketState.WAITING).first()
