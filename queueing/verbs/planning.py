"""Planning slots: staffed windows by weekday and hour, the rules of the hall, slots closed with those affected told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hall import steps
from hall.errors import ReasonMissing
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from queueing.errors import UnknownQueue
from queueing.models import Appointment, HallRules, Queue, Slot, SlotStaffing
from queueing.permissions import may_plan
from queueing.queries.hall_rules import rules_of
from queueing.queries.slots import Planner
from queueing.slot_errors import PlanUnreadable, RulesUnreadable, SlotNotOffered
from queueing.slots import Planned, Staffed
from queueing.states import AppointmentState
from queueing.verbs.appointments import call_off
from queueing.verbs.booking import QUEUE, locked_slot

RULES = [field.name for field in HallRules._meta.get_fields() if field.name not in {"id", "hall"}]


@transaction.atomic
def set_staffing(
    *, hall: Hall, plan: Mapping[int, Sequence[Staffed]], minutes_each: int = 0, by: StaffMember
) -> list[SlotStaffing]:
    """How many windows are staffed for those expected, by weekday; who is booked already stays booked."""
    may_plan(by, hall)
    queue = locked(Queue.objects.of(hall), code=QUEUE)
    rows = [
        SlotStaffing(hall=hall, queue=queue, weekday=weekday, begins=one.begins, ends=one.ends, windows=one.windows)
        for weekday, staffed in plan.items()
        for one in sorted(staffed, key=lambda one: one.begins)
        if one.windows
    ]
    _refuse_unreadable(rows)
    SlotStaffing.objects.of(hall).filter(queue=queue).delete()
    SlotStaffing.objects.bulk_create(rows)
    if 1 <= minutes_each <= 240 and minutes_each != queue.expected_minutes:
        queue.expected_minutes = minutes_each
        queue.save(update_fields=["expected_minutes"])
    told = [f"{row.weekday} {row.begins:%H:%M}-{row.ends:%H:%M} {row.windows}" for row in rows]
    steps.record(queue, "set_staffing", by, staffing=told, minutes_each=queue.expected_minutes)
    return rows


@transaction.atomic
def set_rules(*, hall: Hall, values: Mapping[str, Any], by: StaffMember) -> HallRules:
    """The rules of the hall for appointments and closing; what is not given stays."""
    may_plan(by, hall)
    locked(Hall.objects.all(), pk=hall.pk)
    rules = rules_of(hall)
    before = {name: getattr(rules, name) for name in RULES}
    for name in RULES:
        setattr(rules, name, values.get(name, before[name]))
    try:
        rules.full_clean()
    except ValidationError as wrong:
        raise RulesUnreadable(words="；".join(wrong.messages)) from wrong
    rules.save()
    changed = {name: [before[name], getattr(rules, name)] for name in RULES if before[name] != getattr(rules, name)}
    steps.record(rules, "set_rules", by, changed=changed)
    return rules


@transaction.atomic
def close_slot(*, hall: Hall, begins_at: datetime, reason: str, by: StaffMember) -> list[Appointment]:
    """Nobody is expected in this slot any more: those who were are told why. Returns them; doing it again closes nothing."""
    may_plan(by, hall)
    if len(reason.strip()) < 2:
        raise ReasonMissing(field="reason")
    slot = _locked(hall, begins_at)
    slot.closed_reason = reason.strip()[:200]
    slot.save(update_fields=["capacity", "closed_reason"])
    booked = slot.appointments.filter(state=AppointmentState.BOOKED).order_by("pk").values_list("pk", flat=True)
    told = [call_off(appointment_id=pk, reason=slot.closed_reason, by=by) for pk in list(booked)]
    steps.record(slot, "close_slot", by, slot.closed_reason, called_off=len(told), begins=begins_at.isoformat())
    return [one for one in told if one is not None]


@transaction.atomic
def reopen_slot(*, hall: Hall, begins_at: datetime, by: StaffMember) -> Slot:
    """People may be expected in it again."""
    may_plan(by, hall)
    slot = _locked(hall, begins_at)
    slot.closed_reason = ""
    slot.save(update_fields=["capacity", "closed_reason"])
    steps.record(slot, "reopen_slot", by, begins=begins_at.isoformat())
    return slot


def _locked(hall: Hall, begins_at: datetime) -> Slot:
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise UnknownQueue()
    begins_at = begins_at.astimezone(clock.BEIJING)
    plans = Planner(hall, queue).planned_on(begins_at.date())
    row = Slot.objects.of(hall).filter(queue=queue, begins_at=begins_at).first()
    plan = next((one for one in plans if one.begins_at == begins_at), None)
    if plan is None and row is not None:
        plan = Planned(row.begins_at, row.ends_at, row.mode, row.capacity)
    if plan is None:
        raise SlotNotOffered()
    return locked_slot(hall, queue, plan)


def _refuse_unreadable(rows: Sequence[SlotStaffing]) -> None:
    wrong = [row for row in rows if row.weekday not in range(1, 8) or row.begins >= row.ends or row.windows > 500]
    overlaps = any(one.weekday == other.weekday and other.begins < one.ends for one, other in pairwise(rows))
    if wrong or overlaps:
        raise PlanUnreadable()
