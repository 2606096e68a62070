"""What becomes of an appointment: given up, kept, missed, called off by the hall; reminders in time."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember
from hall.permissions import system_person
from queueing import appointment_notices as notices
from queueing.models import Appointment, Channel, Slot, Ticket
from queueing.permissions import may_book, may_tend_appointment
from queueing.queries.hall_rules import rules_of
from queueing.slot_errors import AppointmentOver, AppointmentUsed, TooEarlyToCheckIn, TooLateToCancel
from queueing.slots import released_at
from queueing.states import APPOINTMENT_MOVES, AppointmentState, TicketState
from queueing.verbs.booking import lock
from queueing.verbs.tickets import take_ticket

CHECK_IN_FROM = timedelta(minutes=30)
DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)


@transaction.atomic
def cancel_appointment(*, hall: Hall, token: str, reason: str = "", by: StaffMember) -> Appointment:
    """The person gives it up in time; staff may do it for them until the slot ends. The seat is offered again later."""
    appointment = _with_its_slot(hall, token)
    may_tend_appointment(by, appointment)
    rules, now = rules_of(hall), clock.now()
    if by.is_system and appointment.slot.begins_at - now < timedelta(minutes=rules.cancel_minutes):
        raise TooLateToCancel(minutes=rules.cancel_minutes, phone=hall.phone)
    if now >= appointment.slot.ends_at:
        raise AppointmentOver(day=f"{appointment.day:%Y-%m-%d}")
    moved = make_move(appointment, APPOINTMENT_MOVES, "cancel")
    chance = random.random()
    appointment.offered_again_at = released_at(now, rules.release_from_minutes, rules.release_to_minutes, chance)
    appointment.ended_at, appointment.reason = now, reason.strip()[:200]
    appointment.save(update_fields=["state", "offered_again_at", "ended_at", "reason"])
    Slot.objects.filter(pk=appointment.slot_id).update(taken=F("taken") - 1)
    steps.record(appointment, moved, by, reason.strip(), offered_again_at=appointment.offered_again_at.isoformat())
    notices.cancelled(appointment)
    return appointment


@transaction.atomic
def check_in(*, hall: Hall, token: str, priority: str = "", by: StaffMember) -> Ticket:
    """The person has come: a ticket in the class of the slot, or in the ordinary line for who is too late.

    Doing it again gives the same ticket, while it is good. Raises AppointmentUsed afterwards.
    """
    may_book(by, hall)
    appointment = locked(Appointment.objects.of(hall).select_related("slot", "party", "hall", "ticket"), token=token)
    if appointment.ticket is not None:
        return _still_good(appointment.ticket)
    moved = make_move(appointment, APPOINTMENT_MOVES, "check_in")
    ticket = _ticket_for(appointment, priority, by)
    appointment.ticket, appointment.ended_at, appointment.reason = ticket, clock.now(), ""
    appointment.is_late = ticket.slot_begins_at is None
    appointment.save(update_fields=["state", "ticket", "ended_at", "is_late", "reason"])
    steps.record(appointment, moved, by, ticket=ticket.number, is_late=appointment.is_late)
    live.hint(hall.code)
    return ticket


@transaction.atomic
def call_off(*, appointment_id: int, reason: str, by: StaffMember) -> Appointment | None:
    """The hall cannot keep it: the person is told why and may book anew. May run twice."""
    rows = Appointment.objects.select_related("slot", "hall").select_for_update(of=("self",))
    slot_id = Appointment.objects.filter(pk=appointment_id).values_list("slot", flat=True).first()
    lock(Slot.objects.filter(pk=slot_id)).first()
    appointment = rows.filter(pk=appointment_id, state=AppointmentState.BOOKED).first()
    if appointment is None:
        return None
    may_tend_appointment(by, appointment)
    moved = make_move(appointment, APPOINTMENT_MOVES, "call_off")
    appointment.reason, appointment.ended_at = reason.strip()[:200], clock.now()
    appointment.save(update_fields=["state", "reason", "ended_at"])
    Slot.objects.filter(pk=slot_id).update(taken=F("taken") - 1)
    steps.record(appointment, moved, by, reason.strip())
    notices.called_off(appointment)
    return appointment


@transaction.atomic
def note_no_show(*, appointment_id: int) -> Appointment | None:
    """Nobody came: on record, so that repeated no-shows limit use. Who still comes that day is served, and who came with
    an ordinary number has come. May run twice."""
    rows = Appointment.objects.select_related("slot", "hall").select_for_update(of=("self",))
    appointment = rows.filter(pk=appointment_id, state=AppointmentState.BOOKED).first()
    if appointment is None or clock.now() < _missed_at(appointment):
        return None
    came = _came_without(appointment)
    moved = make_move(appointment, APPOINTMENT_MOVES, "check_in" if came else "note_no_show")
    appointment.ended_at, appointment.ticket = clock.now(), came
    appointment.save(update_fields=["state", "ended_at", "ticket"])
    words = f"没有签到，当天取号 {came.number} 来办" if came else "时段已过，没有签到"
    steps.record(appointment, moved, system_person("appointments"), words)
    return appointment


@transaction.atomic
def pardon(*, hall: Hall, token: str, reason: str, by: StaffMember) -> Appointment:
    """A no-show that was not the person's doing does not count against them."""
    appointment = _with_its_slot(hall, token)
    may_tend_appointment(by, appointment)
    moved = make_move(appointment, APPOINTMENT_MOVES, "pardon")
    appointment.reason = reason.strip()[:200]
    appointment.save(update_fields=["state", "reason"])
    Slot.objects.filter(pk=appointment.slot_id).update(taken=F("taken") - 1)
    steps.record(appointment, moved, by, reason.strip())
    return appointment


