"""Learning from the day: how long matters take, how good the estimates were, how wide the next ranges must be."""

from datetime import date, timedelta

from django.db.models import Avg, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Subquery

from hall.kernel import clock
from hall.models import Hall
from queueing.estimating import Told, day_of, learned
from queueing.models import EstimateError, MatterTime, Queue, Service, Ticket, TicketMatter
from queueing.queries.waits import told_on

LEARNED_DAYS, LEARNED_WITHIN = 10, 30
RECENT = timedelta(days=14)
LONGEST = timedelta(hours=3)
DONE = ("finish", "await_result")


def learn_times(*, hall: Hall) -> int:
    """Each matter's time at the windows, from the services of the last fortnight; may run twice, or at the same time."""
    now = clock.now()
    rows = [
        MatterTime(
            hall=hall,
            matter_id=row["matter"],
            seconds=max(round(row["each"].total_seconds()), 1),
            count=row["n"],
            as_of=now,
        )
        for row in _times(hall)
    ]
    MatterTime.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["hall", "matter"],
        update_fields=["seconds", "count", "as_of"],
        batch_size=500,
    )
    return len(rows)


def measure_day(*, queue: Queue, day: date) -> EstimateError | None:
    """One day of one queue, held against the waits there were; running it again says the same. None for nobody."""
    told = told_on(queue, day)
    if not told:
        return None
    found, past = day_of(told), _past(queue, day)
    spread = learned([*past, *told])
    row, _ = EstimateError.objects.update_or_create(
        queue=queue,
        day=day,
        defaults={
            "hall_id": queue.hall_id,
            "count": found.count,
            "inside": found.inside,
            "median_minutes": found.median,
            "p90_minutes": found.p90,
            "bias_minutes": found.bias,
            "waited_minutes": found.waited,
            "lower": spread.lower if spread else None,
            "upper": spread.upper if spread else None,
            "learned_from": len(past) + len(told) if spread else 0,
            "computed_at": clock.now(),
        },
    )
    return row


def measure_hall(*, hall: Hall, days: int = 7) -> int:
    """The days since a week ago that nobody has measured, yesterday once more, and today as far as it went."""
    today, made = clock.today(), 0
    known = set(EstimateError.objects.of(hall).values_list("queue_id", "day"))
    for queue in Queue.objects.of(hall):
        for ago in range(days, -1, -1):
            day = today - timedelta(days=ago)
            if ago <= 1 or (queue.pk, day) not in known:
                made += measure_day(queue=queue, day=day) is not None
    return made


def _past(queue: Queue, day: date) -> list[Told]:
    """What was told on the last days before this one that had anybody."""
    rows = Ticket.objects.filter(
        queue=queue, day__lt=day, day__gte=day - timedelta(days=LEARNED_WITHIN), estimate_high__gt=0
    )
    days = rows.order_by("-day").values_list("day", flat=True).distinct()[: LEARNED_DAYS - 1]
    return [told for each in days for told in told_on(queue, each)]


def _times(hall: Hall):  # type: ignore[no-untyped-def]
    """Mean seconds of one matter: a service's time shared by the matters it was for."""
    served = Service.objects.filter(
        hall=hall,
        ticket=OuterRef("ticket"),
        outcome__in=DONE,
        started_at__isnull=False,
        ended_at__gte=clock.now() - RECENT,
        ended_at__lt=F("started_at") + LONGEST,
    ).exclude(queue__kind="issuing")
    lasted = served.annotate(lasted=ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField()))
    others = TicketMatter.objects.filter(ticket=OuterRef("ticket")).order_by().values("ticket").annotate(n=Count("pk"))
    rows = TicketMatter.objects.filter(Exists(served)).annotate(
        lasted=Subquery(lasted.values("lasted")[:1]), shared=Subquery(others.values("n"))
    )
    each = ExpressionWrapper(F("lasted") / F("shared"), output_field=DurationField())
    return rows.order_by().values("matter").annotate(each=Avg(each), n=Count("pk"))
