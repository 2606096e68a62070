"""Appointments of the demonstration: a plan of slots, and people expected today and on the next days. All invented."""

from datetime import time, timedelta
from itertools import pairwise

from django.db import transaction

from hall.config.demo.people import names
from hall.config.demo.rated_people import resident_id
from hall.kernel import clock
from hall.models import Hall, ServiceHours
from hall.permissions import system_person
from hall.verbs.parties import register_party
from matters.models import Matter
from queueing.models import Appointment, BookedBy, HallRules, Queue, SlotStaffing
from queueing.queries.choosing import choices
from queueing.queries.slots import Planner
from queueing.slots import Planned
from queueing.verbs.appointments import cancel_appointment
from queueing.verbs.booking import QUEUE, locked_slot, put_in

WINDOWS = {"tongzhou": 8, "xicheng": 2}
SUNDAY = (time(10), time(16))
EACH_DAY = 9


def load_appointments(city: Hall, district: Hall) -> None:
    """Plan and rules where there are none, and appointments of today and the next days where a day has none."""
    _sunday(city)
    for hall in (city, district):
        _plan(hall)
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
    people, today = names(), clock.today()
    for day in (today + timedelta(days=ahead) for ahead in range(3)):
        slots = [] if Appointment.objects.of(hall).filter(day=day).exists() else Planner(hall, queue).planned_on(day)
        slots = [slot for slot in slots if slot.ends_at > clock.now()] or slots[-3:]
        seats = [slot for slot in slots for _ in range(EACH_DAY if slot.capacity is None else slot.capacity)]
        booked = min(EACH_DAY, len(seats))
        for place in range(booked):
            serial = day.toordinal() * EACH_DAY + place
            _book(hall, queue, matters, seats[place * len(seats) // booked], next(people), serial % 10_000)
    given_up = Appointment.objects.of(hall).filter(day__gt=today, state="booked").first()
    if given_up is not None and not Appointment.objects.of(hall).filter(state="cancelled").exists():
        cancel_appointment(hall=hall, token=given_up.token, reason="本人取消", by=system_person("setup"))


def _book(hall: Hall, queue: Queue, matters: list[Matter], plan: Planned, name: str, serial: int) -> None:
    """As if booked two days before."""
    by = system_person("setup")
    wanted = [matters[serial % len(matters)], matters[(serial + 1) % len(matters)]][: 1 + serial % 2]
    with clock.frozen(min(clock.now(), plan.begins_at - timedelta(days=2))), transaction.atomic():
        party = register_party(name=name, id_type="resident", id_number=resident_id(serial), by=by)
        person = {"name": name, "phone": f"1380000{serial:04d}" if serial % 4 == 0 else ""}
        channel = BookedBy.GUIDE_DESK if serial % 3 == 0 else BookedBy.PHONE
        put_in(locked_slot(hall, queue, plan), party, person, wanted, channel, "", by)
