"""Keeping the service hours of a hall: each weekday's, those of a special day, and days without service."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction

from hall import steps
from hall.errors import DayIsOver, HoursOverlap, ReasonMissing
from hall.events import ServiceHoursChanged
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked
from hall.models import ClosedDay, Hall, ServiceHours, StaffMember
from hall.models.calendar import ServiceMode
from hall.opening_hours import Span
from hall.permissions import require
from hall.queries.service_hours import forget_hours
from hall.roles import Role

KEPT_BY = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)


@transaction.atomic
def set_weekday_hours(*, hall: Hall, weekday: int, spans: Sequence[Span], by: StaffMember) -> Hall:
    """The hours of a weekday (1 = Monday … 7) from now on; no spans: the hall stays closed on it."""
    hall = _kept_by(hall, by)
    if weekday not in range(1, 8):
        raise HoursOverlap()
    return _replace(hall, spans, by, weekday=weekday)


@transaction.atomic
def set_special_day(*, hall: Hall, day: date, spans: Sequence[Span], by: StaffMember) -> Hall:
    """One day's own hours; they take the place of its weekday's, a holiday's none and an earlier closure."""
    hall = _kept_by(hall, by)
    _refuse_past(day)
    if not spans:
        raise HoursOverlap()
    ClosedDay.objects.of(hall).filter(date=day).delete()
    return _replace(hall, spans, by, date=day)


@transaction.atomic
def close_day(*, hall: Hall, day: date, reason: str, by: StaffMember) -> ClosedDay:
    """The hall serves nobody on a day, for a reason that its page and its doors show."""
    hall = _kept_by(hall, by)
    _refuse_past(day)
    if len(reason.strip()) < 2:
        raise ReasonMissing(field="reason")
    row, _ = ClosedDay.objects.update_or_create(hall=hall, date=day, defaults={"reason": reason.strip()[:100]})
    _told(hall, "close_hall_for_a_day", by, row.reason, day=day.isoformat())
    return row


@transaction.atomic
def drop_special_day(*, hall: Hall, day: date, by: StaffMember) -> Hall:
    """The day follows its weekday again."""
    hall = _kept_by(hall, by)
    _refuse_past(day)
    ClosedDay.objects.of(hall).filter(date=day).delete()
    ServiceHours.objects.of(hall).filter(date=day).delete()
    return _told(hall, "drop_special_day", by, day=day.isoformat())


def _kept_by(hall: Hall, by: StaffMember) -> Hall:
    """The hall, locked, if this person keeps its hours."""
    require(by, *KEPT_BY, hall=None if by.has_role(Role.SYSTEM_ADMIN) else hall)
    return locked(Hall.objects.all(), pk=hall.pk)


def _replace(hall: Hall, spans: Sequence[Span], by: StaffMember, **of: Any) -> Hall:
    ordered = sorted(spans, key=lambda span: span.opens)
    _refuse_overlap(ordered)
    ServiceHours.objects.of(hall).filter(**of).delete()
    ServiceHours.objects.bulk_create(
        ServiceHours(
            hall=hall,
            mode=span.mode,
            opens=span.opens,
            closes=span.closes,
            appointment_only=span.appointment_only,
            **of,
        )
        for span in ordered
    )
    told = [f"{span.opens:%H:%M}-{span.closes:%H:%M} {span.mode}" for span in ordered]
    return _told(hall, "set_hours", by, hours=told, **{name: str(value) for name, value in of.items()})


def _refuse_overlap(ordered: Sequence[Span]) -> None:
    wrong = [span for span in ordered if span.opens >= span.closes or span.mode not in ServiceMode.values]
    if wrong or any(later.opens < earlier.closes for earlier, later in pairwise(ordered)):
        raise HoursOverlap()


def _refuse_past(day: date) -> None:
    if day < clock.today():
        raise DayIsOver(day=f"{day:%Y-%m-%d}")


def _told(hall: Hall, verb: str, by: StaffMember, reason: str = "", **data: Any) -> Hall:
    steps.record(hall, verb, by, reason, **data)
    transaction.on_commit(forget_hours)
    tell(ServiceHoursChanged(hall_id=hall.pk))
    return hall
