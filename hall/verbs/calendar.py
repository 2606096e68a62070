"""Keeping the working calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hall import steps
from hall.calendar_seed import provisional_day, seed_days
from hall.errors import OfficialListUnfit
from hall.events import CalendarChanged
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import Moved
from hall.models import CalendarChange, CalendarDay, CalendarSource, StaffMember
from hall.models.calendar import DayKind
from hall.official_list import ListedDay, OfficialList
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
    before = {seed.date: present[seed.date] for seed in settled}
    CalendarDay.objects.bulk_create(missing, batch_size=2000, ignore_conflicts=True)
    CalendarDay.objects.bulk_update(settled, ["kind", "name", "is_provisional"], batch_size=500)
    _remember(CalendarSource.LIBRARY, [(before[seed.date], seed) for seed in settled], by)
    return Loaded(added=len(missing), made_official=len(settled))


@transaction.atomic
def set_day(*, date: date, kind: str, name: str = "", is_provisional: bool = False, by: StaffMember) -> CalendarDay:
    """Enter one day as the official list says; the act is on record."""
    require(by, *KEPT_BY)
    row = CalendarDay.objects.select_for_update().filter(date=date).first() or CalendarDay(date=date)
    before = CalendarDay(date=date, kind=row.kind or _ordinary(date), is_provisional=row.is_provisional)
    row.kind, row.name, row.is_provisional = kind, name, is_provisional
    row.save()
    steps.record(row, Moved("set_day", before.kind, row.kind), by, date=date.isoformat())
    _remember(CalendarSource.ONE_DAY, [(before, row)], by)
    return row


@transaction.atomic
def import_official_list(*, listed: OfficialList, paper: str, by: StaffMember) -> CalendarChange | None:
    """Make a year official: the days of the list, and ordinary weeks between them. None when all of it stood there.

    Every date that was counted with the year is counted again by whoever hears of the change.
    """
    require(by, *KEPT_BY)
    if listed.problems:
        raise OfficialListUnfit(problems="；".join(listed.problems))
    if not paper.strip():
        raise OfficialListUnfit(problems="请填写通知的文号，例如：国办发明电〔2026〕7号。")
    days = official_days(listed)
    present = {row.date: row for row in CalendarDay.objects.select_for_update().filter(date__in=days).order_by("date")}
    pairs = [(present.get(day) or provisional_day(day), row) for day, row in days.items()]
    CalendarDay.objects.bulk_create([row for row in days.values() if row.date not in present], batch_size=500)
    known = [row for row in days.values() if row.date in present]
    CalendarDay.objects.bulk_update(known, ["kind", "name", "is_provisional"], batch_size=500)
    return _remember(CalendarSource.OFFICIAL, pairs, by, paper.strip())


def official_days(listed: OfficialList) -> dict[date, CalendarDay]:
    """The rows a year gets from its list; of the December before it only the days that the list names."""
    named = {one.day: one for one in listed.days}
    first = date(listed.year, 1, 1)
    length = (date(listed.year + 1, 1, 1) - first).days
    every = sorted({*named, *(first + timedelta(days=ahead) for ahead in range(length))})
    return {day: _official(day, named.get(day)) for day in every}


def _official(day: date, one: ListedDay | None) -> CalendarDay:
    if one is None:
        return CalendarDay(date=day, kind=_ordinary(day))
    return CalendarDay(date=day, kind=DayKind.MAKEUP if one.works else DayKind.HOLIDAY, name=one.name[:20])


def _ordinary(day: date) -> str:
    return DayKind.WEEKEND if day.isoweekday() > 5 else DayKind.WORKDAY


def _remember(
    source: str, pairs: list[tuple[CalendarDay, CalendarDay]], by: StaffMember, paper: str = ""
) -> CalendarChange | None:
    """Keep what changed, and tell of it after the transaction; None when nothing did."""
    transaction.on_commit(forget_calendar)
    made_official = [new for old, new in pairs if old.is_provisional and not new.is_provisional]
    days = [
        {"date": new.date.isoformat(), "before": old.kind, "after": new.kind, "name": new.name}
        for old, new in pairs
        if (old.kind, old.name) != (new.kind, new.name)
    ]
    if not days and not made_official:
        return None
    every = [new.date for _, new in pairs]
    change = CalendarChange.objects.create(
        source=source, paper=paper, first=min(every), last=max(every), days=days, at=clock.now(), by=by
    )
    steps.record(change, "change_calendar", by, paper, days=len(days), made_official=len(made_official))
    tell(CalendarChanged(change_id=change.pk))
    return change
