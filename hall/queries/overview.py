"""The hall at a glance, from the base app's own data."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hall.models import Device, Hall, StaffMember, Window
from hall.models.device import DeviceKind
from hall.queries.service_hours import Opening, opening


@dataclass(frozen=True)
class Overview:
    """Windows by zone, machines, and how the hall is open."""

    hall: Hall
    opening: Opening
    zones: dict[str, list[Window]]
    machines: list[Device]
    pads: list[Device]
    staff_count: int

    @property
    def pads_seen(self) -> int:
        """Rating pads that were ever online."""
        return sum(pad.last_seen_at is not None for pad in self.pads)


def overview(hall: Hall, at: datetime) -> Overview:
    """The overview of one hall."""
    zones: dict[str, list[Window]] = defaultdict(list)
    for window in Window.objects.of(hall).order_by("zone", "code"):
        zones[window.zone].append(window)
    devices = list(Device.objects.of(hall).select_related("window").order_by("kind", "code"))
    return Overview(
        hall=hall,
        opening=opening(hall, at),
        zones=dict(zones),
        machines=[device for device in devices if device.kind != DeviceKind.PAD],
        pads=[device for device in devices if device.kind == DeviceKind.PAD],
        staff_count=StaffMember.objects.filter(hall=hall, is_active=True, is_system=False).count(),
    )


def staff_for(reader: StaffMember, *, role: str = "") -> QuerySet[StaffMember]:
    """People (and machines) of the reader's hall; of all halls for one who belongs to none."""
    rows = StaffMember.objects.filter(is_system=False)
    if reader.hall_id is not None:
        rows = rows.filter(hall=reader.hall_id)
    if role:
        rows = rows.filter(roles__contains=[role])
    return rows.select_related("department", "hall").order_by("username")
