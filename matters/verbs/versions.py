"""What people do with a version of a standard: submit, review, publish, pause, withdraw."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.errors import (
    BaseMovedOn,
    CatchAllFound,
    DraftFaulty,
    FromInThePast,
    ReasonMissing,
    SamePerson,
    VersionIncomplete,
)
from matters.fingerprint import content_of, fingerprint
from matters.models import Material, Matter, MatterVersion
from matters.queries.drafts import difference_since, faults_of, published_since
from matters.queries.gate import findings_of
from matters.states import IN_FORCE, ONCE_PUBLISHED, VERSION_MOVES, VersionState
from matters.verbs.drafts import EDITABLE, may_write

DRAFTING = {"draft": "编制", "edit": "修改", "submit": "提交"}
REVIEWING = {"review": "审核"}


@transaction.atomic
def submit(*, version_id: int, by: StaffMember) -> MatterVersion:
    """The drafter hands the draft to a reviewer; a draft that breaks a rule stays where it is, with all faults told."""
    draft = _locked_with_its_matter(version_id)
    may_write(by, draft.matter)
    faults = faults_of(draft)
    if faults and draft.state in EDITABLE:
        raise DraftFaulty(faults=faults, words="；".join(f"{what}，{todo}" for _, what, todo in faults))
    return _move("submit", version_id, by, Role.CATALOGUE_EDITOR)


@transaction.atomic
def review(*, version_id: int, by: StaffMember) -> MatterVersion:
    """A second person finds the draft good; what the gate would stop at publishing is not found good."""
    version = _move("review", version_id, by, Role.CATALOGUE_REVIEWER, not_who=DRAFTING)
    _pass_the_gate(version, list(version.materials.order_by("order")), "通过审核")
    return version


def reject(*, version_id: int, reason: str, by: StaffMember) -> MatterVersion:
    """A second person sends the draft back with words; a publisher sends back what the reviewer let pass."""
    return _move(
        "reject", version_id, by, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, not_who=DRAFTING, reason=reason
    )


@transaction.atomic
def publish(*, version_id: int, at: datetime | None = None, over: int | None = None, by: StaffMember) -> MatterVersion:
    """A third person puts the version in force from `at` (now); the one in force at that moment ends there.

    Raises BaseMovedOn when another version was published since this one was drafted, unless its number is given as
    `over`: the publisher has seen what would be undone.
    """
    now = clock.now()
    moment = max(at or now, now)
    if at is not None and at.astimezone(clock.BEIJING).date() < clock.today():
        raise FromInThePast(since=f"{at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}")
    version = _locked_with_its_matter(version_id)
    require(by, Role.CATALOGUE_PUBLISHER)
    _someone_else(version, by, "publish", DRAFTING | REVIEWING)
    _still_upon_its_base(version, over)
    moved = make_move(version, VERSION_MOVES, "publish")
    materials = list(version.materials.order_by("order"))
    _pass_the_gate(version, materials)
    until = _end_the_one_before(version, moment, now, by)
    version.in_force = DateTimeTZRange(moment, until)
    version.name = version.matter.name
    version.sealed_at = now
    version.fingerprint = fingerprint(content_of(version.matter.code, version.matter.name, version, materials))
    version.save()
    steps.record(version, moved, by, fingerprint=version.fingerprint, since=moment.isoformat())
    return version


@transaction.atomic
def pause(*, version_id: int, reason: str, by: StaffMember) -> MatterVersion:
    """Stop new intake and say why; running applications go on. A next version that waits for its day is held, too."""
    why = reason.strip()
    version = _move("pause", version_id, by, Role.CATALOGUE_PUBLISHER, reason=why, pause_reason=why)
    for next_id in _waiting_behind(version, VersionState.PUBLISHED):
        _move("pause", next_id, by, Role.CATALOGUE_PUBLISHER, reason=why, pause_reason=why)
    return version


@transaction.atomic
def resume(*, version_id: int, by: StaffMember) -> MatterVersion:
    """Take new applications again, under the next version that was held with this one, too."""
    version = _move("resume", version_id, by, Role.CATALOGUE_PUBLISHER, pause_reason="")
    for next_id in _waiting_behind(version, VersionState.PAUSED):
        _move("resume", next_id, by, Role.CATALOGUE_PUBLISHER, pause_reason="")
    return version


def _waiting_behind(version: MatterVersion, state: VersionState) -> list[int]:
    """The versions of the same matter that begin after this one and have not begun yet."""
    begins = max(clock.now(), version.begins)
    rows = MatterVersion.objects.filter(matter=version.matter, state=state, in_force__startswith__gt=begins)
    return list(rows.order_by("number").values_list("pk", flat=True))


@transaction.atomic
def withdraw(*, version_id: int, reason: str, by: StaffMember) -> MatterVersion:
    """End the standard without a next one (取消); a version that was still waiting for its day never begins."""
    version = _move("withdraw", version_id, by, Role.CATALOGUE_PUBLISHER, reason=reason)
    now, since, until = clock.now(), version.in_force.lower, version.in_force.upper
    has_begun = since is not None and since < now
    version.in_force = DateTimeTZRange(since, now) if has_begun else DateTimeTZRange(empty=True)
    version.save()
    if since is not None and not has_begun:
        _let_the_one_before_go_on(version, since, until)
    return version


def _let_the_one_before_go_on(version: MatterVersion, since: datetime, until: datetime | None) -> None:
    """The version that was to end where a waiting one began stays in force: no matter ends by an act on the next one."""
    before = (
        MatterVersion.objects.select_for_update()
        .filter(matter=version.matter, state__in=IN_FORCE, in_force__endswith=since)
        .first()
    )
    if before is not None:
        before.in_force = DateTimeTZRange(before.in_force.lower, until)
        before.save()


@transaction.atomic
def _move(
    verb: str,
    version_id: int,
    by: StaffMember,
    *roles: Role,
    not_who: dict[str, str] | None = None,
    reason: str | None = None,
    **fields: str,
) -> MatterVersion:
    """The beats that all moves of a version share. A `reason` that is given may not be blank."""
    version = _locked_with_its_matter(version_id)
    require(by, *roles)
    _someone_else(version, by, verb, not_who or {})
    if reason is not None and not reason.strip():
        raise ReasonMissing(verb=VERSION_MOVES[verb].label)
    moved = make_move(version, VERSION_MOVES, verb)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    steps.record(version, moved, by, reason=(reason or "").strip())
    return version


def _locked_with_its_matter(version_id: int) -> MatterVersion:
    """The version under lock, its matter locked first: one act at a time on a matter's versions."""
    matter = locked(Matter.objects.all(), versions__pk=version_id)
    version = locked(MatterVersion.objects.all(), pk=version_id)
    version.matter = matter
    return version


