"""Using again what the applicant handed in before: copying scans to this visit, noting what was taken over."""

from collections.abc import Mapping

from django.db import transaction

from applications.intake_errors import ConsentMissing
from applications.models import Application
from applications.queries.reusable import Offer, offer_of, standing_consent
from applications.scans import Scan
from applications.verbs.consenting import Reused, record_reuse
from hall.models import Hall, Party, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.queries.catalogue import tick_list
from queueing.models import IntakeScan, ScanSource, Ticket
from queueing.queries.applicants import visit_name
from queueing.scan_errors import ScanNotFound
from queueing.verbs.drafts import at_own_window
from queueing.verbs.scanning import Kept, keep, material_of


@transaction.atomic
def reuse_material(*, hall: Hall, ticket_id: int, party: Party, material_id: int, by: StaffMember) -> int:
    """Copy the newest earlier scans of this material to the visit, under the person's consent. How many files."""
    require(by, Role.WINDOW_CLERK, hall=hall)
    ticket = at_own_window(hall, ticket_id, by)
    material = material_of(ticket, material_id)
    if standing_consent(hall, party, visit_name(ticket)) is None:
        raise ConsentMissing()
    offered = offer_of(hall, party, material.version, [material]).material(material_id) if material else None
    if material is None or offered is None:
        raise ScanNotFound()
    for file in offered.files:
        with file.file.open("rb") as stored:
            scan = Scan(file.name, file.content_type, stored.read())
        keep(ticket, material, Kept(scan, ScanSource.EARLIER, offered.source), by)
    return len(offered.files)


def earlier_scans(ticket: Ticket) -> list[IntakeScan]:
    """The scans of this visit that came from earlier applications; asked before they are handed in."""
    rows = IntakeScan.objects.of(ticket.hall_id).filter(ticket=ticket, source=ScanSource.EARLIER)
    return list(rows.exclude(material=None).select_related("earlier"))


def note_reuse(
    application: Application, fields: Mapping[str, str], scans: list[IntakeScan], by: StaffMember
) -> list[Reused]:
    """Record which answers and materials of an application just received came from earlier ones; part of a verb."""
    listed = tick_list(application.version)
    keys = {material.pk for material in listed}
    own = [scan for scan in scans if scan.material_id in keys and scan.earlier]
    if not fields and not own:
        return []
    offer = offer_of(application.hall, application.applicant, application.version, listed, but=application)
    found = [*_answers(application, fields, offer), *_materials(own)]
    record_reuse(application, found, by)
    return found


def _answers(application: Application, fields: Mapping[str, str], offer: Offer) -> list[Reused]:
    """Those marked as taken over whose words are still the earlier ones."""
    found = []
    for name, number in fields.items():
        offered = offer.answer(name)
        if offered and offered.source.number == number and application.form.get(name) == offered.value:
            found.append(Reused(offered.source, field=name))
    return found


def _materials(scans: list[IntakeScan]) -> list[Reused]:
    found: dict[int, list[IntakeScan]] = {}
    for scan in scans:
        found.setdefault(scan.material_id or 0, []).append(scan)
    return [Reused(rows[0].earlier, material_id=pk, files=len(rows)) for pk, rows in found.items() if rows[0].earlier]
