"""Reading what the wait is reckoned from, and what past estimates were worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Subquery

from hall.kernel import clock
from hall.models import Hall, Step
from matters.models import Matter
from queueing.estimating import HIDDEN_BELOW, Told, share_inside
from queueing.models import EstimateError, MatterTime, Queue, Service, Ticket
from queueing.waiting import Spread, range_around, seconds_for

SHOWN_DAYS = 20
NOT_COMPARABLE = ("postpone", "rejoin", "transfer", "park", "call_chosen")


@dataclass(frozen=True)
class DayShown:
    """One day of one queue as people may see it; a small group shows nothing but that it is small."""

    day: date
    count: int
    is_small: bool
    inside: int | None
    median: float | None
    p90: float | None
    bias: float | None
    waited: float | None


@dataclass(frozen=True)
class QueueShown:
    """A queue with its days, newest first, all of them together, and the range as it is told now."""

    queue: Queue
    days: list[DayShown]
    count: int
    inside: int | None
    spread: Spread | None
    learned_from: int
    example: tuple[int, int]

    @property
    def with_figures(self) -> list[DayShown]:
        """The days that may be drawn, oldest first."""
        return [day for day in reversed(self.days) if not day.is_small]


def expected_seconds(hall: Hall, matters: Sequence[Matter], otherwise_minutes: float) -> int:
    """How long someone with these matters is served, from recent services of those matters; 0 when none is known."""
    keys = [matter.pk for matter in matters]
    times = dict(MatterTime.objects.of(hall).filter(matter__in=keys).values_list("matter_id", "seconds"))
    return seconds_for(keys, times, otherwise_minutes * 60)


def told_on(queue: Queue, day: date) -> list[Told]:
    """What each ticket of this day was told, and the wait until its first call.

    Left out: appointments (they have their own time), and who gave up a place or was moved before being called.
    """
    first = Service.objects.filter(ticket=OuterRef("pk")).order_by("called_at", "pk")
    rows = Ticket.objects.filter(hall=queue.hall_id, day=day, estimate_high__gt=0, slot_begins_at=None)
    rows = rows.annotate(
        first_call=Subquery(first.values("called_at")[:1]), first_queue=Subquery(first.values("queue")[:1])
    )
    rows = rows.filter(first_queue=queue.pk, first_call__gte=F("issued_at")).exclude(pk__in=_moved_about(queue, day))
    return [_told(*row) for row in rows.values_list(*FIELDS).order_by("pk")]


FIELDS = ("estimate_seconds", "estimate_low", "estimate_high", "issued_at", "first_call")


def report(hall: Hall, *, days: int = SHOWN_DAYS) -> list[QueueShown]:
    """Every queue that told an estimate, with its last days, in two statements."""
    since = clock.today() - timedelta(days=2 * days)
    found: dict[int, list[EstimateError]] = {}
    for row in EstimateError.objects.of(hall).filter(day__gte=since, count__gt=0).order_by("-day"):
        found.setdefault(row.queue_id, []).append(row)
    queues = Queue.objects.of(hall).filter(pk__in=found).order_by("prefix")
    return [_shown(queue, found[queue.pk][:days]) for queue in queues]


def matter_times(hall: Hall, limit: int = 40) -> list[MatterTime]:
    """How long matters take here, those served most first."""
    rows = MatterTime.objects.of(hall).filter(count__gte=HIDDEN_BELOW).select_related("matter")
    return list(rows.order_by("-count", "matter__code")[:limit])


def _moved_about(queue: Queue, day: date) -> list[int]:
    begins = datetime.combine(day, datetime.min.time(), clock.BEIJING)
    steps = Step.objects.filter(hall=queue.hall_id, subject_type="queueing.ticket", verb__in=NOT_COMPARABLE)
    return list(steps.filter(at__gte=begins, at__lt=begins + timedelta(days=1)).values_list("subject_id", flat=True))


def _told(seconds: int, low: int, high: int, issued: datetime, called: datetime) -> Told:
    return Told(seconds / 60, low, high, (called - issued).total_seconds() / 60)


def _shown(queue: Queue, rows: Sequence[EstimateError]) -> QueueShown:
    big = [row for row in rows if row.count >= HIDDEN_BELOW]
    count, inside = sum(row.count for row in big), sum(row.inside for row in big)
    last = next((row for row in rows if row.lower is not None and row.upper is not None), None)
    spread = Spread(last.lower, last.upper) if last else None  # type: ignore[arg-type]
    told = range_around(10, 30.0, spread) if spread else range_around(10, 30.0)
    return QueueShown(
        queue=queue,
        days=[_day(row) for row in rows],
        count=count,
        inside=share_inside(count, inside),
        spread=spread,
        learned_from=last.learned_from if last else 0,
        example=(told.low, told.high),
    )


def _day(row: EstimateError) -> DayShown:
    is_small = row.count < HIDDEN_BELOW
    figures = (None,) * 4 if is_small else (row.median_minutes, row.p90_minutes, row.bias_minutes, row.waited_minutes)
    return DayShown(row.day, row.count, is_small, share_inside(row.count, row.inside), *figures)
