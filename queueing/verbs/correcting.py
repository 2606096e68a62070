"""The citizen brings what was missing or was to follow, while at the window."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from applications.completeness import Tick
from applications.models import Application
from applications.states import ApplicationState
from applications.verbs import intake
from hall.models import Hall, StaffMember


@transaction.atomic
def correct(*, hall: Hall, number: str, ticks: Sequence[Tick], by: StaffMember) -> Application:
    """Take the materials and accept in one act; nothing is kept when some are still missing.

    An accepted application takes in what was to follow (容缺), as much of it as is there.
    """
    at: dict[str, Any] = {"hall": hall, "number": number, "by": by}
    state = Application.objects.of(hall).values_list("state", flat=True).filter(number=number).first()
    if state == ApplicationState.RECEIVED:
        intake.tick(ticks=list(ticks), **at)
    elif state == ApplicationState.AWAITING_CORRECTION:
        intake.resubmit(ticks=list(ticks), **at)
    else:
        return intake.supplement(ticks=list(ticks), **at)
    return intake.accept(**at)
