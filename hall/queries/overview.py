"""The hall at a glance, from the base app's own data."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hall.models import Device, Hall, StaffMember, Window
from hall.queries.service_hours import Opening, opening


@dataclass(frozen=True)
class Overview:
    """Windows by zone, machines, and how the hall is open."""

    hall: Hall
    opening: Opening
    zones: dict[str, list[Window]]
    devices: list[Device]
    staff_count: int


def overview(hall: Hall, at: datetime) -> Overview:
    """The overview of one hall."""
    zones: dict[str, list[Window]] = defaultdict(list)
    for window in Window.objects.of(hall).order_by("zone", "code"):
        zones[window.zone].append(window)
    return Overview(
        hall=hall,
        opening=opening(hall, at),
        zones=dict(zones),
        devices=list(Device.objects.of(hall).select_related("window").order_by("kind", "code")),
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
