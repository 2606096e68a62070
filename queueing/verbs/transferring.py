"""Sending the person on: to another queue, to one window, or to one colleague; and never leaving anybody stranded."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hall import steps
from hall.kernel import live
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember
from hall.permissions import system_person
from queueing import locks
from queueing.capability import HANDING_IN
from queueing.errors import (
    NobodyServesQueue,
    NobodyThere,
    OwnWindow,
    PausedThere,
    ReasonNeeded,
    UnknownQueue,
    WindowServesNoQueue,
)
from queueing.models import Queue, Ticket, WindowQueue, WindowSession
from queueing.permissions import may_serve
from queueing.queries.capability import refuse_consult_only
from queueing.states import AT_A_WINDOW, TICKET_MOVES, TicketState, WindowState
from queueing.verbs.serving import end_service


@transaction.atomic
def transfer(
    *,
    hall: Hall,
    window_code: str,
    queue_code: str = "",
    to_window: str = "",
    to_clerk: str = "",
    reason: str,
    by: StaffMember,
) -> Ticket:
    """Send the person to another queue, to a window, or to a colleague (by account or name) who sits at one.

    Number, time of issue and the wait already served are kept: the place in the new line is by the time of issue.
    """
    if not reason.strip():
        raise ReasonNeeded()
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    ticket = locks.ticket_at(hall, session)
    moved = make_move(ticket, TICKET_MOVES, "transfer")
    there = _session_there(hall, to_window, to_clerk, session)
    target = _queue_at(there, ticket, queue_code) if there else _queue(hall, queue_code)
    locks.locked_rows(Queue.objects.filter(pk=target.pk))  # a re-allocation of its windows waits, or is waited for
    locks.refuse_second_place(ticket, target)
    if there and target.kind in HANDING_IN:
        refuse_consult_only(there, [row.matter for row in ticket.ticket_matters.select_related("matter")])
    ticket.queue, ticket.window, ticket.calls = target, None, 0
    ticket.for_window = there.window if there and to_window else None
    ticket.for_clerk = there.clerk if there and not to_window else None
    ticket.save(update_fields=["state", "queue", "window", "calls", "for_window", "for_clerk"])
    end_service(ticket, "transfer")
    said = {"queue": target.code, "to_window": to_window, "to_clerk": to_clerk}
    told = {key: words for key, words in said.items() if words}
    steps.record(ticket, moved, by, reason.strip(), window=session.window.code, **told)
    live.hint(ticket.hall.code)
    return ticket


@transaction.atomic
def back_into_line(session: WindowSession, reason: str, by: StaffMember) -> Ticket | None:
    """Whoever this locked window holds waits again, with the wait already served, for any window; None for nobody."""
    here = Queue.objects.filter(tickets__window=session.window_id, tickets__state__in=AT_A_WINDOW)
    if not locks.locked_rows(here):
        return None
    ticket = locks.ticket_at(session.hall, session)
    moved = make_move(ticket, TICKET_MOVES, "transfer")
    ticket.window, ticket.calls, ticket.for_window, ticket.for_clerk = None, 0, None, None
    ticket.save(update_fields=["state", "window", "calls", "for_window", "for_clerk"])
    end_service(ticket, "transfer")
    steps.record(ticket, moved, by, reason, window=session.window.code, queue=ticket.queue.code)
    return ticket


@transaction.atomic
def release_stranded(hall: Hall) -> list[Ticket]:
    """Free those who wait for a window or a colleague that does not serve their queue any more; any window may call them."""
    open_here = WindowSession.objects.filter(closed_at=None, window__covers__queue=OuterRef("queue"))
    at_window, with_clerk = (
        Exists(open_here.filter(window=OuterRef("for_window"))),
        Exists(open_here.filter(clerk=OuterRef("for_clerk"))),
    )
    stranded = (Q(for_window__isnull=False) & ~at_window) | (Q(for_clerk__isnull=False) & ~with_clerk)
    rows = Ticket.objects.of(hall).filter(state=TicketState.WAITING).filter(stranded).order_by("pk")
    freed = list(rows.select_for_update(of=("self",), skip_locked=True))
    for ticket in freed:
        ticket.for_window = ticket.for_clerk = None
        ticket.save(update_fields=["for_window", "for_clerk"])
        steps.record(ticket, "release", system_person("queueing"), "原定窗口或人员已不办理此队列，改由任一窗口叫号")
    return freed


def _session_there(hall: Hall, to_window: str, to_clerk: str, mine: WindowSession) -> WindowSession | None:
    if not (to_window or to_clerk):
        return None
    rows = WindowSession.objects.of(hall).filter(closed_at=None).select_related("window", "clerk").order_by("pk")
    clerk = Q(clerk__username=to_clerk) | Q(clerk__name=to_clerk)
    there = rows.filter(Q(window__code=to_window) if to_window else clerk).first()
    if there is None:
        raise NobodyThere(where=f"{to_window}号窗口" if to_window else to_clerk)
    if there.pk == mine.pk:
        raise OwnWindow(window=mine.window.code)
    if there.state == WindowState.PAUSED:
        raise PausedThere(window=there.window.code, reason=there.pause_reason)
    return there


def _queue_at(there: WindowSession, ticket: Ticket, queue_code: str) -> Queue:
    """The queue in which the person waits for that window: the one named, else the own one, else its first."""
    covers = (
        WindowQueue.objects.filter(window=there.window_id).select_related("queue").order_by("rank", "queue__prefix")
    )
    served = [cover.queue for cover in covers]
    if not served:
        raise WindowServesNoQueue(window=there.window.code)
    wished = next((queue for queue in served if queue.code == queue_code), None)
    return wished or next((queue for queue in served if queue.pk == ticket.queue_id), served[0])


def _queue(hall: Hall, code: str) -> Queue:
    found = Queue.objects.of(hall).filter(code=code).first()
    if found is None:
        raise UnknownQueue()
    if not WindowQueue.objects.filter(queue=found, window__in_use=True).exists():
        raise NobodyServesQueue(queue=found.name)
    return found
