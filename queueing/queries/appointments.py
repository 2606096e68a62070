"""Reading appointments: by the secret, by number and second factor, by document at a machine, a day's list, figures."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from applications.queries.second_factors import knows
from hall.identity import cleaned
from hall.kernel import clock, crypto
from hall.kernel.errors import NotFound
from hall.models import Hall
from matters.models import Matter
from queueing.models import Appointment, Channel, HallRules, Ticket
from queueing.queries.hall_rules import rules_of
from queueing.slot_errors import AppointmentNotFound, NobodyExpected
from queueing.states import AppointmentState

WITH = ("hall", "slot", "party", "ticket")
SCANNED = re.compile(r"/appointments/([\w-]{43})/?$")
CAN_COME = (AppointmentState.BOOKED, AppointmentState.NO_SHOW, AppointmentState.CHECKED_IN)


@dataclass(frozen=True)
class Expected:
    """An appointment as its holder sees it."""

    appointment: Appointment
    matters: list[Matter]
    rules: HallRules

    @property
    def may_cancel(self) -> bool:
        """Whether it can still be given up without asking staff."""
        last = self.appointment.slot.begins_at - timedelta(minutes=self.rules.cancel_minutes)
        return self.appointment.state == AppointmentState.BOOKED and clock.now() <= last

    @property
    def may_check_in(self) -> bool:
        """Whether it is its day."""
        return self.appointment.state in CAN_COME and self.appointment.day == clock.today()


@dataclass(frozen=True)
class Figures:
    """Appointments of a span of days."""

    booked: int
    came: int
    late: int
    no_shows: int
    cancelled: int
    called_off: int
    tickets: int

    @property
    def appointment_rate(self) -> float | None:
        """Of all tickets, how many were appointments (预约率), in percent."""
        return round(100 * self.came / self.tickets, 1) if self.tickets else None

    @property
    def no_show_rate(self) -> float | None:
        """Of those who were expected and are over, how many did not come (爽约率), in percent."""
        over = self.came + self.no_shows
        return round(100 * self.no_shows / over, 1) if over else None


def normal(number: str) -> str:
    """As it is stored: K7Q4M-2XPRT and k7q4m 2xprt are the same number."""
    return cleaned(number).replace("-", "").upper()


def appointment_by_token(token: str) -> Appointment:
    """The appointment behind a link. Raises NotFound."""
    appointment = Appointment.objects.select_related(*WITH).filter(token=token).first()
    if appointment is None:
        raise NotFound()
    return appointment


def expected(token: str) -> Expected:
    """The appointment behind a link with its matters and the rules it falls under."""
    appointment = appointment_by_token(token)
    return Expected(appointment, matters_of(appointment), rules_of(appointment.hall))


def matters_of(appointment: Appointment) -> list[Matter]:
    rows = appointment.appointment_matters.select_related("matter__department").order_by("order")
    return [row.matter for row in rows]


def appointment_for_citizen(number: str, second_factor: str) -> Appointment:
    """For whoever knows the number and the last four of the document or the phone. An unknown number and a wrong factor give
    the same answer after the same work. Raises AppointmentNotFound."""
    appointment = Appointment.objects.select_related(*WITH).filter(number=normal(number)).first()
    values = [appointment.phone, appointment.party.id_number] if appointment else ["", ""]
    if not knows(values, second_factor) or appointment is None:
        raise AppointmentNotFound()
    return appointment


def expected_today(hall: Hall, words: str, id_type: str = "resident") -> Appointment:
    """Who is expected here today, by number, document or scanned code, at a machine or desk of the hall. Raises NobodyExpected."""
    rows = Appointment.objects.of(hall).select_related(*WITH).filter(day=clock.today(), state__in=CAN_COME)
    rows = rows.order_by(F("ended_at").asc(nulls_first=True))  # what is still to come before what was missed
    given = normal(words)
    if scanned := SCANNED.search(words):
        rows, given = rows.filter(token=scanned[1]), ""
    found = (rows.first() if scanned else rows.filter(number=given).first()) or (
        rows.filter(party__id_type=id_type, party__id_index=crypto.blind_index(cleaned(words))).first()
        if given
        else None
    )
    if found is None:
        raise NobodyExpected()
    return found


def appointments_on(hall: Hall, day: date, words: str = "") -> QuerySet[Appointment]:
    """A day's appointments for the desk, in the order of their slots; by number or exact document."""
    rows = Appointment.objects.of(hall).select_related(*WITH).filter(day=day).order_by("slot__begins_at", "pk")
    if not words.strip():
        return rows
    if scanned := SCANNED.search(words):
        return rows.filter(token=scanned[1])
    by_number = rows.filter(number=normal(words))
    return by_number if by_number.exists() else rows.filter(party__id_index=crypto.blind_index(cleaned(words)))


def appointment_of(hall: Hall, appointment_id: int) -> Appointment:
    """An appointment of this hall, for its staff. Raises NotFound."""
    found = Appointment.objects.of(hall).select_related(*WITH).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound()
    return found


def figures(hall: Hall, first: date, last: date) -> Figures:
    """What became of the appointments of these days, and how many tickets there were."""
    rows = Appointment.objects.of(hall).filter(day__gte=first, day__lte=last)
    states = Counter(rows.values_list("state", flat=True))
    tickets = Ticket.objects.of(hall).filter(day__gte=first, day__lte=last)
    return Figures(
        booked=sum(states.values()),
        came=tickets.filter(channel=Channel.APPOINTMENT).count(),
        late=rows.filter(is_late=True).count(),
        no_shows=states[AppointmentState.NO_SHOW],
        cancelled=states[AppointmentState.CANCELLED],
        called_off=states[AppointmentState.CALLED_OFF],
        tickets=tickets.count(),
    )
