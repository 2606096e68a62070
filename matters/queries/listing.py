"""The catalogue as a list: words and filters, page by page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hall.models import Department
from matters.models import CaseKind, Matter, MatterVersion
from matters.models.matter import Applicant
from matters.queries.catalogue import versions_at
from matters.queries.search import Hit, matching, plain, reason, shown_matters
from matters.states import VersionState

COMPANIES = (Applicant.ENTERPRISE, Applicant.INSTITUTION, Applicant.SOCIAL_ORG, Applicant.OTHER)


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list by; empty means all."""

    words: str = ""
    department: str = ""
    audience: str = ""
    is_instant: bool = False
    is_one_window: bool = False


@dataclass(frozen=True)
class ListedMatter(Hit):
    """A line of the list: the matter with its standing version and why it is there."""

    version: MatterVersion | None = None


def listed(filters: Filters) -> QuerySet[Matter]:
    """The matters that pass the filters, best first, with department and standing version."""
    rows = shown_matters().filter(_narrowed(filters))
    if filters.is_instant:
        rows = rows.filter(Exists(versions_at().filter(matter=OuterRef("pk"), case_kind=CaseKind.INSTANT)))
    standing = Prefetch("versions", queryset=versions_at(), to_attr="standing")
    return matching(rows, filters.words).select_related("department").prefetch_related(standing)


def _narrowed(filters: Filters) -> Q:
    narrow = Q()
    if filters.department:
        narrow &= Q(department__code=filters.department)
    if filters.audience == "person":
        narrow &= Q(applicants__contains=[Applicant.PERSON])
    elif filters.audience == "company":
        narrow &= Q(applicants__overlap=list(COMPANIES))
    if filters.is_one_window:
        narrow &= Q(is_one_window=True)
    return narrow


def lines(matters: list[Matter], words: str) -> list[ListedMatter]:
    """The lines of one page; no query beyond those of `listed`."""
    return [_line(matter, plain(words)) for matter in matters]


def _line(matter: Matter, question: str) -> ListedMatter:
    standing: list[MatterVersion] = getattr(matter, "standing", [])
    version = standing[0] if standing else None
    paused = version.pause_reason if version and version.state == VersionState.PAUSED else ""
    return ListedMatter(matter=matter, why=reason(matter, question), paused=paused, version=version)


def departments_with_matters() -> QuerySet[Department]:
    """The departments a reader can choose."""
    return Department.objects.filter(Exists(Matter.objects.filter(department=OuterRef("pk")))).order_by("short_name")
