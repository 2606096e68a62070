"""Scans of the person at the window: dragged in, from the scanner, from a phone, from an earlier application."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from applications.models import Application, ApplicationMaterial, MaterialFile
from applications.scans import Scan, checked
from applications.verbs.files import Upload
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.models import Material
from queueing.models import IntakeScan, ScanSource, Ticket, TicketApplication, TicketMatter
from queueing.scan_errors import MaterialNotAsked, ScanNotFound, TooManyScans
from queueing.verbs.drafts import at_own_window
from queueing.verbs.scan_files import delete_scan

MOST_SCANS = 30
MOST_IN_TRAY = 60


@dataclass(frozen=True)
class Kept:
    """A file as it is to be kept, and where it came from."""

    scan: Scan
    source: str
    earlier: Application | None = None


def add_scan(
    *,
    hall: Hall,
    ticket_id: int,
    material_id: int | None,
    upload: Upload,
    source: str = ScanSource.DRAG,
    by: StaffMember,
) -> IntakeScan:
    """Keep a checked file for the person at the clerk's window; the same file again is the same row.

    Without a material it lies in the tray until the clerk says what it is.
    """
    scan = checked(upload.name, upload.data)
    with transaction.atomic():
        require(by, Role.WINDOW_CLERK, hall=hall)
        ticket = at_own_window(hall, ticket_id, by)
        return keep(ticket, material_of(ticket, material_id), Kept(scan, source), by)


def keep(ticket: Ticket, material: Material | None, kept: Kept, by: StaffMember) -> IntakeScan:
    """Write the file under the ticket's lock of the caller."""
    digest = hashlib.sha256(kept.scan.data).hexdigest()
    rows = IntakeScan.objects.of(ticket.hall_id).filter(ticket=ticket, material=material)
    same = rows.filter(sha256=digest).first()
    if same is not None:
        return same
    most = MOST_SCANS if material else MOST_IN_TRAY
    if rows.count() >= most:
        raise TooManyScans(most=most)
    row = IntakeScan(
        hall_id=ticket.hall_id,
        ticket=ticket,
        material=material,
        name=kept.scan.name,
        content_type=kept.scan.content_type,
        size=len(kept.scan.data),
        sha256=digest,
        source=kept.source,
        earlier=kept.earlier,
        added_by=by,
        added_at=clock.now(),
    )
    row.file.save("scan", ContentFile(kept.scan.data), save=False)
    try:
        row.save()
    except Exception:
        row.file.delete(save=False)
        raise
    steps.record(ticket, "add_scan", by, material=material.pk if material else 0, source=str(kept.source))
    return row


def place_scan(*, hall: Hall, scan_id: int, material_id: int, by: StaffMember) -> IntakeScan:
    """Say what a scan from the tray is."""
    with transaction.atomic():
        require(by, Role.WINDOW_CLERK, hall=hall)
        row = _own(hall, scan_id, by)
        material = material_of(row.ticket, material_id)
        twin = IntakeScan.objects.of(hall).filter(ticket=row.ticket, material=material, sha256=row.sha256).first()
        if twin is not None and twin.pk != row.pk:
            delete_scan(row)
            return twin
        row.material = material
        row.save(update_fields=["material"])
        return row


def remove_scan(*, hall: Hall, scan_id: int, by: StaffMember) -> IntakeScan:
    """Take a wrong scan away before the matter is handed in."""
    with transaction.atomic():
        require(by, Role.WINDOW_CLERK, hall=hall)
        row = _own(hall, scan_id, by)
        steps.record(row.ticket, "remove_scan", by, sha256=row.sha256[:16])
        delete_scan(row)
        return row


def hand_in_scans(ticket: Ticket, application: Application, by: StaffMember) -> int:
    """Make the visit's scans the application's; called inside the verb that hands the matter in."""
    lines = {row.material_id: row for row in application.materials.all()}
    rows = list(IntakeScan.objects.of(ticket.hall_id).filter(ticket=ticket, material__in=lines))
    for row in rows:
        _adopt(row, lines[row.material_id or 0], by)
    return len(rows)


def _adopt(row: IntakeScan, line: ApplicationMaterial, by: StaffMember) -> None:
    same = line.files.filter(sha256=row.sha256).exists()
    if not same:
        MaterialFile.objects.create(
            hall_id=row.hall_id,
            application_material=line,
            file=row.file.name,
            name=row.name,
            content_type=row.content_type,
            size=row.size,
            sha256=row.sha256,
            uploaded_by=by,
            uploaded_at=row.added_at,
        )
        row.delete()
    else:
        delete_scan(row)


def material_of(ticket: Ticket, material_id: int | None) -> Material | None:
    """A material that a matter of this visit asks for. Raises MaterialNotAsked for any other."""
    if material_id is None:
        return None
    material = Material.objects.filter(pk=material_id).select_related("version").first()
    if material is not None:
        asked = TicketMatter.objects.filter(ticket=ticket, matter=material.version.matter_id).exists()
        taken = TicketApplication.objects.filter(ticket=ticket, application__version=material.version_id).exists()
        if asked and not taken:
            return material
    raise MaterialNotAsked()


def _own(hall: Hall, scan_id: int, by: StaffMember) -> IntakeScan:
    row = IntakeScan.objects.of(hall).select_related("ticket").filter(pk=scan_id).first()
    if row is None:
        raise ScanNotFound()
    at_own_window(hall, row.ticket_id, by)
    return locked(IntakeScan.objects.of(hall).select_related("ticket", "material"), pk=scan_id)
