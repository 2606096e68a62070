"""Scans of materials: checked by content, kept under random names outside the web root."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from applications.errors import ApplicationNotFound, FileRefused
from applications.models import ApplicationMaterial, MaterialFile
from applications.permissions import require_may
from applications.scans import MAX_BYTES, Scan, checked
from applications.states import OTHER_ACTS
from applications.verbs.common import taken
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember

MAX_FILES = 30
READ_BYTES = MAX_BYTES + 1  # enough to know that it is too large


@dataclass(frozen=True)
class Upload:
    """A file as it arrived."""

    name: str
    data: bytes


def add_file(*, hall: Hall, number: str, material_id: int, upload: Upload, by: StaffMember) -> MaterialFile:
    """Attach a scan to a material of an open application; the same file again is the same row."""
    scan = checked(upload.name, upload.data)
    digest = hashlib.sha256(scan.data).hexdigest()
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "upload", hall=hall)
        moved = make_move(application, OTHER_ACTS, "upload")
        material = application.materials.filter(material=material_id).first()
        if material is None:
            raise ApplicationNotFound()
        kept = list(material.files.all())
        same = next((row for row in kept if row.sha256 == digest), None)
        if same is not None:
            return same
        if len(kept) >= MAX_FILES:
            raise FileRefused(
                name=scan.name, why=_("一份材料最多 {most} 个文件，请合并后上传。").format(most=MAX_FILES)
            )
        row = _kept(material, scan, digest, by)
        steps.record(application, moved, by, material=material_id, sha256=digest[:16])
        return row


def _kept(material: ApplicationMaterial, scan: Scan, digest: str, by: StaffMember) -> MaterialFile:
    row = MaterialFile(
        hall_id=material.application.hall_id,
        application_material=material,
        name=scan.name,
        content_type=scan.content_type,
        size=len(scan.data),
        sha256=digest,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    row.file.save("scan", ContentFile(scan.data), save=False)
    try:
        row.save()
    except Exception:
        row.file.delete(save=False)
        raise
    return row


def remove_file(*, hall: Hall, number: str, file_id: int, by: StaffMember) -> None:
    """Take a wrongly attached scan away, before acceptance; the step remains."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "remove_file", hall=hall)
        moved = make_move(application, OTHER_ACTS, "remove_file")
        row = MaterialFile.objects.of(hall).filter(pk=file_id, application_material__application=application).first()
        if row is None:
            raise ApplicationNotFound()
        stored, digest = row.file, row.sha256
        row.delete()
        transaction.on_commit(lambda: stored.delete(save=False))
        steps.record(application, moved, by, sha256=digest[:16])
