"""Work lists: what waits for this person, most urgent first, with lights."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from applications.lights import Light, light
from complaints.complaint_permissions import is_bureau
from complaints.complaint_states import OPEN_COMPLAINTS, ComplaintState, Unit
from complaints.grievance_numbers import normal_grievance_number
from complaints.queries.complaint_access import visible_cases, visible_complaints, visible_improvements
from complaints.unresolved_states import OPEN_CASES, OPEN_IMPROVEMENTS, CaseState, ImprovementState
from hall.kernel import clock
from hall.models import StaffMember
from hall.queries.calendar import working_calendar
from hall.roles import Role

PAGE = 30
MINE, OFFERED, OVERDUE, OPEN, ALL = "mine", "offered", "overdue", "open", "all"


@dataclass(frozen=True)
class Row:
    """One line of a list: the thing and its light."""

    thing: Any
    light: Light


@dataclass(frozen=True)
class WorkList:
    """A page of a list, with the figures of its tabs."""

    rows: list[Row]
    tabs: list[tuple[str, str, int]]
    only: str
    shown: int
    page: int
    pages: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def light_of(started: date, due: date, *, is_open: bool) -> Light:
    """Red past the last day or on the eve of it, amber within three days, green otherwise; grey when it is over."""
    return light(
        today=clock.today(),
        accepted=started,
        promise_due=due,
        legal_due=None,
        calendar=working_calendar(),
        stopped=not is_open,
    )


def _listed(
    rows: QuerySet[Any], tabs: dict[str, tuple[str, Q]], only: str, page: int, started: Callable[[Any], date]
) -> WorkList:
    figures = rows.aggregate(**{f"n_{key}": Count("pk", filter=q, distinct=True) for key, (_, q) in tabs.items()})
    only = only if only in tabs else next((key for key in tabs if figures[f"n_{key}"]), next(iter(tabs)))
    shown = figures[f"n_{only}"]
    pages = max(-(-shown // PAGE), 1)
    page = min(max(page, 1), pages)
    order = ["due", "pk"] if only not in {ALL} else ["-pk"]
    found = rows.filter(tabs[only][1]).order_by(*order)[(page - 1) * PAGE : page * PAGE]
    made = [Row(thing, light_of(started(thing), thing.due, is_open=thing.is_open)) for thing in found]
    return WorkList(made, [(k, label, figures[f"n_{k}"]) for k, (label, _) in tabs.items()], only, shown, page, pages)


def _day(moment: Any) -> date:
    return moment.astimezone(clock.BEIJING).date()


def _belongs(person: StaffMember) -> Q:
    """Things that lie in this person's hands or those of their unit."""
    mine = Q(unit=Unit.FIRST, first_receiver=person.pk)
    if person.has_role(Role.HALL_MANAGER):
        mine |= Q(unit=Unit.HALL)
    if is_bureau(person):
        mine |= Q(unit=Unit.BUREAU)
    if person.has_role(Role.APPROVER) and person.department_id is not None:
        mine |= Q(unit=Unit.DEPARTMENT, handler=person.department_id)
    return mine


def _offered(person: StaffMember) -> Q:
    offered = Q(pk=None)
    if person.has_role(Role.HALL_MANAGER):
        offered |= Q(offered_unit=Unit.HALL)
    if is_bureau(person):
        offered |= Q(offered_unit=Unit.BUREAU)
    if person.has_role(Role.APPROVER) and person.department_id is not None:
        offered |= Q(offered_unit=Unit.DEPARTMENT, offered_to=person.department_id)
    return offered & Q(state=ComplaintState.OFFERED)


def complaints_listed(
    person: StaffMember, *, only: str = "", kind: str = "", category: str = "", words: str = "", page: int = 1
) -> WorkList:
    """The complaints within this person's reach."""
    rows = visible_complaints(person)
    rows = rows.select_related("matter", "department", "handler", "offered_to", "holder", "first_receiver")
    if kind:
        rows = rows.filter(kind=kind)
    if category:
        rows = rows.filter(category=category)
    rows = _named(rows, words)
    is_open = Q(state__in=OPEN_COMPLAINTS)
    tabs = {
        MINE: ("我在办的", is_open & _belongs(person)),
        OFFERED: ("待我签收", _offered(person)),
        OVERDUE: ("超期", is_open & Q(due__lt=clock.today())),
        OPEN: ("未办结", is_open),
        "answered": ("已答复", Q(state=ComplaintState.ANSWERED)),
        ALL: ("台账", Q()),
    }
    return _listed(rows, tabs, only, page, lambda row: _day(row.received_at))


def cases_listed(
    person: StaffMember, *, only: str = "", cause: str = "", kind: str = "", words: str = "", page: int = 1
) -> WorkList:
    """The desk's cases within this person's reach."""
    rows = visible_cases(person).select_related("matter", "department", "handler", "holder", "taken_down_by")
    if cause:
        rows = rows.filter(cause=cause)
    if kind:
        rows = rows.filter(kind=kind)
    rows = _named(rows, words)
    is_open = Q(state__in=OPEN_CASES)
    tabs = {
        OPEN: ("未解决", is_open),
        OVERDUE: ("超期", is_open & Q(due__lt=clock.today())),
        "after": ("待反馈、核查、备案", Q(state__in=[CaseState.SOLVED, CaseState.TOLD, CaseState.VERIFIED])),
        "filed": ("已备案", Q(state=CaseState.FILED)),
        "excluded": ("不属受理范围", Q(state=CaseState.EXCLUDED)),
        ALL: ("台账", Q()),
    }
    return _listed(rows, tabs, only, page, lambda row: _day(row.taken_down_at))


def improvements_listed(person: StaffMember, *, only: str = "", page: int = 1) -> WorkList:
    """The improvement tickets within this person's reach."""
    rows = visible_improvements(person).select_related("department", "case", "complaint", "holder", "raised_by")
    is_open = Q(state__in=OPEN_IMPROVEMENTS)
    tabs = {
        OPEN: ("未完成", is_open),
        OVERDUE: ("超期", is_open & Q(due__lt=clock.today())),
        "confirmed": ("已确认改进", Q(state=ImprovementState.CONFIRMED)),
        "declined": ("不采纳", Q(state=ImprovementState.DECLINED)),
        ALL: ("全部", Q()),
    }
    return _listed(rows, tabs, only, page, lambda row: _day(row.raised_at))


def _named(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    words = words.strip()[:60]
    if not words:
        return rows
    number = normal_grievance_number(words)
    return rows.filter(
        Q(number__startswith=number) | Q(matter__name__icontains=words) | Q(department__short_name__icontains=words)
    )
