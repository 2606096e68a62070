"""What was looked up of shared licences at this visit."""

from collections.abc import Iterable

from applications.models import LicenceLook
from hall.models import Party
from matters.models import Material
from queueing.models import Ticket
from queueing.queries.applicants import visit_name


def looks_of(ticket: Ticket, party: Party | None, materials: Iterable[Material]) -> dict[int, LicenceLook]:
    """The last look of the visit for each material with a shared licence; no statement when none has one."""
    keys = [material.pk for material in materials if material.shared_licence]
    if party is None or not keys:
        return {}
    rows = LicenceLook.objects.of(ticket.hall_id).filter(party=party, material__in=keys, visit=visit_name(ticket))
    return {row.material_id: row for row in rows.order_by("pk")}


def looks_at(ticket: Ticket) -> list[LicenceLook]:
    """Every look of the visit, in order."""
    rows = LicenceLook.objects.of(ticket.hall_id).filter(visit=visit_name(ticket))
    return list(rows.select_related("material", "looked_by").order_by("pk"))
