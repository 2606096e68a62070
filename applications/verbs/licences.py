"""Looking up a shared licence instead of asking for paper; each look is on record, whatever came of it."""

from django.db import transaction

from applications.licences import Licence, SourceAway, Wanted, source
from applications.models import LicenceLook, LookOutcome
from hall import steps
from hall.kernel import clock
from hall.models import Hall, Party, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.models import Material


def look_up(*, hall: Hall, party: Party, material: Material, visit: str = "", by: StaffMember) -> LicenceLook:
    """Ask the source for the licence that stands for this material, then write down that it was asked.

    The source is asked first, outside the transaction: it may be slow.
    """
    require(by, Role.WINDOW_CLERK, hall=hall)
    where = source()
    found: Licence | None = None
    try:
        found = where.find(Wanted(party, material.shared_licence, material.licence_code))
        outcome = _outcome(found)
    except SourceAway:
        outcome = LookOutcome.AWAY
    with transaction.atomic():
        look = LicenceLook.objects.create(
            hall=hall,
            party=party,
            material=material,
            visit=visit,
            source=where.name,
            outcome=outcome,
            issuer=found.issuer if found else "",
            issued_on=found.issued_on if found else None,
            valid_until=found.valid_until if found else None,
            looked_by=by,
            looked_at=clock.now(),
        )
        steps.record(party, "look_up_licence", by, material=material.pk, outcome=str(outcome), look=look.pk)
        return look


def _outcome(found: Licence | None) -> LookOutcome:
    if found is None:
        return LookOutcome.NOT_FOUND
    is_over = found.valid_until is not None and found.valid_until < clock.today()
    return LookOutcome.EXPIRED if is_over else LookOutcome.FOUND
