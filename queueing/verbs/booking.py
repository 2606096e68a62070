"""Booking a slot: under the slot's row lock, so that two people never get the last place (T46)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hall import steps
from hall.contact import cleaned_name, cleaned_phone
from hall.identity import cleaned
from hall.kernel import clock, crypto
from hall.models import Hall, Party, StaffMember
from hall.verbs.parties import register_party
from matters.models import Matter
from queueing import appointment_notices as notices
from queueing import numbering
from queueing.errors import KeyReused, UnknownQueue
from queueing.models import Appointment, AppointmentMatter, HallRules, Queue, Slot
from queueing.permissions import may_book
from queueing.queries.hall_rules import rules_of
from queueing.queries.modes import require_offered_in
from queueing.queries.offered import offered_matters
from queueing.queries.slots import Planner, seats_held
from queueing.slot_errors import (
    AppointmentThatDay,
    BookingSuspended,
    DayNotBookable,
    NameMissing,
    SlotClosed,
    SlotFull,
    SlotNotOffered,
)
from queueing.slots import Planned, blocked_until, free_seat
from queueing.states import AppointmentState

LETTERS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 10
QUEUE = "comprehensive"


def book(
    *,
    hall: Hall,
    matter_codes: Sequence[str],
    begins_at: datetime,
    name: str,
    id_type: str,
    id_number: str,
    phone: str = "",
    channel: str,
    idempotency_key: str = "",
    by: StaffMember,
) -> Appointment:
    """Expect a person in the slot that begins then; the same key gives the same appointment.

    Raises errors that name the slot, the day, the matter or the identity number, each saying what to do next.
    """
    may_book(by, hall)
    if not name.strip():
        raise NameMissing(field="name")
    key = crypto.blind_index(f"book:{hall.pk}:{idempotency_key}") if idempotency_key else ""
    person = {"name": cleaned_name(name), "id_type": id_type, "id_number": id_number, "phone": cleaned_phone(phone)}
    if earlier := _booked_before(hall, key, person, begins_at):
        return earlier
    try:
        with transaction.atomic():
            return _book(hall, matter_codes, begins_at, person, channel, key, by)
    except IntegrityError:
        if earlier := _booked_before(hall, key, person, begins_at):
            return earlier
        raise (AppointmentThatDay() if _is_expected(hall, person, begins_at) else SlotFull()) from None


def _book(
    hall: Hall,
    codes: Sequence[str],
    begins_at: datetime,
    person: Mapping[str, str],
    channel: str,
    key: str,
    by: StaffMember,
) -> Appointment:
    rules, matters = rules_of(hall), offered_matters(codes)
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise UnknownQueue()
    plan = slot_of_plan(hall, queue, begins_at, rules)
    require_offered_in(hall, matters, plan.mode, plan.begins_at)
    party = register_party(**{**person, "phone": person["phone"] if by.has_role("guide") else ""}, by=by)
    _refuse_suspended(hall, party, rules)
    if _has_one_that_day(hall, party, plan):
        raise AppointmentThatDay()
    slot = locked_slot(hall, queue, plan)
    return put_in(slot, party, person, matters, channel, key, by)


def slot_of_plan(hall: Hall, queue: Queue, begins_at: datetime, rules: HallRules) -> Planned:
    """The planned slot that begins then, if its day may be booked. Raises DayNotBookable, SlotNotOffered."""
    begins_at = begins_at.astimezone(clock.BEIJING)
    planner = Planner(hall, queue, rules)
    days = planner.bookable_days()
    if begins_at.date() not in days:
        first, last = (f"{days[0]:%m-%d}", f"{days[-1]:%m-%d}") if days else ("—", "—")
        raise DayNotBookable(first=first, last=last)
    plan = next((one for one in planner.planned_on(begins_at.date()) if one.begins_at == begins_at), None)
    if plan is None or plan.begins_at <= clock.now():
        raise SlotNotOffered()
    return plan


def locked_slot(hall: Hall, queue: Queue, plan: Planned) -> Slot:
    """The row of a planned slot, made when missing, locked and with the capacity of the plan as it is now."""
    made = Slot(
        hall=hall,
        queue=queue,
        begins_at=plan.begins_at,
        ends_at=plan.ends_at,
        mode=plan.mode,
        capacity=plan.capacity,
    )
    if not Slot.objects.of(hall).filter(queue=queue, begins_at=plan.begins_at).exists():
        Slot.objects.bulk_create([made], ignore_conflicts=True)
    slot = lock(Slot.objects.of(hall).filter(queue=queue, begins_at=plan.begins_at)).get()
    slot.capacity = None if plan.capacity is None else max(plan.capacity, slot.taken)
    return slot


def lock(rows: Any) -> Any:
    """Row locks of slots; the proof's negative control takes this away."""
    return rows.select_for_update(of=("self",))


