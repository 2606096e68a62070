"""Appointments of the demonstration: a plan of slots, and people expected today and on the next days. All invented."""

from datetime import datetime, time, timedelta
from itertools import cycle, pairwise

from hall.config.demo.people import names
from hall.config.demo.rated_people import resident_id
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Hall, ServiceHours
from hall.permissions import system_person
from matters.models import Matter
from queueing.models import Appointment, BookedBy, HallRules, Queue, SlotStaffing
from queueing.queries.choosing import choices
from queueing.queries.slots import Planner
from queueing.verbs.appointments import cancel_appointment
from queueing.verbs.booking import QUEUE, book

WINDOWS = {"tongzhou": 8, "xicheng": 2}
SUNDAY = (time(10), time(16))
EACH_DAY, FIRST = 9, 700


def load_appointments(city: Hall, district: Hall) -> None:
    """Plan and rules where there are none, and appointments of today and the next days where today has none."""
    _sunday(city)
    for hall in (city, district):
        _plan(hall)
    if not Appointment.objects.of(city).filter(day=clock.today()).exists():
        _expect(city)


def _sunday(hall: Hall) -> None:
    """The demonstration has somebody to show on a Sunday, too."""
    opens, closes = SUNDAY
    if not ServiceHours.objects.of(hall).filter(weekday=7).exists():
        ServiceHours.objects.create(hall=hall, weekday=7, mode="special", opens=opens, closes=closes)


def _plan(hall: Hall) -> None:
    """Windows for those expected: fewer early, at noon and late."""
    HallRules.objects.get_or_create(hall=hall)
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None or SlotStaffing.objects.of(hall).exists():
        return
    most = WINDOWS.get(hall.code, 2)
    rows = [
        SlotStaffing(hall=hall, queue=queue, weekday=span.weekday, begins=begins, ends=ends, windows=windows)
        for span in ServiceHours.objects.of(hall).filter(weekday__isnull=False)
        for begins, ends in _hours(span.opens, span.closes)
        for windows in [most if span.mode == "normal" else max(most // 2, 1)]
    ]
    SlotStaffing.objects.bulk_create(rows)


def _hours(opens: time, closes: time) -> list[tuple[time, time]]:
    """The span cut at full hours."""
    marks = [opens, *(time(hour) for hour in range(24) if opens < time(hour) < closes), closes]
    return list(pairwise(marks))


def _expect(hall: Hall) -> None:
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    matters = [hit.matter for hit in choices(limit=6) if not hit.paused]
    if queue is None or not matters:
        return
    people, serial, today = names(), FIRST, clock.today()
    for ahead in range(3):
        day = today + timedelta(days=ahead)
        slots = Planner(hall, queue).planned_on(day)
        for place in range(EACH_DAY if slots else 0):
            serial += 1
            begins = slots[place * len(slots) // EACH_DAY].begins_at
            _book(hall, matters, begins, next(people), serial)
    given_up = Appointment.objects.of(hall).filter(day__gt=today, state="booked").first()
    if given_up is not None:
        cancel_appointment(hall=hall, token=given_up.token, reason="本人取消", by=system_person("setup"))


def _book(hall: Hall, matters: list[Matter], begins: datetime, name: str, serial: int) -> None:
    """As if booked a few days ago."""
    turn = cycle(matters)
    for _ in range(serial % len(matters)):
        next(turn)
    codes = [next(turn).code for _ in range(1 + serial % 2)]
    for days_ago in range(1, 6):
        with clock.frozen(min(clock.now(), begins - timedelta(days=days_ago))):
            try:
                book(
                    hall=hall,
                    matter_codes=codes,
                    begins_at=begins,
                    name=name,
                    id_type="resident",
                    id_number=resident_id(serial),
                    phone=f"1380000{serial:04d}" if serial % 4 == 0 else "",
                    channel=BookedBy.GUIDE_DESK if serial % 3 == 0 else BookedBy.PHONE,
                    by=system_person("setup"),
                )
            except DomainError:
                continue
            return
