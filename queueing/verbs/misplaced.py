"""Appointments that the hall's hours no longer hold: called off, and the people told why."""

from datetime import datetime

from hall.kernel import clock
from hall.models import ClosedDay, Hall
from hall.opening_hours import SpansOf
from hall.permissions import system_person
from hall.queries.service_hours import hours_of
from queueing.models import Appointment
from queueing.states import AppointmentState
from queueing.verbs.appointments import call_off

HOURS_CHANGED = "服务时间调整"


def call_off_misplaced(hall_id: int = 0) -> int:
    """Look through what is booked in one hall, or in all. Returns how many were called off."""
    rows = Appointment.objects.filter(state=AppointmentState.BOOKED, slot__begins_at__gt=clock.now())
    rows = rows.filter(hall=hall_id) if hall_id else rows
    halls = Hall.objects.filter(pk__in=rows.values("hall"))
    return sum(_in_hall(hall, list(rows.filter(hall=hall).select_related("slot"))) for hall in halls)


def misplaced(hall: Hall, appointments: list[Appointment], spans_of: SpansOf | None = None) -> list[Appointment]:
    """Those of these whose slot does not lie in the hours of the hall (or in hours it might have)."""
    spans_of = spans_of or hours_of(hall)
    return [one for one in appointments if not _is_held(one.slot.begins_at, one.slot.ends_at, spans_of)]


def _in_hall(hall: Hall, appointments: list[Appointment]) -> int:
    closed = dict(ClosedDay.objects.of(hall).values_list("date", "reason"))
    wrong = misplaced(hall, appointments)
    for one in wrong:
        reason = closed.get(one.day, HOURS_CHANGED)
        call_off(appointment_id=one.pk, reason=reason, by=system_person("appointments"))
    return len(wrong)


def _is_held(begins: datetime, ends: datetime, spans_of: SpansOf) -> bool:
    begins, ends = begins.astimezone(clock.BEIJING), ends.astimezone(clock.BEIJING)
    return any(span.opens <= begins.time() and ends.time() <= span.closes for span in spans_of(begins.date()))
