"""What was handed over today with a picture kept as its proof."""

from dataclasses import dataclass
from datetime import datetime, time

from applications.models import HandOver
from applications.queries.masked import masked
from hall.kernel import clock
from hall.models import Hall

MOST = 30


@dataclass(frozen=True)
class Kept:
    """One hand-over whose signature or photo is kept; the picture itself is opened one at a time, on record."""

    number: str
    result: str
    name: str
    kind: str
    at: datetime


def kept_today(hall: Hall) -> list[Kept]:
    """Today's hand-overs of this hall that keep a picture, the latest first."""
    begun = datetime.combine(clock.today(), time(), clock.BEIJING)
    rows = HandOver.objects.of(hall).filter(handed_at__gte=begun).exclude(proof="")
    rows = rows.select_related("result__application__applicant").order_by("-handed_at", "-pk")
    return [
        Kept(
            number=row.result.application.number,
            result=row.result.name,
            name=masked(row.result.application.applicant),
            kind=row.get_proof_kind_display(),
            at=row.handed_at,
        )
        for row in rows[:MOST]
    ]
