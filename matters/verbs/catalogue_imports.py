"""A catalogue file and the people who bring it into the catalogue: upload, propose, approve or refuse, give up."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.errors import (
    ApproverIsUploader,
    FileNotTaken,
    ImportNotFound,
    LinesOfOthers,
    NothingToPublish,
    ReasonMissing,
)
from matters.events import CatalogueFileUploaded, CatalogueImportApproved
from matters.models import CatalogueImport, FileKind, LineKind
from matters.states import IMPORT_MOVES, ImportState

MOST_BYTES = 40 * 1024 * 1024
XLSX_SIGN = b"PK\x03\x04"


def upload(*, file: UploadedFile, materials: UploadedFile | None = None, by: StaffMember) -> CatalogueImport:
    """Keep a workbook, or a pair of CSV files, and have it checked. The check is a dry run: nothing is published."""
    require(by, Role.CATALOGUE_EDITOR)
    kind = _kind(file, materials)
    digest = hashlib.sha256()
    for part in (file, materials):
        for chunk in part.chunks() if part else ():
            digest.update(chunk)
    row = CatalogueImport(
        kind=kind, name=_shown_name(file, materials), size=(file.size or 0) + (materials.size or 0 if materials else 0),
        sha256=digest.hexdigest(), uploaded_by=by, uploaded_at=clock.now(),
    )  # fmt: skip
    _keep(row, file, materials)
    return row


def _keep(row: CatalogueImport, file: UploadedFile, materials: UploadedFile | None) -> None:
    """Files first, then the row; files of a row that could not be written do not stay behind."""
    row.file.save("table", file, save=False)
    try:
        if materials is not None:
            row.materials_file.save("table", materials, save=False)
        with transaction.atomic():
            row.save()
            steps.record(row, "upload", row.uploaded_by, sha256=row.sha256[:16])
            tell(CatalogueFileUploaded(row.pk))
    except Exception:
        for kept in (row.file, row.materials_file):
            if kept:
                kept.delete(save=False)
        raise


def _kind(file: UploadedFile, materials: UploadedFile | None) -> FileKind:
    for part in (file, materials):
        if part is not None and not part.size:
            raise FileNotTaken(what=f"“{part.name}”是空文件", todo="请下载模板，填好后再上传")
    if (file.size or 0) + (materials.size or 0 if materials else 0) > MOST_BYTES:
        raise FileNotTaken(what=f"文件超过 {MOST_BYTES // 1024 // 1024} MB", todo="请分成几个文件，分几次导入")
    beginning = file.read(4)
    file.seek(0)
    if beginning == XLSX_SIGN or str(file.name).lower().endswith((".xlsx", ".xlsm", ".xls")):
        return FileKind.XLSX
    if materials is None:
        raise FileNotTaken(what="CSV 要两个文件：事项表和材料表", todo="请同时选择材料表，或改用 XLSX")
    return FileKind.CSV


def _shown_name(file: UploadedFile, materials: UploadedFile | None) -> str:
    names = [str(part.name).replace("\x00", "")[-120:] for part in (file, materials) if part is not None]
    return " + ".join(names)


@transaction.atomic
def propose(*, import_id: int, takes_effect: date | None = None, by: StaffMember) -> CatalogueImport:
    """The editor found the change report right and hands it to a reviewer; in force from a day, or at once."""
    row = taken(import_id)
    require(by, Role.CATALOGUE_EDITOR)
    if takes_effect is not None and takes_effect < clock.today():
        raise FileNotTaken(what=f"生效日期 {takes_effect} 已经过去", todo="请选今天或以后的日期，或留空")
    moved = make_move(row, IMPORT_MOVES, "propose")
    if not row.lines.exclude(kind=LineKind.MISSING).exists():
        raise NothingToPublish()
    _only_own_lines(row, by)
    row.proposed_by, row.takes_effect = by, takes_effect
    row.save()
    steps.record(row, moved, by)
    return row


def _only_own_lines(row: CatalogueImport, by: StaffMember) -> None:
    """As for drafts: an editor writes for the own department, one without a department for all."""
    if by.department is None or by.has_role(Role.SYSTEM):
        return
    others = row.lines.exclude(kind=LineKind.MISSING).exclude(department=by.department.short_name)
    first = others.first()
    if first is not None:
        raise LinesOfOthers(count=others.count(), department=first.department, name=first.name)


@transaction.atomic
def approve(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """A second person finds the change report right; a third one releases it."""
    row = taken(import_id)
    _another_reviewer(row, by)
    moved = make_move(row, IMPORT_MOVES, "approve")
    _decide(row, by, "")
    steps.record(row, moved, by)
    return row


@transaction.atomic
def release(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """A third person has it published; a worker publishes all of it, or nothing."""
    row = taken(import_id)
    _a_third_person(row, by)
    moved = make_move(row, IMPORT_MOVES, "release")
    row.released_by, row.released_at = by, clock.now()
    row.save()
    steps.record(row, moved, by)
    tell(CatalogueImportApproved(row.pk))
    return row


@transaction.atomic
def refuse(*, import_id: int, reason: str, by: StaffMember) -> CatalogueImport:
    """Another person sends the change report back with words; a publisher what the reviewer let pass."""
    row = taken(import_id)
    (_a_third_person if row.state == ImportState.REVIEWED else _another_reviewer)(row, by)
    if not reason.strip():
        raise ReasonMissing(verb=IMPORT_MOVES["refuse"].label)
    moved = make_move(row, IMPORT_MOVES, "refuse")
    _decide(row, by, reason.strip()[:500])
    steps.record(row, moved, by, reason=row.decision)
    return row


@transaction.atomic
def recheck(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """Have the same file compared with the catalogue as it is now."""
    row = taken(import_id)
    require(by, Role.CATALOGUE_EDITOR)
    moved = make_move(row, IMPORT_MOVES, "recheck")
    row.decided_by = row.decided_at = row.proposed_by = None
    row.trouble = ""
    row.save()
    steps.record(row, moved, by)
    tell(CatalogueFileUploaded(row.pk))
    return row


@transaction.atomic
def abandon(*, import_id: int, by: StaffMember) -> CatalogueImport:
    """The editors give the file up; nothing was changed by it."""
    row = taken(import_id)
    require(by, Role.CATALOGUE_EDITOR)
    moved = make_move(row, IMPORT_MOVES, "abandon")
    row.save()
    steps.record(row, moved, by)
    return row


def taken(import_id: int, **lookup: Any) -> CatalogueImport:
    """The import under a row lock."""
    if not CatalogueImport.objects.filter(pk=import_id).exists():
        raise ImportNotFound()
    return locked(CatalogueImport.objects.all(), pk=import_id, **lookup)


def _another_reviewer(row: CatalogueImport, by: StaffMember) -> None:
    require(by, Role.CATALOGUE_REVIEWER)
    acts = {row.uploaded_by_id: "上传", row.proposed_by_id: "提交"}
    if by.pk in acts:
        raise ApproverIsUploader(act=acts[by.pk])


def _a_third_person(row: CatalogueImport, by: StaffMember) -> None:
    require(by, Role.CATALOGUE_PUBLISHER)
    acts = {row.uploaded_by_id: "上传", row.proposed_by_id: "提交", row.decided_by_id: "审核"}
    if by.pk in acts:
        raise ApproverIsUploader(act=acts[by.pk])


def _decide(row: CatalogueImport, by: StaffMember, words: str) -> None:
    row.decided_by, row.decided_at, row.decision = by, clock.now(), words
    row.save()
