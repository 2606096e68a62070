"""Keeping the working calendar."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hall import steps
from hall.calendar_seed import seed_days
from hall.kernel.moves import Moved
from hall.models import CalendarDay, StaffMember
from hall.permissions import require
from hall.queries.calendar import forget_calendar
from hall.roles import Role

KEPT_BY = (Role.SYSTEM_ADMIN,)


@dataclass(frozen=True)
class Loaded:
    """What loading changed."""

    added: int
    made_official: int


@transaction.atomic
def load_calendar(*, by: StaffMember) -> Loaded:
    """Add the days that are missing, and replace provisional ones whose official arrangement is known by now.

    What an administrator entered stays. Loading again changes nothing.
    """
    require(by, *KEPT_BY)
    present = {row.date: row for row in CalendarDay.objects.select_for_update().order_by("date")}
    seeds = list(seed_days())
    missing = [seed for seed in seeds if seed.date not in present]
    settled = [
        seed for seed in seeds if seed.date in present and present[seed.date].is_provisional and not seed.is_provisional
    ]
    CalendarDay.objects.bulk_create(missing, batch_size=2000, ignore_conflicts=True)
    CalendarDay.objects.bulk_update(settled, ["kind", "name", "is_provisional"], batch_size=500)
    transaction.on_commit(forget_calendar)
    return Loaded(added=len(missing), made_official=len(settled))


@transaction.atomic
def set_day(*, date: date, kind: str, name: str = "", is_provisional: bool = False, by: StaffMember) -> CalendarDay:
    """Enter one day as the official list says; the act is on record."""
    require(by, *KEPT_BY)
    row = CalendarDay.objects.select_for_update().filter(date=date).first() or CalendarDay(date=date)
    before = row.kind
    row.kind, row.name, row.is_provisional = kind, name, is_provisional
    row.save()
    steps.record(row, Moved("set_day", before, row.kind), by, date=date.isoformat())
    transaction.on_commit(forget_calendar)
    return row