def _someone_else(version: MatterVersion, by: StaffMember, verb: str, acts: dict[str, str]) -> None:
    """Refuse a person who did one of `acts` on this version; system persons import and may do all."""
    if by.has_role(Role.SYSTEM):
        return
    mine = steps.steps_of(version).filter(verb__in=acts, by=by).first()
    if mine is not None:
        raise SamePerson(version=version, act=acts[mine.verb], verb=VERSION_MOVES[verb].label)


def _pass_the_gate(version: MatterVersion, materials: list[Material], act: str = "发布") -> None:
    """A standard has conditions and materials, and no catch-all clause."""
    if not materials or not version.conditions:
        raise VersionIncomplete(version=version, what="没有申请材料或受理条件")
    found = findings_of(version, materials)
    if found:
        raise CatchAllFound(version=version, act=act, clauses="；".join(str(finding) for finding in found))


def _still_upon_its_base(version: MatterVersion, over: int | None) -> None:
    """Refuse to put back old words unseen: what was published since the draft began is told first."""
    newer = published_since(version)
    if newer is not None and over != newer.number:
        words = "；".join(difference_since(version, newer).words) or "内容相同"
        base = version.base.number if version.base else 0
        raise BaseMovedOn(version=version, base=base, newest=newer.number, difference=words)


def _end_the_one_before(version: MatterVersion, moment: datetime, now: datetime, by: StaffMember) -> datetime | None:
    """End the version in force at `moment` there, and say until when the new one may stand."""
    others = MatterVersion.objects.select_for_update().filter(matter=version.matter, state__in=ONCE_PUBLISHED)
    before = others.filter(in_force__contains=moment).first()
    if before is None:
        later = others.filter(in_force__startswith__gt=moment).order_by("in_force").first()
        return later.in_force.lower if later else None
    until = before.in_force.upper
    before.matter = version.matter
    before.in_force = DateTimeTZRange(before.in_force.lower, moment)
    if moment <= now and before.state in {VersionState.PUBLISHED, VersionState.PAUSED}:
        steps.record(before, make_move(before, VERSION_MOVES, "replace"), by, by_version=version.number)
    before.save()
    return until


@transaction.atomic
def replace_ended(*, by: StaffMember, limit: int = 500) -> int:
    """Record that versions whose time is over were replaced. What is in force never waits for this: the range decides."""
    require(by, Role.SYSTEM)
    over = Q(in_force__endswith__lte=clock.now()) | Q(in_force__isempty=True)
    rows = MatterVersion.objects.filter(over, state__in=IN_FORCE).select_related("matter").order_by("pk")
    ended = list(rows.select_for_update(of=("self",), skip_locked=True)[:limit])
    for version in ended:
        moved = make_move(version, VERSION_MOVES, "replace")
        version.save()
        steps.record(version, moved, by)
    return len(ended)
