"""What time does by itself: found by a sweeper, done once, by a named system person."""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction

from applications.alerts import Due
from applications.models import AlertKind, Application, DocumentKind, Stage
from applications.permissions import require_may
from applications.result_states import ResubmissionState
from applications.states import APPLICATION_MOVES, ApplicationState
from applications.verbs.accepting import deem_when_overdue
from applications.verbs.alerting import store
from applications.verbs.documents import issue, issue_return
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember

logger = logging.getLogger(__name__)


def each(act: Callable[..., bool], application_ids: Iterable[int], *, by: StaffMember) -> int:
    """Do `act` for each application in its own transaction; one that fails is logged and stops no other."""
    done = 0
    for application_id in application_ids:
        try:
            done += act(application_id=application_id, by=by)
        except Exception:
            logger.exception("sweep_failed", extra={"application_id": application_id, "act": act.__name__})
    return done


def deem_accepted(*, application_id: int, by: StaffMember) -> bool:
    """Five working days passed without a notice: accepted as of the day of receipt. False when there is nothing to do."""
    with transaction.atomic():
        return deem_when_overdue(_taken(application_id), by)


def deem_withdrawn(*, application_id: int, by: StaffMember) -> bool:
    """The applicant's period for correcting is over: withdrawn, and may apply again. False when there is nothing to do."""
    with transaction.atomic():
        application = _taken(application_id)
        due = application.correction_due
        if application.state != ApplicationState.AWAITING_CORRECTION or due is None or clock.today() <= due:
            return False
        if application.resubmissions.filter(state=ResubmissionState.PENDING).exists():
            return False  # sent in within the period; the window has still to look at it
        require_may(by, "deem_withdrawn", hall=application.hall)
        moved = make_move(application, APPLICATION_MOVES, "deem_withdrawn")
        application.closed_at = clock.now()
        application.save()
        reason = f"补正期限 {due:%Y-%m-%d} 已过，视为撤回申请"
        notice = issue(application, DocumentKind.WITHDRAWAL_NOTICE, {"reason": reason, "deemed": True}, by=by)
        issue_return(application, "视为撤回", by=by)
        steps.record(application, moved, by, reason, document=notice.number)
        store(application, Due(AlertKind.CORRECTION, Stage.CORRECT, due, reason))
        return True


def _taken(application_id: int) -> Application:
    rows = Application.objects.select_related("hall", "department", "version__matter", "applicant", "agent")
    return locked(rows, pk=application_id)
