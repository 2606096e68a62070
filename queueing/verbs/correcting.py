"""The citizen brings what the notice asked for, while still at the window."""

from collections.abc import Sequence

from django.db import transaction

from applications.completeness import Tick
from applications.models import Application
from applications.verbs import intake
from hall.models import Hall, StaffMember


@transaction.atomic
def correct(*, hall: Hall, number: str, ticks: Sequence[Tick], by: StaffMember) -> Application:
    """Take the corrected materials and accept the application in one act; nothing is kept when some are still missing."""
    intake.resubmit(hall=hall, number=number, ticks=list(ticks), by=by)
    return intake.accept(hall=hall, number=number, by=by)
