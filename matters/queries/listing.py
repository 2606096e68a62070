"""The catalogue as a list: words and filters, page by page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from hall.models import Department, Hall
from hall.models.hall import HallLevel
from matters.finding.question import Question
from matters.models import CaseKind, Matter, MatterVersion
from matters.models.matter import Applicant
from matters.queries.catalogue import versions_at
from matters.queries.lists import matters_on_list
from matters.queries.search import Hit, hit_of, matching, shown_matters
from matters.states import VersionState

COMPANIES = (Applicant.ENTERPRISE, Applicant.INSTITUTION, Applicant.SOCIAL_ORG, Applicant.OTHER)


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list by; empty means all. `online` is the least depth of what goes online."""

    words: str = ""
    department: str = ""
    audience: str = ""
    kind: str = ""
    online: str = ""
    hall: str = ""
    theme: str = ""
    on_list: str = ""
    is_instant: bool = False
    is_one_window: bool = False

    @property
    def are_any(self) -> bool:
        """Whether anything but words narrows the list."""
        named = (self.department, self.audience, self.kind, self.online, self.hall, self.theme, self.on_list)
        return any(named) or self.is_instant or self.is_one_window


@dataclass(frozen=True)
class ListedMatter(Hit):
    """A line of the list: the matter with its standing version and why it is there."""

    version: MatterVersion | None = None


def listed(filters: Filters, question: Question) -> QuerySet[Matter]:
    """The matters that pass the filters, best first, with department and standing version."""
    rows = shown_matters().filter(_narrowed(filters))
    if filters.on_list:
        rows = rows.filter(pk__in=matters_on_list(filters.on_list))
    standard = _of_standard(filters)
    if standard:
        rows = rows.filter(Exists(versions_at().filter(standard, matter=OuterRef("pk"))))
    standing = Prefetch("versions", queryset=versions_at(), to_attr="standing")
    return matching(rows, question).select_related("department").prefetch_related(standing)


def _narrowed(filters: Filters) -> Q:
    narrow = _stationed_in(filters.hall) if filters.hall else Q()
    if filters.department:
        narrow &= Q(department__code=filters.department)
    if filters.audience == "person":
        narrow &= Q(applicants__contains=[Applicant.PERSON])
    elif filters.audience == "company":
        narrow &= Q(applicants__overlap=list(COMPANIES))
    if filters.is_one_window:
        narrow &= Q(is_one_window=True)
    if filters.theme:
        narrow &= Q(themes__contains=[filters.theme])
    return narrow


def _stationed_in(hall_code: str) -> Q:
    """Stationed in a hall: those that name it; those that name none stand in the city's."""
    is_the_citys = Exists(Hall.objects.filter(code=hall_code, level=HallLevel.CITY))
    return Q(is_stationed=True) & (Q(hall_codes__contains=[hall_code]) | (Q(hall_codes=[]) & Q(is_the_citys)))


def halls_to_choose() -> QuerySet[Hall]:
    """The halls a reader can choose, the city's first."""
    return Hall.objects.order_by("level", "code")


def unknown_places(filters: Filters) -> list[tuple[str, str]]:
    """Filters that name a department, hall or theme that is not there, with what was named."""
    asked = (
        (_("部门"), filters.department, Department.objects.filter(code=filters.department)),
        (_("进驻大厅"), filters.hall, Hall.objects.filter(code=filters.hall)),
        (_("主题"), filters.theme, Matter.objects.filter(themes__contains=[filters.theme])),
    )
    return [(label, value) for label, value, rows in asked if value and not rows.exists()]


def _of_standard(filters: Filters) -> Q:
    """What the standing version must say."""
    kind = CaseKind.INSTANT if filters.is_instant else filters.kind
    wanted = Q(case_kind=kind) if kind else Q()
    return wanted & Q(online_depth__gte=filters.online) if filters.online else wanted


def lines(matters: list[Matter], question: Question) -> list[ListedMatter]:
    """The lines of one page; no query beyond those of `listed`."""
    return [_line(matter, question) for matter in matters]


def _line(matter: Matter, question: Question) -> ListedMatter:
    standing: list[MatterVersion] = getattr(matter, "standing", [])
    version = standing[0] if standing else None
    paused = version.pause_reason if version and version.state == VersionState.PAUSED else ""
    hit = hit_of(matter, question, paused)
    return ListedMatter(matter=matter, why=hit.why, paused=paused, marks=hit.marks, version=version)


def departments_with_matters() -> QuerySet[Department]:
    """The departments a reader can choose."""
    return Department.objects.filter(Exists(Matter.objects.filter(department=OuterRef("pk")))).order_by("short_name")
