"""Reading the official record of a hall."""

from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from hall.models import HallLevel, StaffMember, Step

MOST = 10_000


@dataclass(frozen=True)
class Chain:
    """How much of the record is sealed into the chain."""

    sealed: int
    waiting: int
    head: str


def steps_for(reader: StaffMember, *, number: str = "", by: str = "", upto: int | None = None) -> QuerySet[Step]:
    """Steps this person may read, newest first: their hall's, or all of them for one who belongs to no hall.

    What was done in no hall (imports, the catalogue) is read in the city's hall. At most ten thousand are turned over: what
    is older is reached by its number, its person, or from a position of the chain downwards (`upto`).
    """
    rows = Step.objects.all()
    if reader.hall is not None:
        own = Q(hall=reader.hall)
        rows = rows.filter(own | Q(hall=None) if reader.hall.level == HallLevel.CITY else own)
    if number:
        rows = rows.filter(subject_number__iexact=number)
    if by:
        rows = rows.filter(by__username=by)
    if upto:
        rows = rows.filter(position__lte=upto)
    return rows.select_related("by").order_by("-position" if upto else "-id")[:MOST]


def chain() -> Chain:
    """The state of the chain as stored; `steps.first_broken_link` verifies it."""
    sealed = Step.objects.aggregate(last=Max("position"))["last"] or 0
    head = Step.objects.filter(position=sealed).values_list("hash", flat=True).first() if sealed else ""
    return Chain(sealed=sealed, waiting=Step.objects.filter(position=None).count(), head=head or "")


def last_verified() -> Step | None:
    """The record of the last verification: when, by whom, up to which position (`sealed`), what was found (`first_broken`)."""
    rows = Step.objects.filter(subject_type=Step._meta.label_lower, subject_id=0, verb="verify_chain")
    return rows.select_related("by").order_by("-id").first()
