"""First examination for a superior (转报): opinion and whole file go up, and nothing is asked twice (行政许可法第三十五条)."""

from django.db import transaction

from applications.errors import SuperiorMissing
from applications.models import Application, SigningStep
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.common import check_not_changed, taken_by
from applications.verbs.signing import enter, require_power, sign
from hall import steps
from hall.kernel.moves import make_move
from hall.models import StaffMember


def forward(
    *, number: str, superior: str, opinion: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Send the application to the superior that decides, with the opinion of whoever may sign the step it waits for."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "forward", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "forward")
        if not superior.strip() or not opinion.strip():
            raise SuperiorMissing()
        step = SigningStep(application.step or SigningStep.DECIDE)
        authorisation = require_power(application, step, by)
        if step == SigningStep.REVIEW:  # the first examination is the review
            sign(
                application,
                SigningStep.REVIEW,
                granted=True,
                opinion=opinion.strip(),
                legal_basis="",
                authorisation=authorisation,
                by=by,
            )
            enter(application, SigningStep.DECIDE)
        application.save()
        steps.record(application, moved, by, opinion.strip(), superior=superior.strip())
        return application