@transaction.atomic
def remind(*, appointment_id: int) -> None:
    """Remind of what is due: the day before, and an hour before. Each once; may run late and twice."""
    rows = Appointment.objects.select_related("slot", "hall").select_for_update(of=("self",))
    appointment = rows.filter(pk=appointment_id, state=AppointmentState.BOOKED).first()
    if appointment is None:
        return
    left = appointment.slot.begins_at - clock.now()
    booked_ahead = appointment.slot.begins_at - appointment.booked_at
    if timedelta(0) < left <= HOUR_BEFORE < booked_ahead:
        notices.soon(appointment)
    elif HOUR_BEFORE < left <= DAY_BEFORE < booked_ahead:
        notices.tomorrow(appointment)


def to_remind(now: datetime) -> list[int]:
    """Booked appointments whose slot begins within a day."""
    rows = Appointment.objects.filter(
        state=AppointmentState.BOOKED, slot__begins_at__gt=now, slot__begins_at__lte=now + DAY_BEFORE
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def not_come(now: datetime) -> list[int]:
    """Booked appointments whose slot is over."""
    rows = Appointment.objects.filter(state=AppointmentState.BOOKED, slot__ends_at__lt=now)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _still_good(ticket: Ticket) -> Ticket:
    if ticket.state in (TicketState.CANCELLED, TicketState.FINISHED):
        raise AppointmentUsed(number=ticket.number)
    return ticket


def _came_without(appointment: Appointment) -> Ticket | None:
    """The number with which the person came that day without checking in."""
    rows = Ticket.objects.of(appointment.hall_id).filter(party=appointment.party_id, day=appointment.day)
    mine = rows.filter(queue=appointment.slot.queue_id, appointment=None)
    return mine.exclude(state__in=(TicketState.CANCELLED, TicketState.MISSED)).order_by("pk").first()


def _missed_at(appointment: Appointment) -> datetime:
    return appointment.slot.ends_at + timedelta(minutes=rules_of(appointment.hall).no_show_minutes)


def _with_its_slot(hall: Hall, token: str) -> Appointment:
    """The appointment, locked after its slot: in the order in which booking and closing lock."""
    slot_id = Appointment.objects.of(hall).filter(token=token).values_list("slot", flat=True).first()
    lock(Slot.objects.of(hall).filter(pk=slot_id)).first()
    return locked(Appointment.objects.of(hall).select_related("slot", "hall", "party"), token=token)


def _ticket_for(appointment: Appointment, priority: str, by: StaffMember) -> Ticket:
    hall, slot, now = appointment.hall, appointment.slot, clock.now()
    if appointment.day > now.date() or slot.begins_at - now > CHECK_IN_FROM:
        when = f"{slot.begins_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
        raise TooEarlyToCheckIn(when=when, minutes=int(CHECK_IN_FROM.total_seconds() // 60))
    if appointment.day < now.date():
        raise AppointmentOver(day=f"{appointment.day:%Y-%m-%d}")
    until = slot.ends_at + timedelta(minutes=rules_of(hall).late_minutes)
    codes = appointment.appointment_matters.order_by("order").values_list("matter__code", flat=True)
    return take_ticket(
        hall=hall,
        matter_codes=list(codes),
        name=appointment.name,
        id_type=appointment.party.id_type,
        id_number=appointment.party.id_number,
        phone=appointment.phone,
        priority=priority,
        channel=Channel.APPOINTMENT,
        slot=(slot.begins_at, until) if now <= until else None,
        by=by,
    )
