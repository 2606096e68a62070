"""Reading the accounts of a hall."""

from django.db.models import QuerySet

from hall.models import StaffMember


def staff_for(reader: StaffMember, *, role: str = "") -> QuerySet[StaffMember]:
    """People (and machines) of the reader's hall; of all halls for one who belongs to none."""
    rows = StaffMember.objects.filter(is_system=False)
    if reader.hall_id is not None:
        rows = rows.filter(hall=reader.hall_id)
    if role:
        rows = rows.filter(roles__contains=[role])
    return rows.select_related("department", "hall").order_by("username")
