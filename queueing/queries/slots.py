"""Slots on offer: the plan of a day, and what was taken, held back or closed of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hall.kernel import clock
from hall.models import Hall
from hall.queries.calendar import working_calendar
from hall.queries.service_hours import hours_of
from queueing.models import Appointment, HallRules, Queue, Slot, SlotStaffing
from queueing.queries.hall_rules import rules_of
from queueing.slots import Measure, Planned, Staffed, planned
from queueing.states import AppointmentState

SEATED = (AppointmentState.BOOKED, AppointmentState.CHECKED_IN, AppointmentState.NO_SHOW)
LOOK_AHEAD = 60


@dataclass(frozen=True)
class OfferedSlot:
    """A slot as it can be chosen now."""

    begins_at: datetime
    ends_at: datetime
    mode: str
    capacity: int | None
    taken: int = 0
    held_back: int = 0
    closed_reason: str = ""
    slot_id: int | None = None
    is_begun: bool = False

    @property
    def free(self) -> int | None:
        """How many more people it takes; none when it has no limit."""
        if self.closed_reason or self.is_begun:
            return 0
        return None if self.capacity is None else max(self.capacity - self.taken - self.held_back, 0)

    @property
    def is_free(self) -> bool:
        return self.free is None or self.free > 0

    @property
    def key(self) -> str:
        """The slot in an address: 20261124-0900."""
        return f"{self.begins_at:%Y%m%d-%H%M}"


@dataclass(frozen=True)
class OfferedDay:
    """A day one may choose, with its slots."""

    day: date
    slots: list[OfferedSlot]

    @property
    def is_free(self) -> bool:
        return any(slot.is_free for slot in self.slots)


def measure_of(queue: Queue, rules: HallRules) -> Measure:
    return Measure(rules.slot_minutes, queue.expected_minutes, rules.share_percent, rules.is_uncapped_saturday)


class Planner:
    """The plan of a queue, read once: hours, staffing and rules."""

    def __init__(self, hall: Hall, queue: Queue, rules: HallRules | None = None) -> None:
        self.hall, self.queue = hall, queue
        self.rules = rules or rules_of(hall)
        self.spans_of = hours_of(hall)
        self.staffing: dict[int, list[Staffed]] = {}
        for row in SlotStaffing.objects.of(hall).filter(queue=queue).order_by("weekday", "begins"):
            self.staffing.setdefault(row.weekday, []).append(Staffed(row.begins, row.ends, row.windows))

    def planned_on(self, day: date) -> list[Planned]:
        """The slots of a day; none on a day without hours or without staffed windows."""
        measure = measure_of(self.queue, self.rules)
        return planned(day, self.spans_of(day), self.staffing.get(_weekday(day), []), measure, clock.BEIJING)

    def bookable_days(self) -> list[date]:
        """The next working days from the first that may be booked, and the Saturdays by appointment between them."""
        calendar, counted, days = working_calendar(), 0, []
        first = clock.today() + timedelta(days=self.rules.days_before)
        for day in (first + timedelta(days=ahead) for ahead in range(LOOK_AHEAD)):
            is_working = calendar.is_working_day(day)
            if is_working and counted == self.rules.days_ahead:
                break
            counted += is_working
            if self.spans_of(day):
                days.append(day)
        return days

    def offered_on(self, days: Sequence[date]) -> list[OfferedDay]:
        """The slots of these days: those of the plan, and those that were booked before the plan changed."""
        now, rows = clock.now(), self._rows(days)
        held = _held_back(rows.values())
        found: dict[date, list[OfferedSlot]] = {day: [] for day in days}
        for day in days:
            for plan in self.planned_on(day):
                found[day].append(_offered(plan, rows.pop(plan.begins_at, None), held, now))
        for row in rows.values():
            if row.taken or row.closed_reason:
                found[row.begins_at.astimezone(clock.BEIJING).date()].append(_left(row, now))
        return [OfferedDay(day, sorted(slots, key=lambda slot: slot.begins_at)) for day, slots in found.items()]

    def _rows(self, days: Sequence[date]) -> dict[datetime, Slot]:
        """The slots of these days that somebody booked or closed."""
        if not days:
            return {}
        first, last = (datetime.combine(day, time.min, clock.BEIJING) for day in (min(days), max(days)))
        rows = Slot.objects.of(self.hall).filter(queue=self.queue, begins_at__gte=first)
        rows = rows.filter(begins_at__lt=last + timedelta(days=1))
        return {row.begins_at: row for row in rows if row.begins_at.astimezone(clock.BEIJING).date() in days}


def offered_days(hall: Hall, queue: Queue) -> list[OfferedDay]:
    """The days one may book now, each with its slots; a few statements however many days."""
    planner = Planner(hall, queue)
    return planner.offered_on(planner.bookable_days())


def slots_on(hall: Hall, queue: Queue, day: date, rules: HallRules | None = None) -> list[OfferedSlot]:
    """The slots of one day."""
    return Planner(hall, queue, rules).offered_on([day])[0].slots


def seats_held(slot: Slot) -> set[int]:
    """Seats of this slot that cannot be given now: taken, or given up so lately that they are not offered yet."""
    rows = slot.appointments.all()
    taken = rows.filter(state__in=SEATED).values_list("seat", flat=True)
    waiting = rows.filter(state=AppointmentState.CANCELLED, offered_again_at__gt=clock.now())
    return {*taken, *waiting.values_list("seat", flat=True)}


def _held_back(rows: Iterable[Slot]) -> dict[int, int]:
    seats: dict[int, set[int]] = {}
    waiting = Appointment.objects.filter(
        slot__in=[row.pk for row in rows], state=AppointmentState.CANCELLED, offered_again_at__gt=clock.now()
    )
    for slot_id, seat in waiting.values_list("slot", "seat"):
        seats.setdefault(slot_id, set()).add(seat)
    return {slot_id: len(held) for slot_id, held in seats.items()}


def _offered(plan: Planned, row: Slot | None, held: dict[int, int], now: datetime) -> OfferedSlot:
    is_begun = plan.begins_at <= now
    if row is None:
        return OfferedSlot(plan.begins_at, plan.ends_at, plan.mode, plan.capacity, is_begun=is_begun)
    return OfferedSlot(
        begins_at=plan.begins_at,
        ends_at=plan.ends_at,
        mode=plan.mode,
        capacity=plan.capacity,
        taken=row.taken,
        held_back=held.get(row.pk, 0),
        closed_reason=row.closed_reason,
        slot_id=row.pk,
        is_begun=is_begun,
    )


def _left(row: Slot, now: datetime) -> OfferedSlot:
    """A slot the plan has no more: nobody can be added to it."""
    begins, ends = row.begins_at.astimezone(clock.BEIJING), row.ends_at.astimezone(clock.BEIJING)
    return OfferedSlot(begins, ends, row.mode, row.taken, row.taken, 0, row.closed_reason, row.pk, begins <= now)


def _weekday(day: date) -> int:
    """Whose staffing a day follows: a make-up day's is Monday's, a special day's its own weekday's."""
    if day.isoweekday() > 5 and working_calendar().is_working_day(day):
        return 1
    return day.isoweekday()
