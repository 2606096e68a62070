"""Taking over a catalogue file: all of it or nothing; a changed line becomes a new version."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import DateTimeField, Func, Max, Min
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, make_move
from hall.models import Department, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catalogue_file.building import MATTER_FIELDS, matter_fields, standard
from matters.catalogue_file.problems import Problem
from matters.codes import main_of
from matters.models import BasicItem, Material, Matter, MatterVersion
from matters.queries.catalogue import versions_at
from matters.queries.conflicts import conflicts
from matters.states import ONCE_PUBLISHED, VERSION_MOVES, VersionState
from matters.verbs.sealing import seal

IMPORT_LOCK = 740_002
BATCH = 500
Row = dict[str, Any]


@dataclass
class Outcome:
    """What an import did, or with a dry run would do. `described`: only names to search by or flags changed."""

    added: int = 0
    changed: int = 0
    described: int = 0
    unchanged: int = 0
    missing: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def import_catalogue(*, rows: list[Row], dry_run: bool = False, by: StaffMember) -> Outcome:
    """Bring the catalogue up to checked lines (of `read_catalogue`). Lines that do not fit change nothing at all.

    A new line becomes a published matter; a line whose standard changed becomes a new version in force from now and
    ends the one before. Matters that the file does not name are reported as missing and left alone.
    """
    require(by, Role.CATALOGUE_PUBLISHER)
    one_at_a_time()
    departments = {department.code: department for department in Department.objects.all()}
    outcome = Outcome(problems=conflicts(rows, departments))
    if not outcome.problems:
        take_over(rows, departments, clock.now(), outcome, by)
        transaction.set_rollback(dry_run)
    return outcome


def one_at_a_time() -> None:
    """Wait until no other file is being taken over; until the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def take_over(
    rows: list[Row], departments: dict[str, Department], at: datetime, outcome: Outcome, by: StaffMember, **data: Any
) -> None:
    """Write checked lines, their standards in force from `at`; `data` goes into the steps of publishing."""
    matters = _take_over_matters(rows, departments, outcome, by)
    _take_over_standards(rows, matters, outcome, at, by, data)


def _take_over_matters(
    rows: list[Row], departments: dict[str, Department], outcome: Outcome, by: StaffMember
) -> dict[str, Matter]:
    """The matters of all lines by code, made or brought up to date."""
    leaves = basic_items(rows)
    known = {matter.code: matter for matter in Matter.objects.select_for_update().order_by("pk")}
    outcome.missing = sorted(known.keys() - {row["code"] for row in rows})
    new, described = [], []
    for row in rows:
        fields = matter_fields(row, departments[row["department"]], leaves[row["basic_code"]].pk)
        matter = known.get(row["code"])
        if matter is None:
            known[row["code"]] = matter = Matter(code=row["code"], **fields)
            new.append(matter)
        elif any(getattr(matter, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(matter, name, value)
            described.append(matter)
    bulk_create_with_history(new, Matter, batch_size=BATCH, default_user=by)
    bulk_update_with_history(described, Matter, MATTER_FIELDS, batch_size=BATCH, default_user=by)
    steps.record_all([(matter, "describe", {}) for matter in described], by)
    outcome.added, outcome.described = len(new), len(described)
    return known


def basic_items(rows: list[Row]) -> dict[str, BasicItem]:
    """The basic items of all lines by code; sub-items hang under their main item when it is there."""
    names = {row["basic_code"]: row["main_item"] or row["name"] for row in rows}
    names |= {main_of(code): name for code, name in names.items() if main_of(code) not in names}
    known = {item.code: item for item in BasicItem.objects.filter(code__in=names)}
    new = [BasicItem(code=c, name=n, matter_type=c[2:4]) for c, n in names.items() if c not in known]
    BasicItem.objects.bulk_create(new, batch_size=BATCH)
    known |= {item.code: item for item in new}
    for item in new:
        parent = known.get(main_of(item.code))
        if parent is not None and parent is not item:
            item.parent = parent
    BasicItem.objects.bulk_update([item for item in new if item.parent_id], ["parent"], batch_size=BATCH)
    return known


def _take_over_standards(
    rows: list[Row],
    matters: dict[str, Matter],
    outcome: Outcome,
    at: datetime,
    by: StaffMember,
    data: dict[str, Any],
) -> None:
    """Publish a version from `at` on for each line whose fingerprint differs from the one standing then."""
    is_now = at <= clock.now()
    standing = {version.matter_id: version for version in versions_at(at).select_for_update()}
    later = _later_beginnings(at)
    last = dict(MatterVersion.objects.values_list("matter").annotate(last=Max("number")))
    fresh: list[tuple[MatterVersion, list[Material]]] = []
    ended: list[tuple[MatterVersion, Moved | None]] = []
    for row in rows:
        matter = matters[row["code"]]
        version, materials = standard(row, matter)
        before = standing.get(matter.pk)
        if before is not None and before.fingerprint == version.fingerprint:
            continue
        version.number = last.get(matter.pk, 0) + 1
        version.in_force = DateTimeTZRange(at, before.in_force.upper if before else later.get(matter.pk))
        fresh.append((version, materials))
        if before is not None:
            before.matter = matter
            before.in_force = DateTimeTZRange(before.in_force.lower, at)
            ended.append((before, make_move(before, VERSION_MOVES, "replace") if is_now else None))
    _write(fresh, ended, by, data)
    outcome.changed = len(fresh) - outcome.added
    outcome.unchanged = len(rows) - len(fresh)


def _later_beginnings(at: datetime) -> dict[int, datetime]:
    """When the first version that waits for its day after `at` begins, by matter."""
    waiting = MatterVersion.objects.filter(in_force__startswith__gt=at, state__in=ONCE_PUBLISHED)
    return dict(
        waiting.values_list("matter").annotate(
            first=Min(Func("in_force", function="lower", output_field=DateTimeField()))
        )
    )


def _write(
    fresh: list[tuple[MatterVersion, list[Material]]],
    ended: list[tuple[MatterVersion, Moved | None]],
    by: StaffMember,
    data: dict[str, Any],
) -> None:
    """Save in bulk, history and steps with it; those that end go first, so that no two overlap."""
    if ended:
        before = [version for version, _ in ended]
        bulk_update_with_history(before, MatterVersion, ["state", "in_force"], batch_size=BATCH, default_user=by)
        steps.record_all([(version, moved, {}) for version, moved in ended if moved is not None], by)
    if not fresh:
        return
    versions = bulk_create_with_history(
        [version for version, _ in fresh], MatterVersion, batch_size=BATCH, default_user=by
    )
    materials = []
    for version, (_, listed) in zip(versions, fresh, strict=True):
        for material in listed:
            material.version = version
            materials.append(material)
    Material.objects.bulk_create(materials, batch_size=2 * BATCH)
    seal(versions)
    published = Moved("publish", before="", after=VersionState.PUBLISHED.value)
    steps.record_all([(version, published, {"fingerprint": version.fingerprint, **data}) for version in versions], by)
