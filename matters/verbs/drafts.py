"""Writing the next version of a standard: begin from the one that stands, save, throw away."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.kernel.moves import Moved, locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catalogue_file.rows import MATERIAL_WRITTEN, PLANNED, WRITTEN, Row, row_of
from matters.catalogue_file.rules import HELD_BY_THE_DATABASE
from matters.differences import difference
from matters.errors import DraftChanged, DraftFaulty, DraftOpen, NothingToCopy
from matters.fingerprint import content_of
from matters.models import DraftText, Material, Matter, MatterVersion
from matters.queries.catalogue import standing_version
from matters.states import ONCE_PUBLISHED, OPEN_STATES, VERSION_MOVES, VersionState

EDITABLE = (VersionState.DRAFT, VersionState.REJECTED)


@transaction.atomic
def start_draft(*, code: str, by: StaffMember) -> MatterVersion:
    """Begin the next version as a copy of the standing one (or the last one there was). One draft at a time."""
    matter = locked(Matter.objects.all(), code=code)
    may_write(by, matter)
    versions = MatterVersion.objects.filter(matter=matter)
    open_one = versions.filter(state__in=OPEN_STATES).first()
    if open_one is not None:
        raise DraftOpen(matter=matter.name, number=open_one.number, version_id=open_one.pk)
    source = standing_version(matter) or versions.order_by("-number").first()
    if source is None:
        raise NothingToCopy(matter=matter.name)
    materials = list(source.materials.order_by("order"))
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    draft = _copy(source, matter, number)
    draft.base = source if source.state in ONCE_PUBLISHED else None
    draft.save()
    _write_materials(draft, [{field: getattr(material, field) for field in MATERIAL_WRITTEN} for material in materials])
    keep_text(draft, by)
    steps.record(draft, Moved("draft", "", VersionState.DRAFT.value), by, copied_from=source.number)
    return draft


def _copy(source: MatterVersion, matter: Matter, number: int) -> MatterVersion:
    said = {field: getattr(source, field) for field in WRITTEN if field not in PLANNED}
    result = {field: getattr(source, field) for field in ("result_kind", "result_name", "result_valid_years")}
    draft = MatterVersion(matter=matter, number=number, state=VersionState.DRAFT, questions=source.questions)
    for field, value in {**said, **result, "name": matter.name}.items():
        setattr(draft, field, value)
    return draft


@transaction.atomic
def save_draft(*, version_id: int, row: Row, seen_revision: int, by: StaffMember) -> MatterVersion:
    """Write a draft's whole text. Raises DraftChanged when somebody saved it since `seen_revision` was read."""
    draft = locked(MatterVersion.objects.select_related("matter__department", "matter__basic_item"), pk=version_id)
    may_write(by, draft.matter)
    moved = make_move(draft, VERSION_MOVES, "edit")
    if draft.revision != seen_revision:
        last = draft.texts.select_related("by").order_by("revision").last()
        raise DraftChanged(version=draft, by=last.by.name if last else "", revision=draft.revision)
    whole = {**row_of(draft.matter, draft, []), **row}
    faults = [fault for rule in HELD_BY_THE_DATABASE for fault in rule(whole)]
    if faults:
        raise DraftFaulty(faults=faults, words="；".join(f"{what}，{todo}" for _, what, todo in faults))
    before = draft_content(draft)
    _write(draft, row)
    draft.revision += 1
    draft.save()
    _write_materials(draft, row["materials"])
    found = difference(before, keep_text(draft, by))
    steps.record(draft, moved, by, revision=draft.revision, fields=sorted(found.keys))
    return draft


@transaction.atomic
def discard_draft(*, version_id: int, reason: str, by: StaffMember) -> MatterVersion:
    """Give a draft up; it stays readable with the reason."""
    draft = locked(MatterVersion.objects.select_related("matter"), pk=version_id)
    may_write(by, draft.matter)
    moved = make_move(draft, VERSION_MOVES, "discard")
    draft.save()
    steps.record(draft, moved, by, reason=reason.strip())
    return draft


def may_write(by: StaffMember, matter: Matter) -> None:
    """An editor writes for the own department; an editor of the bureau without a department for all."""
    require(by, Role.CATALOGUE_EDITOR)
    if not by.has_role(Role.SYSTEM) and by.department_id not in {None, matter.department_id}:
        raise NotPermitted()


def draft_content(draft: MatterVersion) -> dict[str, Any]:
    """A draft's text as differences read it."""
    matter = draft.matter
    return content_of(matter.code, draft.name or matter.name, draft, draft.materials.order_by("order"))


def _write(draft: MatterVersion, row: Row) -> None:
    for field in WRITTEN:
        if field in row:
            setattr(draft, field, _day(row[field]) if field in PLANNED else row[field])
    result = row["result"]
    draft.result_kind, draft.result_name = result["kind"], result["name"]
    draft.result_valid_years = result["valid_years"]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _write_materials(draft: MatterVersion, rows: list[Row]) -> None:
    draft.materials.all().delete()
    Material.objects.bulk_create(Material(version=draft, order=n, **row) for n, row in enumerate(rows, 1))


def keep_text(draft: MatterVersion, by: StaffMember) -> dict[str, Any]:
    """Keep what the draft says after this save, for the next editor to compare."""
    content = draft_content(draft)
    DraftText.objects.create(version=draft, revision=draft.revision, content=content, by=by, at=clock.now())
    return content
