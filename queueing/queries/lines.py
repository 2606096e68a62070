"""Reading the lines: heads, counts, and how long the wait is."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import starmap
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hall.kernel import clock
from hall.kernel.shared import shared
from hall.models import Hall
from queueing import line_order, looking_ahead
from queueing.line_order import Runs, Standing
from queueing.models import Capability, Queue, Ticket, WindowQueue, WindowSession
from queueing.statements import BARRED_TICKETS, HEADS, HEADS_ABLE, LINES
from queueing.states import TicketState, WindowState
from queueing.waiting import USUAL, Spread, WaitingRange, Work, minutes_each, minutes_of, waiting_range

RECENT = timedelta(hours=1)
Places = dict[Standing, list[int]]  # positions in the line, ascending


@dataclass(frozen=True)
class QueueLine:
    """A queue with its people and windows as they are now."""

    queue: Queue
    waiting: int
    waiting_priority: int
    waiting_appointments: int
    windows: int
    minutes_each: float
    busy: int = 0
    spread: Spread = USUAL
    able: int | None = None

    @property
    def range(self) -> WaitingRange:
        """The wait of someone ordinary who would come now."""
        return self.range_behind(self.waiting)

    def range_behind(self, ahead: int) -> WaitingRange:
        all_busy = self.windows > 0 and self.busy >= self.windows
        around = {"spread": self.spread, "all_busy": all_busy, "able": self.able}
        return waiting_range(ahead, self.minutes_each, self.windows, **around)  # type: ignore[arg-type]

    def range_for(self, mine: Standing) -> WaitingRange:
        """The wait of someone who joins now in this class."""
        others = self.waiting_priority, self.waiting_appointments
        waiting: dict[int, int] = dict(zip(Standing, (*others, self.waiting - sum(others)), strict=True))
        return self.range_behind(
            looking_ahead.people_ahead(mine, waiting, runs_of(self.queue), self.queue.priority_run)
        )


def lines_of(hall: Hall, zone: str = "") -> list[QueueLine]:
    """The queues of the hall, or those served in one area of it, with their figures, in one statement."""
    now = clock.now()
    return [
        _line(row)
        for row in Queue.objects.raw(LINES, {"hall": hall.pk, "zone": zone, "now": now, "since": now - RECENT})
    ]


def lines_now(hall: Hall, zone: str = "") -> list[QueueLine]:
    """The same, worked out once for all screens and phones after each change of the hall."""
    return shared(hall.code, ("lines", zone), lambda: lines_of(hall, zone))


def line_of(hall: Hall, queue_code: str) -> QueueLine | None:
    """One queue with its figures, of the reading that all share."""
    return next((line for line in lines_now(hall) if line.queue.code == queue_code), None)


def runs_of(queue: Queue) -> Runs:
    """How many calls in a row have passed somebody."""
    return Runs(queue.priority_streak, queue.appointment_streak)


def heads(queues: Sequence[tuple[Queue, int]], session: WindowSession) -> list[line_order.Line]:
    """The first of each class of these queues whom this window may call, each queue with its rank; in one statement."""
    here = {"window": session.window_id, "clerk": session.clerk_id}
    with connection.cursor() as cursor:
        statement = HEADS_ABLE if _has_rules(session) else HEADS
        cursor.execute(statement, {"queues": [queue.pk for queue, _ in queues], "now": clock.now(), **here})
        found = list(starmap(line_order.Head, cursor.fetchall()))
    return [_line_at(queue, rank, [head for head in found if head.queue_id == queue.pk]) for queue, rank in queues]


def next_tickets(queues: Iterable[Queue], limit: int, session: WindowSession | None = None) -> list[Ticket]:
    """The next tickets of these queues as they would be called (at this window), queue after queue."""
    order: list[int] = []
    for queue in queues:
        rows = Ticket.objects.filter(queue=queue, state=TicketState.WAITING).order_by("position")
        rows = rows if session is None else rows.filter(callable_at(session))
        classes: dict[int, list[line_order.Head]] = {
            cls: _heads(rows.filter(is_in(cls))[:limit], cls) for cls in Standing
        }
        upcoming = looking_ahead.upcoming(classes, runs_of(queue), queue.priority_run, limit - len(order))
        order += [head.ticket_id for head in upcoming]
        if len(order) >= limit:
            break
    found = Ticket.objects.in_bulk(order)
    return [found[ticket_id] for ticket_id in order if ticket_id in found]


def callable_at(session: WindowSession) -> Q:
    """Tickets bound to nobody, or to this window or its clerk, whose matters they may take; the twin of what HEADS asks."""
    window, clerk = session.window_id, session.clerk_id
    bound = (Q(for_window=None) | Q(for_window=window)) & (Q(for_clerk=None) | Q(for_clerk=clerk))
    if not _has_rules(session):
        return bound
    barred = RawSQL(BARRED_TICKETS % {"window": "%s", "clerk": "%s"}, [window, clerk, clerk, window])  # noqa: S611
    return bound & ~Q(pk__in=barred)


def _has_rules(session: WindowSession) -> bool:
    """Whether rules of capability speak of this window or its clerk; asked once."""
    if not hasattr(session, "has_rules"):
        at_window = Q(window=session.window_id) & (Q(clerk=None) | Q(clerk=session.clerk_id))
        rules = Capability.objects.filter(at_window | Q(window=None, clerk=session.clerk_id))
        session.has_rules = rules.exists()  # type: ignore[attr-defined]
    return bool(session.has_rules)  # type: ignore[attr-defined]


def is_in(standing: Standing) -> Q:
    """Tickets of this class now; the twin of `line_order.standing`."""
    due = Q(slot_begins_at__lte=clock.now(), slot_ends_at__gte=F("issued_at"))
    return {
        Standing.PRIORITY: ~Q(priority=""),
        Standing.APPOINTMENT: Q(priority="") & due,
        Standing.ORDINARY: Q(priority="") & (Q(slot_begins_at=None) | ~due),
    }[standing]


def standing_of(ticket: Ticket) -> Standing:
    """The class this ticket stands in now."""
    return line_order.standing(
        ticket.priority, ticket.slot_begins_at, ticket.slot_ends_at, ticket.issued_at, clock.now()
    )


def places_of(hall: Hall) -> dict[int, Places]:
    """Where everybody who waits in this hall stands, by queue; in one statement."""
    now = clock.now()
    found: dict[int, Places] = {}
    rows = Ticket.objects.of(hall).filter(state=TicketState.WAITING).order_by("position")
    columns = ("queue_id", "position", "priority", "slot_begins_at", "slot_ends_at", "issued_at")
    for queue_id, position, priority, begins, ends, issued in rows.values_list(*columns):
        standing = line_order.standing(priority, begins, ends, issued, now)
        found.setdefault(queue_id, {cls: [] for cls in Standing})[standing].append(position)
    return found


def people_ahead(ticket: Ticket, places: Places | None = None) -> int:
    """How many will be called before this waiting ticket, by the places of its queue (looked up where not given)."""
    places = places if places is not None else places_of(ticket.hall).get(ticket.queue_id, {})
    mine = standing_of(ticket)
    waiting: dict[int, int] = {cls: len(places.get(cls, ())) for cls in Standing}
    waiting[mine] = bisect_left(places.get(mine, ()), ticket.position)
    return looking_ahead.people_ahead(mine, waiting, runs_of(ticket.queue), ticket.queue.priority_run)


def zones_of(hall: Hall) -> dict[int, list[str]]:
    """By queue, the areas of the windows that serve it now; of all that may, while none of them is open."""
    is_open = WindowSession.objects.filter(window=OuterRef("window"), closed_at=None, state=WindowState.OPEN)
    covers = WindowQueue.objects.filter(queue__hall=hall, window__in_use=True).annotate(is_open=Exists(is_open))
    zones: dict[int, dict[bool, list[str]]] = {}
    for queue_id, zone, serves in (
        covers.order_by("window__zone").values_list("queue", "window__zone", "is_open").distinct()
    ):
        zones.setdefault(queue_id, {True: [], False: []})[serves].append(zone)
    return {queue_id: found[True] or found[False] for queue_id, found in zones.items()}


def covered_by(window_id: int) -> list[WindowQueue]:
    """The queues a window covers, the first served first."""
    return list(WindowQueue.objects.filter(window=window_id).select_related("queue").order_by("rank", "queue__prefix"))


def _line_at(queue: Queue, rank: int, found: Iterable[line_order.Head]) -> line_order.Line:
    here = Runs(queue.ordinary_here, queue.appointment_here)  # type: ignore[attr-defined]
    by_standing = {head.standing: head for head in found}
    return line_order.Line(queue.pk, rank, runs_of(queue), queue.priority_run, by_standing, here)


def _heads(rows: QuerySet[Ticket], standing: Standing) -> list[line_order.Head]:
    return list(starmap(line_order.Head, ((*row, standing) for row in rows.values_list("pk", "queue_id", "position"))))


def _line(queue: Any) -> QueueLine:
    """A row of LINES."""
    lately = minutes_each(queue.lately, queue.expected_minutes, queue.served)
    return QueueLine(
        queue=queue,
        waiting=queue.waiting_now,
        waiting_priority=queue.priority_now,
        waiting_appointments=queue.appointments_now,
        windows=queue.windows_now,
        minutes_each=minutes_of(Work(queue.waiting_now, queue.known_now, queue.known_seconds), lately),
        busy=queue.busy_now,
        spread=USUAL if queue.lower is None else Spread(queue.lower, queue.upper),
    )
