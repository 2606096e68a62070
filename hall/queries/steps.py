"""Reading the official record of a hall."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from hall.models import HallLevel, StaffMember, Step


@dataclass(frozen=True)
class Chain:
    """How much of the record is sealed into the chain."""

    sealed: int
    waiting: int
    head: str


def steps_for(reader: StaffMember, *, number: str = "", by: str = "") -> QuerySet[Step]:
    """Steps this person may read, newest first: their hall's, or all of them for one who belongs to no hall.

    What was done in no hall (imports, the catalogue) is read in the city's hall.
    """
    rows = Step.objects.all()
    if reader.hall is not None:
        own = Q(hall=reader.hall)
        rows = rows.filter(own | Q(hall=None) if reader.hall.level == HallLevel.CITY else own)
    if number:
        rows = rows.filter(subject_number__iexact=number)
    if by:
        rows = rows.filter(by__username=by)
    return rows.select_related("by").order_by("-id")


def chain() -> Chain:
    """The state of the chain as stored; `steps.first_broken_link` verifies it."""
    counted = Step.objects.aggregate(sealed=Max("position"), waiting=Count("id") - Count("position"))
    sealed = counted["sealed"] or 0
    head = Step.objects.filter(position=sealed).values_list("hash", flat=True).first() if sealed else ""
    return Chain(sealed=sealed, waiting=counted["waiting"], head=head or "")
