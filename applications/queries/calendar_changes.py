"""The working calendar as its page shows it: years, what is provisional, what an import would change, what moved."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from applications.models import Application, DateKind, MovedDate, Recount
from applications.states import UNDECIDED
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.models import CalendarChange, CalendarDay, StaffMember
from hall.models.calendar import DayKind
from hall.official_list import OfficialList
from hall.queries.calendar import working_calendar
from hall.roles import Role
from hall.verbs.calendar import official_days

SHOWN, PAGE = 20, 100


@dataclass(frozen=True)
class CalendarPage:
    """One year of the calendar, the alarm when a year that is needed is not official, and what changed so far."""

    year: int
    years: list[tuple[int, bool]]
    is_official: bool
    days: list[CalendarDay]
    working_days: int
    provisional: int
    first_provisional: int | None
    changes: list[CalendarChange]

    @property
    def alarm(self) -> bool:
        """Open cases already reach into days without an official list."""
        return self.provisional > 0

    @property
    def next_year(self) -> int:
        return self.first_provisional or self.year + 1


@dataclass(frozen=True)
class Preview:
    """A list that was read and not yet imported."""

    listed: OfficialList
    changes: list[date]
    affected: int
    text: str


@dataclass(frozen=True)
class Report:
    """What one change of the calendar moved."""

    change: CalendarChange
    recount: Recount | None
    days: list[dict[str, Any]]
    summary: list[tuple[str, int, int, int]]
    moved: list[MovedDate]
    page: int
    pages: int


def calendar_page(year: int | None) -> CalendarPage:
    """The calendar's page; the current year when none is asked for."""
    rows = CalendarDay.objects.filter(date__year__gte=clock.today().year - 1)
    spans = rows.values("date__year").annotate(unsure=Count("pk", filter=Q(is_provisional=True))).order_by("date__year")
    years = [(one["date__year"], not one["unsure"]) for one in spans]
    chosen = year if year and 2004 <= year <= 2100 else clock.today().year
    days = list(CalendarDay.objects.filter(date__year=chosen))
    special = [day for day in days if day.kind in {DayKind.HOLIDAY, DayKind.MAKEUP}]
    first = CalendarDay.objects.filter(is_provisional=True).aggregate(first=Min("date"))["first"]
    changes = CalendarChange.objects.select_related("by", "recount").annotate(moved=Count("recount__moved"))
    return CalendarPage(
        year=chosen,
        years=years,
        is_official=bool(days) and not any(day.is_provisional for day in days),
        days=special,
        working_days=sum(day.is_working_day for day in days),
        provisional=Application.objects.filter(state__in=UNDECIDED, due_is_provisional=True).count(),
        first_provisional=first.year if first else None,
        changes=list(changes.order_by("-pk")[:SHOWN]),
    )


def preview_of(listed: OfficialList, text: str) -> Preview:
    """What importing this list would change, and how many open cases have a date in its year."""
    calendar = working_calendar()
    changes = []
    if not listed.problems:
        changes = [
            day for day, row in official_days(listed).items() if calendar.is_working_day(day) != row.is_working_day
        ]
    within = Q(promise_due__year__gte=listed.year) | Q(legal_due__year__gte=listed.year)
    affected = Application.objects.filter(within, state__in=UNDECIDED).count()
    return Preview(listed, changes, affected, text)


def moved_for(person: StaffMember, change_id: int) -> QuerySet[MovedDate]:
    """The report's lines within this person's hall; all of them for who administers the house or belongs to no hall."""
    rows = MovedDate.objects.filter(recount__change=change_id)
    if person.hall_id is not None and not person.has_role(Role.SYSTEM_ADMIN):
        rows = rows.filter(application__hall=person.hall_id)
    return rows.select_related("application__version__matter", "application__department").order_by(
        "application__number", "kind", "pk"
    )


def report_for(person: StaffMember, change_id: int, page: int = 1) -> Report:
    """The report of one change. Raises NotFound."""
    change = CalendarChange.objects.select_related("by", "recount").filter(pk=change_id).first()
    if change is None:
        raise NotFound()
    rows = moved_for(person, change_id)
    pairs = list(rows.values_list("kind", "before", "after"))
    pages = max(-(-len(pairs) // PAGE), 1)
    page = min(max(page, 1), pages)
    return Report(
        change=change,
        recount=getattr(change, "recount", None),
        days=[_day_words(one) for one in change.days],
        summary=_summary(pairs),
        moved=list(rows[(page - 1) * PAGE : page * PAGE]),
        page=page,
        pages=pages,
    )


def _summary(pairs: list[tuple[str, date, date]]) -> list[tuple[str, int, int, int]]:
    counts = Counter(kind for kind, _, _ in pairs)
    earlier = Counter(kind for kind, before, after in pairs if after < before)
    return [
        (DateKind(kind).label, count, earlier[kind], count - earlier[kind]) for kind, count in sorted(counts.items())
    ]


def _day_words(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": datetime.fromisoformat(one["date"]).date(),
        "before": DayKind(one["before"]).label,
        "after": DayKind(one["after"]).label,
        "name": one["name"],
    }