def _seat_in(slot: Slot) -> int:
    if slot.closed_reason:
        raise SlotClosed(reason=slot.closed_reason)
    seat = free_seat(slot.capacity, seats_held(slot))
    if seat is None:
        raise SlotFull()
    return seat


def put_in(
    slot: Slot,
    party: Party,
    person: Mapping[str, str],
    matters: Sequence[Matter],
    channel: str,
    key: str,
    by: StaffMember,
) -> Appointment:
    """Give the person a seat of this locked slot. Raises SlotClosed, SlotFull."""
    seat = _seat_in(slot)
    slot.taken += 1
    slot.save(update_fields=["capacity", "taken"])
    appointment = Appointment.objects.create(
        hall=slot.hall,
        slot=slot,
        day=slot.begins_at.astimezone(clock.BEIJING).date(),
        seat=seat,
        number="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        token=numbering.new_token(),
        party=party,
        name=person["name"],
        phone=person["phone"],
        channel=channel,
        booked_at=clock.now(),
        idempotency_key=key,
    )
    AppointmentMatter.objects.bulk_create(
        AppointmentMatter(appointment=appointment, matter=matter, order=order)
        for order, matter in enumerate(matters, 1)
    )
    steps.record(appointment, "book", by, slot=slot.begins_at.isoformat(), seat=seat, channel=channel)
    notices.booked(appointment)
    return appointment


def _refuse_suspended(hall: Hall, party: Party, rules: HallRules) -> None:
    rows = Appointment.objects.of(hall).filter(party=party, state=AppointmentState.NO_SHOW)
    days = list(rows.values_list("day", flat=True))
    until = blocked_until(days, rules.no_show_limit, rules.no_show_within_days, rules.blocked_days, clock.today())
    if until is not None:
        raise BookingSuspended(count=len(days), until=f"{until:%Y-%m-%d}")


def _has_one_that_day(hall: Hall, party: Party, plan: Planned) -> bool:
    rows = Appointment.objects.of(hall).filter(party=party, day=plan.begins_at.date())
    return rows.filter(state__in=[AppointmentState.BOOKED, AppointmentState.CHECKED_IN]).exists()


def _is_expected(hall: Hall, person: Mapping[str, str], begins_at: datetime) -> bool:
    """Whether it was the person's own second request of that day that lost, and not the last seat."""
    mine = {"party__id_type": person["id_type"], "party__id_index": crypto.blind_index(cleaned(person["id_number"]))}
    rows = Appointment.objects.of(hall).filter(day=begins_at.astimezone(clock.BEIJING).date(), **mine)
    return rows.filter(state__in=[AppointmentState.BOOKED, AppointmentState.CHECKED_IN]).exists()


def _booked_before(hall: Hall, key: str, person: Mapping[str, str], begins_at: datetime) -> Appointment | None:
    """The appointment an earlier request with this key got. Raises KeyReused when that one was for something else."""
    rows = Appointment.objects.of(hall).select_related("slot", "party", "hall")
    earlier = rows.filter(idempotency_key=key).first() if key else None
    if earlier is None:
        return None
    mine = (person["id_type"], crypto.blind_index(cleaned(person["id_number"])), begins_at)
    if mine != (earlier.party.id_type, earlier.party.id_index, earlier.slot.begins_at):
        raise KeyReused()
    return earlier
