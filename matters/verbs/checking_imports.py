"""What a worker does with a catalogue file: check it (a dry run), and publish it once it is approved."""

import logging
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import DatabaseError, transaction

from hall import steps
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.kernel.moves import make_move
from hall.models import Department, StaffMember
from matters.catalogue_file.assembling import Row, assemble
from matters.catalogue_file.csv_tables import csv_tables
from matters.catalogue_file.placing import Places
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.rules import wording_rules
from matters.catalogue_file.tables import Table, UnreadableFile
from matters.catalogue_file.xlsx_tables import xlsx_tables
from matters.errors import ImportOutdated
from matters.import_progress import forget, note
from matters.models import CatalogueImport, FileKind, ImportLine, LineKind
from matters.queries.catalogue import versions_at
from matters.queries.conflicts import conflicts
from matters.queries.gate import allowed_wordings
from matters.queries.import_plan import Plan, plan
from matters.states import IMPORT_MOVES, ImportState
from matters.verbs.catalogue_imports import taken
from matters.verbs.importing import Outcome, one_at_a_time, take_over

logger = logging.getLogger(__name__)

LONGEST_CHECK = timedelta(minutes=10)
KEPT_PROBLEMS = 2_000
BATCH = 500
Departments = dict[str, Department]


def check_import(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """Read and check the file and keep what was found. Nothing of the catalogue changes, whatever the file holds."""
    row = _begun(import_id, by)
    if row is None:
        return CatalogueImport.objects.get(pk=import_id)
    departments = {department.code: department for department in Department.objects.all()}
    try:
        tables = _tables(row)
        rows, problems = _lines(row, tables, departments)
        found = Plan() if problems else plan(rows, departments, moment_of(row), note(row.pk, "与现行目录比较"))
        problems += [Places(fault.line).problem(fault, tables) for fault in found.problems]
    except UnreadableFile as refused:
        rows, problems, found = [], [refused.problem], Plan()
    except Exception as failure:
        logger.exception("catalogue_file_not_checked", extra={"import_id": import_id})
        return _failed(import_id, f"检查没有完成（{type(failure).__name__}），请重新检查；仍不成功请联系系统管理员", by)
    return _kept(import_id, rows, problems, found, by)


@transaction.atomic
def _begun(import_id: int, by: StaffMember) -> CatalogueImport | None:
    """The import when it is for this worker to check: not yet begun, or given up by a worker that died."""
    row = taken(import_id)
    now = clock.now()
    waits = row.state == ImportState.UPLOADED
    left_behind = row.state == ImportState.CHECKING and row.started_at and row.started_at < now - LONGEST_CHECK
    if not (waits or left_behind):
        return None
    moved = make_move(row, IMPORT_MOVES, "begin")
    row.started_at = now
    row.save()
    steps.record(row, moved, by)
    return row


def _tables(row: CatalogueImport) -> dict[str, Table]:
    note(row.pk, "读取文件")
    if row.kind == FileKind.XLSX:
        return xlsx_tables(Path(row.file.path))
    return csv_tables(Path(row.file.path), Path(row.materials_file.path))


def _lines(row: CatalogueImport, tables: dict[str, Table], departments: Departments) -> tuple[list[Row], list[Problem]]:
    by_credit_code = {department.credit_code: code for code, department in departments.items()}
    rows, problems = assemble(tables, by_credit_code, note(row.pk, "逐行检查"), allowed_wordings())
    if not problems:
        problems = [Places(fault.line).problem(fault, tables) for fault in conflicts(rows, departments)]
    return rows, problems


@transaction.atomic
def _kept(import_id: int, rows: list[Row], problems: list[Problem], found: Plan, by: StaffMember) -> CatalogueImport:
    row = taken(import_id)
    moved = make_move(row, IMPORT_MOVES, "find_faults" if problems else "pass")
    row.checked_at, row.rows, row.unchanged = clock.now(), len(rows), found.unchanged
    row.problem_count = len(problems)
    ordered = sorted(problems, key=lambda problem: (problem.sheet, problem.line))
    row.problems = [problem.plain() for problem in ordered[:KEPT_PROBLEMS]]
    row.save()
    row.lines.all().delete()
    lines = [
        ImportLine(
            catalogue_import=row, kind=line.kind, line=line.row.get("line", 0), code=line.code, name=line.name,
            department=line.department, differences=line.differences, row=line.row, base=line.base,
        )
        for line in found.lines
    ]  # fmt: skip
    ImportLine.objects.bulk_create([] if problems else lines, batch_size=BATCH)
    steps.record(row, moved, by, problems=len(problems), lines=len(lines))
    forget(import_id)
    return row


@transaction.atomic
def _failed(import_id: int, trouble: str, by: StaffMember) -> CatalogueImport:
    row = taken(import_id)
    moved = make_move(row, IMPORT_MOVES, "fail")
    row.trouble = trouble[:500]
    forget(import_id)
    row.save()
    steps.record(row, moved, by, reason=row.trouble)
    return row


def publish_import(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """Publish an approved import in the name of who released it: every line of the report, or nothing at all."""
    try:
        return _published(import_id)
    except DomainError as refused:
        return _failed(import_id, refused.words, by)
    except DatabaseError as failure:
        logger.exception("catalogue_import_not_published", extra={"import_id": import_id})
        return _failed(import_id, f"数据库没有接受（{type(failure).__name__}），没有发布任何内容；请重新检查", by)


@transaction.atomic
def _published(import_id: int) -> CatalogueImport:
    one_at_a_time()
    row = taken(import_id)
    if row.state != ImportState.APPROVED or row.released_by is None:
        return row
    moved = make_move(row, IMPORT_MOVES, "apply")
    tick = note(row.pk, "写入目录")
    lines = list(row.lines.exclude(kind=LineKind.MISSING))
    at = max(moment_of(row) or clock.now(), clock.now())
    _still_the_same(lines, at)
    departments = {department.code: department for department in Department.objects.all()}
    _still_sound([line.row for line in lines], departments)
    tick(0, len(lines))
    take_over([line.row for line in lines], departments, at, Outcome(), row.released_by, catalogue_import=row.pk)
    row.applied_at = clock.now()
    row.save()
    steps.record(row, moved, row.released_by, lines=len(lines), since=at.isoformat())
    return row


def _still_the_same(lines: list[ImportLine], at: datetime) -> None:
    """Refuse when a standard is no longer the one the report was made against."""
    codes = [line.code for line in lines]
    standing = dict(versions_at(at).filter(matter__code__in=codes).values_list("matter__code", "fingerprint"))
    moved_on = [line.name for line in lines if standing.get(line.code, "") != line.base]
    if moved_on:
        more = f"等 {len(moved_on)} 项" if len(moved_on) > 3 else ""
        raise ImportOutdated(matters="、".join(moved_on[:3]) + more)


def _still_sound(rows: list[Row], departments: Departments) -> None:
    """Ask the gate and the catalogue's tree once more: exceptions may have ended since the check."""
    exceptions = allowed_wordings()
    faults = [fault[1] for row in rows for fault in wording_rules(row, exceptions)]
    faults += [fault.what for fault in conflicts(rows, departments)]
    if faults:
        raise ImportOutdated(matters="；".join(faults[:3]))


def moment_of(row: CatalogueImport) -> datetime | None:
    """The first moment of the day the import is to be in force; nothing for at once."""
    if row.takes_effect is None or row.takes_effect <= clock.today():
        return None
    return datetime.combine(row.takes_effect, time.min, tzinfo=clock.BEIJING)
