"""Reading the lines: heads, counts, and how long the wait is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import starmap

from django.db import connection
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hall.kernel import clock
from hall.models import Hall
from queueing import line_order
from queueing.models import Queue, Service, Ticket, WindowQueue, WindowSession
from queueing.statements import HEADS
from queueing.states import TicketState, WindowState
from queueing.waiting import WaitingRange, minutes_each, waiting_range

RECENT = timedelta(hours=1)


@dataclass(frozen=True)
class QueueLine:
    """A queue with its people and windows as they are now."""

    queue: Queue
    waiting: int
    waiting_priority: int
    windows: int
    minutes_each: float

    @property
    def range(self) -> WaitingRange:
        """The wait of someone ordinary who would come now."""
        return self.range_behind(self.waiting)

    def range_behind(self, ahead: int) -> WaitingRange:
        return waiting_range(ahead, self.minutes_each, self.windows)

    def range_for(self, *, is_priority: bool) -> WaitingRange:
        """The wait of someone who joins now."""
        ordinary = self.waiting - self.waiting_priority
        before, others = (self.waiting_priority, ordinary) if is_priority else (ordinary, self.waiting_priority)
        ahead = line_order.people_ahead(
            is_priority=is_priority, before=before, others=others, streak=self.queue.priority_streak
        )
        return self.range_behind(ahead)


def lines_of(hall: Hall, zone: str = "") -> list[QueueLine]:
    """The queues of the hall, or those served in one area of it, with their figures, in one statement."""
    queues = _with_figures(hall).order_by("prefix")
    if zone:
        queues = queues.filter(pk__in=WindowQueue.objects.filter(window__zone=zone).values("queue"))
    return [_line(queue) for queue in queues]


def line_of(hall: Hall, queue_code: str) -> QueueLine | None:
    """One queue with its figures, in one statement."""
    queue = _with_figures(hall).filter(code=queue_code).first()
    return None if queue is None else _line(queue)


def heads(queues: Sequence[tuple[Queue, int]]) -> list[line_order.Line]:
    """The first person of each class of these queues, each given with its rank, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [[queue.pk for queue, _ in queues]])
        found = {(head.queue_id, head.is_priority): head for head in starmap(line_order.Head, cursor.fetchall())}
    return [
        line_order.Line(
            queue.pk, rank, queue.priority_streak, found.get((queue.pk, True)), found.get((queue.pk, False))
        )
        for queue, rank in queues
    ]


def next_tickets(queues: Iterable[Queue], limit: int) -> list[Ticket]:
    """The next tickets of these queues as they would be called, queue after queue."""
    order: list[int] = []
    for queue in queues:
        rows = Ticket.objects.filter(queue=queue, state=TicketState.WAITING).order_by("position")
        first = _all_heads(queue.pk, rows.exclude(priority="")[:limit], is_priority=True)
        ordinary = _all_heads(queue.pk, rows.filter(priority="")[:limit], is_priority=False)
        upcoming = line_order.upcoming(first, ordinary, queue.priority_streak, limit - len(order))
        order += [head.ticket_id for head in upcoming]
        if len(order) >= limit:
            break
    found = Ticket.objects.in_bulk(order)
    return [found[ticket_id] for ticket_id in order if ticket_id in found]


def people_ahead(ticket: Ticket) -> int:
    """How many will be called before this waiting ticket."""
    earlier = Q(position__lt=ticket.position)
    mine = ~Q(priority="") if ticket.priority else Q(priority="")
    counts = Ticket.objects.filter(queue=ticket.queue_id, state=TicketState.WAITING).aggregate(
        before=Count("pk", filter=mine & earlier), others=Count("pk", filter=~mine)
    )
    return line_order.people_ahead(is_priority=bool(ticket.priority), streak=ticket.queue.priority_streak, **counts)


def covered_by(window_id: int) -> list[WindowQueue]:
    """The queues a window covers, the first served first."""
    return list(WindowQueue.objects.filter(window=window_id).select_related("queue").order_by("rank", "queue__prefix"))


def _all_heads(queue_id: int, rows: Iterable[Ticket], *, is_priority: bool) -> list[line_order.Head]:
    values = rows.values_list("pk", "position")  # type: ignore[attr-defined]
    return [line_order.Head(pk, queue_id, position, is_priority) for pk, position in values]


def _line(queue: Queue) -> QueueLine:
    seconds = queue.recent.total_seconds() if queue.recent is not None else None  # type: ignore[attr-defined]
    return QueueLine(
        queue=queue,
        waiting=queue.waiting_now,  # type: ignore[attr-defined]
        waiting_priority=queue.priority_now,  # type: ignore[attr-defined]
        windows=queue.windows_now,  # type: ignore[attr-defined]
        minutes_each=minutes_each(seconds, queue.expected_minutes),
    )


def _with_figures(hall: Hall):  # type: ignore[no-untyped-def]
    waiting_here = Ticket.objects.filter(queue=OuterRef("pk"), state=TicketState.WAITING)
    open_here = WindowSession.objects.filter(
        closed_at=None, state=WindowState.OPEN, window__covers__queue=OuterRef("pk")
    )
    served = Service.objects.filter(
        queue=OuterRef("pk"),
        ended_at__gte=clock.now() - RECENT,
        started_at__isnull=False,
        outcome__in=["finish", "await_result"],
    )
    length = Avg(ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField()))
    recent = served.order_by().values("queue").annotate(length=length).values("length")
    return Queue.objects.of(hall).annotate(
        waiting_now=_count(waiting_here, "queue"),
        priority_now=_count(waiting_here.exclude(priority=""), "queue"),
        windows_now=_count(open_here, "hall"),
        recent=Subquery(recent, output_field=DurationField()),
    )


def _count(rows, grouped_by: str):  # type: ignore[no-untyped-def]
    counted = rows.order_by().values(grouped_by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
