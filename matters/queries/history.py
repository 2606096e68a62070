"""The public history of a standard: every version with its dates, and what it said otherwise than the one before."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from hall.kernel import clock
from hall.models import Step
from matters.content_words import Content
from matters.description_words import Said
from matters.differences import Difference, difference
from matters.fingerprint import content_of
from matters.models import DescriptionChange, Material, Matter, MatterVersion
from matters.queries.catalogue import matter_by_code
from matters.queries.describing import public_changes, said
from matters.states import ONCE_PUBLISHED, VersionState

WAITING, STANDING, PAUSED, EARLIER, WITHDRAWN = "waiting", "standing", "paused", "earlier", "withdrawn"


@dataclass(frozen=True)
class Chapter:
    """One version in the history."""

    version: MatterVersion
    standing: str
    since: datetime
    until: datetime | None
    difference: Difference | None
    reason: str = ""

    @property
    def is_first(self) -> bool:
        return self.difference is None


@dataclass(frozen=True)
class History:
    """All versions of a matter, newest first."""

    matter: Matter
    chapters: list[Chapter]
    changes: list[tuple[DescriptionChange, list[Said]]] = field(default_factory=list)


def history_of(code: str) -> History:
    """The history of the matter under this code; five queries however long it is. Raises MatterNotFound."""
    matter = matter_by_code(code)
    versions = list(_published(matter))
    reasons = _reasons(versions)
    chapters: list[Chapter] = []
    before: Content | None = None
    for version in versions:
        version.matter = matter
        text = content_of(matter.code, version.name or matter.name, version, version.materials.all())
        found = difference(before, text) if before is not None else None
        chapters.append(_chapter(version, found, reasons.get(version.pk, "")))
        before = text
    return History(matter, chapters[::-1], [(row, said(row)) for row in public_changes(matter)])


def _published(matter: Matter) -> QuerySet[MatterVersion]:
    ordered = Prefetch("materials", queryset=Material.objects.order_by("order"))
    rows = MatterVersion.objects.filter(matter=matter, state__in=ONCE_PUBLISHED, in_force__isempty=False)
    return rows.prefetch_related(ordered).order_by("in_force", "number")


def _reasons(versions: list[MatterVersion]) -> dict[int, str]:
    """Why versions were withdrawn or are paused, as told to the public."""
    ended = [version.pk for version in versions if version.state == VersionState.WITHDRAWN]
    acts = Step.objects.filter(subject_type=MatterVersion._meta.label_lower, subject_id__in=ended, verb="withdraw")
    told = dict(acts.order_by("id").values_list("subject_id", "reason"))
    return told | {v.pk: v.pause_reason for v in versions if v.state == VersionState.PAUSED}


def _chapter(version: MatterVersion, found: Difference | None, reason: str) -> Chapter:
    since, until = version.begins, version.in_force.upper
    return Chapter(version, _standing(version, since, until), since, until, found, reason)


def _standing(version: MatterVersion, since: datetime, until: datetime | None) -> str:
    now = clock.now()
    if since > now:
        return WAITING
    if version.state == VersionState.WITHDRAWN:
        return WITHDRAWN
    if until is not None and until <= now:
        return EARLIER
    return PAUSED if version.state == VersionState.PAUSED else STANDING
