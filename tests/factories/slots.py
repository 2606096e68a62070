"""A hall that expects people: with hours, staffed slots and a day to book on."""

from datetime import datetime, time
from typing import Any

from hall.kernel import clock
from hall.models import ServiceHours
from hall.permissions import system_person
from hall.roles import Role
from queueing.models import Appointment, HallRules, SlotStaffing
from queueing.verbs.booking import book
from tests.factories import VISITORS, StaffFactory, resident_id
from tests.factories.queue import SmallHall, a_small_hall

MORNING, NOON, AFTERNOON, EVENING = time(9), time(12), time(13, 30), time(17)


def at(text: str) -> datetime:
    """A moment in Beijing: 2026-09-22T09:00."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING)


def a_booking_hall(*, windows: int = 2, matters: int = 1, **rules: Any) -> SmallHall:
    """Weekdays 08:30 early, 09–12, 13:30–17, late until 17:30; Saturday 9–13 by appointment; two windows for those
    expected, ten minutes each, all of it for appointments: six people each half hour."""
    small = a_small_hall(matters=matters, open_around_the_clock=False)
    small.queue.expected_minutes = 10
    small.queue.save()
    spans = [("early", time(8, 30), MORNING), ("normal", MORNING, NOON), ("normal", AFTERNOON, EVENING)]
    for weekday in range(1, 6):
        for mode, opens, closes in [*spans, ("late", EVENING, time(17, 30))]:
            ServiceHours.objects.create(hall=small.hall, weekday=weekday, mode=mode, opens=opens, closes=closes)
        SlotStaffing.objects.create(
            hall=small.hall, queue=small.queue, weekday=weekday, begins=MORNING, ends=EVENING, windows=windows
        )
    ServiceHours.objects.create(
        hall=small.hall, weekday=6, mode="saturday", opens=MORNING, closes=time(13), appointment_only=True
    )
    SlotStaffing.objects.create(hall=small.hall, queue=small.queue, weekday=6, begins=MORNING, ends=time(13), windows=1)
    HallRules.objects.create(hall=small.hall, **{"share_percent": 100, **rules})
    small.manager = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])  # type: ignore[attr-defined]
    return small


def an_appointment(small: SmallHall, begins: str = "2026-09-22T09:00", **given: Any) -> Appointment:
    """Somebody new books this slot on the phone."""
    serial = next(VISITORS)
    wishes: dict[str, Any] = {
        "matter_codes": [matter.code for matter in small.matters[:1]],
        "begins_at": at(begins),
        "name": f"李明{serial}",
        "id_type": "resident",
        "id_number": resident_id(serial),
        "phone": "13800138000",
        "channel": "phone",
        "by": system_person("appointments"),
    }
    return book(hall=small.hall, **{**wishes, **given})
