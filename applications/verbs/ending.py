"""Ends without a decision: the authority stops (终止), time runs out for 容缺 materials, and the archive."""

from django.db import transaction

from applications.alerts import Due
from applications.errors import ReasonMissing
from applications.models import AlertKind, Application, DocumentKind, Stage
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES, ENDED, UNDECIDED, MaterialStatus
from applications.verbs.alerting import store
from applications.verbs.common import AROUND, check_not_changed, taken_by, tell_by_message
from applications.verbs.documents import issue, issue_return
from applications.verbs.signing import require_signatory
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, locked, make_move
from hall.models import StaffMember


def terminate(*, number: str, reason: str, seen_state_version: int | None = None, by: StaffMember) -> Application:
    """The authority stops: the applicant is gone, a required hearing or inspection was refused, the matter abolished."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "terminate", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "terminate")
        require_signatory(application, by)
        if not reason.strip():
            raise ReasonMissing()
        return _ended(application, moved, reason.strip(), by)


def end_late(*, application_id: int, by: StaffMember) -> bool:
    """A material taken as 容缺 did not follow in time: ended, counted as withdrawn. False when there is nothing to do."""
    with transaction.atomic():
        application = locked(Application.objects.select_related(*AROUND), pk=application_id)
        late = application.materials.filter(status=MaterialStatus.LATE, due__lt=clock.today()).select_related(
            "material"
        )
        if application.state not in UNDECIDED or not late:
            return False
        require_may(by, "end_late", hall=application.hall)
        moved = make_move(application, APPLICATION_MOVES, "end_late")
        names = "、".join(f"《{row.material.name}》（{row.due:%Y-%m-%d} 前）" for row in late)
        reason = f"容缺材料逾期未补交：{names}，视为撤回申请"
        _ended(application, moved, reason, by)
        first = min(row.due for row in late if row.due is not None)
        store(application, Due(AlertKind.LATE, Stage.CORRECT, first, reason[:200]))
        return True


def archive(*, application_id: int, by: StaffMember) -> bool:
    """What has ended goes to the archive; how it ended stays on it. False when there is nothing to do."""
    with transaction.atomic():
        application = locked(Application.objects.select_related(*AROUND), pk=application_id)
        if application.state not in ENDED:
            return False
        require_may(by, "archive", hall=application.hall)
        application.closed_as = application.state
        moved = make_move(application, APPLICATION_MOVES, "archive")
        application.save()
        steps.record(application, moved, by)
        return True


def _ended(application: Application, moved: Moved, reason: str, by: StaffMember) -> Application:
    application.procedures.filter(ended_on=None, began_on__lt=clock.today()).update(
        ended_on=clock.today(), result="办件终止", ended_by=by
    )
    application.closed_at = clock.now()
    application.save()
    notice = issue(application, DocumentKind.TERMINATION_NOTICE, {"reason": reason}, by=by)
    issue_return(application, "已终止办理", by=by)
    steps.record(application, moved, by, reason, document=notice.number)
    tell_by_message(application, "terminated", notice.pk)
    return application
