"""What editors, reviewers and publishers find on their desks; access gates to versions that are not yet public."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from hall.kernel import clock
from hall.models import StaffMember, Step
from hall.roles import Role
from hall.steps import steps_of
from matters.catalogue_file.rows import Fault, row_of
from matters.catalogue_file.rules import OF_A_DRAFT
from matters.differences import Difference, difference
from matters.errors import VersionNotFound
from matters.fingerprint import content_of
from matters.guided.checks import faults as question_faults
from matters.models import Matter, MatterVersion
from matters.queries.catalogue import standing_version, versions_at
from matters.states import IN_FORCE, ONCE_PUBLISHED, OPEN_STATES, VersionState

BUREAU = (Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
SHOWN = 200


@dataclass(frozen=True)
class Desk:
    """All that waits: drafts of the own department, what is to be reviewed, published, what waits for its day."""

    drafts: list[MatterVersion] = field(default_factory=list)
    to_review: list[MatterVersion] = field(default_factory=list)
    to_publish: list[MatterVersion] = field(default_factory=list)
    waiting: list[MatterVersion] = field(default_factory=list)
    paused: list[MatterVersion] = field(default_factory=list)


def versions_within_reach(person: StaffMember) -> QuerySet[MatterVersion]:
    """The versions this person may see before they are public: editors those of their department, the bureau all."""
    rows = MatterVersion.objects.select_related("matter__department", "matter__basic_item")
    if person.has_role(*BUREAU) or person.department_id is None:
        return rows
    return rows.filter(matter__department=person.department_id)


def version_for(person: StaffMember, version_id: int) -> MatterVersion:
    """The version under this id, when it is within this person's reach. Raises VersionNotFound."""
    version = versions_within_reach(person).filter(pk=version_id).first()
    if version is None:
        raise VersionNotFound()
    return version


def desk(person: StaffMember) -> Desk:
    """This person's desk: one query for what is open, one for what waits or is paused."""
    rows = versions_within_reach(person)
    open_ones = list(rows.filter(state__in=OPEN_STATES).order_by("-pk")[:SHOWN])
    later = list(rows.filter(state__in=IN_FORCE, in_force__startswith__gt=clock.now()).order_by("in_force")[:SHOWN])
    paused = list(rows.filter(state=VersionState.PAUSED, in_force__contains=clock.now()).order_by("pk")[:SHOWN])
    by_state: dict[str, list[MatterVersion]] = {}
    for version in open_ones:
        by_state.setdefault(version.state, []).append(version)
    return Desk(
        drafts=by_state.get(VersionState.REJECTED, []) + by_state.get(VersionState.DRAFT, []),
        to_review=by_state.get(VersionState.SUBMITTED, []),
        to_publish=by_state.get(VersionState.REVIEWED, []),
        waiting=later,
        paused=paused,
    )


def matters_to_write(person: StaffMember, words: str = "") -> QuerySet[Matter]:
    """The matters whose versions this person works on, by name or code, each with what stands now."""
    standing = Prefetch("versions", queryset=versions_at(), to_attr="standing")
    rows = Matter.objects.select_related("department").prefetch_related(standing).order_by("department__code", "code")
    if person.department_id is not None and not person.has_role(*BUREAU):
        rows = rows.filter(department=person.department_id)
    for word in words.replace("\x00", "").split():
        rows = rows.filter(search_text__contains=word.lower()) | rows.filter(code__startswith=word)
    return rows


def faults_of(version: MatterVersion) -> list[Fault]:
    """Every rule the version breaks: field, what is wrong, what to write."""
    materials = list(version.materials.order_by("order"))
    row = row_of(version.matter, version, materials)
    guided = [("questions", f"情形引导：{what}", todo) for what, todo in question_faults(version.questions, materials)]
    return [fault for rule in OF_A_DRAFT for fault in rule(row)] + guided


def content(version: MatterVersion) -> dict[str, Any]:
    """A version's content as differences and fingerprints read it."""
    materials = version.materials.order_by("order")
    return content_of(version.matter.code, version.name or version.matter.name, version, materials)


def previous_of(version: MatterVersion) -> MatterVersion | None:
    """What the version is compared with: the standing one, else the last one published before it."""
    standing = standing_version(version.matter)
    if standing is not None and standing.pk != version.pk:
        return standing
    earlier = MatterVersion.objects.filter(matter=version.matter, number__lt=version.number, sealed_at__isnull=False)
    found = earlier.order_by("-number").first()
    if found is not None:
        found.matter = version.matter
    return found


def difference_to_previous(version: MatterVersion) -> Difference:
    """What the version says otherwise than the one before it."""
    previous = previous_of(version)
    return difference(content(previous), content(version)) if previous is not None else Difference()


def published_since(version: MatterVersion) -> MatterVersion | None:
    """The newest version published after this draft was begun, when there is one: the draft does not know it."""
    if version.base_id is None or version.state not in OPEN_STATES:
        return None
    published = MatterVersion.objects.filter(matter=version.matter_id, state__in=ONCE_PUBLISHED)
    newest = published.exclude(in_force__isempty=True).order_by("-number").first()
    base = version.base
    if newest is None or base is None or newest.number <= base.number:
        return None
    newest.matter = version.matter
    return newest


def difference_since(version: MatterVersion, newer: MatterVersion) -> Difference:
    """What was published since a draft was begun."""
    base = version.base
    if base is None:
        return Difference()
    base.matter = version.matter
    return difference(content(base), content(newer))


def texts_between(version: MatterVersion, seen_revision: int) -> Difference:
    """What others changed in a draft since a revision was read."""
    texts = {text.revision: text.content for text in version.texts.filter(revision__gte=seen_revision)}
    return difference(texts.get(seen_revision, {}), texts[max(texts)]) if texts else Difference()


def savers_since(version: MatterVersion, seen_revision: int) -> list[Any]:
    """Who saved the draft after a revision was read, oldest first."""
    return list(version.texts.filter(revision__gt=seen_revision).select_related("by").order_by("revision"))


def acts_on(version: MatterVersion) -> list[Step]:
    """The time line of a version: who drafted, submitted, reviewed, published, with reasons."""
    return list(steps_of(version))


def reviewers_words(version: MatterVersion) -> str:
    """Why a draft was sent back, while it waits to be mended."""
    if version.state != VersionState.REJECTED:
        return ""
    act = steps_of(version).filter(verb="reject").last()
    return act.reason if act is not None else ""
