"""Scans of the person at the window: at their materials, and those nobody has placed yet."""

from dataclasses import dataclass, field

from hall.models import Hall, StaffMember
from matters.models import Material
from queueing.models import IntakeScan, ScanLink, Ticket, WindowSession
from queueing.scan_errors import ScanNotFound
from queueing.states import AT_A_WINDOW


@dataclass(frozen=True)
class Scans:
    """What was scanned at one visit and is not handed in yet."""

    at: dict[int, list[IntakeScan]] = field(default_factory=dict)
    tray: list[IntakeScan] = field(default_factory=list)

    def of(self, material_id: int) -> list[IntakeScan]:
        """The scans of one material."""
        return self.at.get(material_id, [])


def scans_of(ticket: Ticket) -> Scans:
    """All scans of a visit in one read."""
    at: dict[int, list[IntakeScan]] = {}
    tray: list[IntakeScan] = []
    for row in IntakeScan.objects.of(ticket.hall_id).filter(ticket=ticket).select_related("earlier"):
        if row.material_id is None:
            tray.append(row)
        else:
            at.setdefault(row.material_id, []).append(row)
    return Scans(at, tray)


def scan_for(clerk: StaffMember, scan_id: int) -> IntakeScan:
    """A scan of the person at this clerk's own window, or ScanNotFound."""
    windows = WindowSession.objects.of(clerk.hall_id).filter(clerk=clerk, closed_at=None).values("window")
    rows = IntakeScan.objects.of(clerk.hall_id).filter(ticket__state__in=AT_A_WINDOW, ticket__window__in=windows)
    row = rows.filter(pk=scan_id).first()
    if row is None:
        raise ScanNotFound()
    return row


def open_links(hall: Hall, ticket: Ticket, material: Material) -> list[ScanLink]:
    """The links for this material that are not used up, the newest first."""
    rows = ScanLink.objects.of(hall).filter(ticket=ticket, material=material, closed_at=None)
    return list(rows.order_by("-pk"))
