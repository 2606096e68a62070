"""How good the demonstration hall's estimates were before you came: three weeks, rehearsed by the rules of the real hall."""

from datetime import date, timedelta
from random import Random

from hall.kernel import clock
from hall.models import Hall
from hall.queries.calendar import working_calendar
from queueing.estimating import Told, day_of, learned
from queueing.models import EstimateError, Queue
from queueing.rehearsal import RehearsedHall

DAYS, LEARNED_DAYS = 15, 10
QUEUES = (("comprehensive", 8, 1.08, 1), ("consulting", 2, 0.8, 9))  # code, windows, load, one of how many is kept


def load_waits(hall: Hall) -> int:
    """Days before today, once; nothing where a day was measured before."""
    if EstimateError.objects.of(hall).exists():
        return 0
    rows: list[EstimateError] = []
    for code, windows, load, share in QUEUES:
        queue = Queue.objects.of(hall).filter(code=code).first()
        if queue is not None:
            lived = RehearsedHall(Random(20261122), windows=windows, load=load).live(DAYS)
            rows += _rows(queue, [day[::share] for day in lived])
    return len(EstimateError.objects.bulk_create(rows))


def _rows(queue: Queue, lived: list[list[Told]]) -> list[EstimateError]:
    found: list[EstimateError] = []
    for place, (day, told) in enumerate(zip(_working_days(len(lived)), lived, strict=True)):
        seen, past = day_of(told), [one for each in lived[max(place - LEARNED_DAYS + 1, 0) : place + 1] for one in each]
        spread = learned(past)
        found.append(
            EstimateError(
                hall=queue.hall,
                queue=queue,
                day=day,
                count=seen.count,
                inside=seen.inside,
                median_minutes=seen.median,
                p90_minutes=seen.p90,
                bias_minutes=seen.bias,
                waited_minutes=seen.waited,
                lower=spread.lower if spread else None,
                upper=spread.upper if spread else None,
                learned_from=len(past) if spread else 0,
                computed_at=clock.now(),
            )
        )
    return found


def _working_days(count: int) -> list[date]:
    """The last so many working days before today, oldest first."""
    calendar, day = working_calendar(), clock.today()
    found: list[date] = []
    while len(found) < count:
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(day)
    return found[::-1]
