"""The applicant withdraws before the decision; nothing disappears."""

from django.db import transaction

from applications import contents
from applications.errors import ReasonMissing
from applications.models import Application, DocumentKind
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.common import check_not_changed, taken, tell_by_message
from applications.verbs.documents import issue, issue_return
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember


def withdraw(
    *, hall: Hall, number: str, reason: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Withdraw at the applicant's written wish, before the decision; the materials go back."""
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "withdraw", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "withdraw")
        if not reason.strip():
            raise ReasonMissing()
        application.procedures.filter(ended_on=None, began_on__lt=clock.today()).update(
            ended_on=clock.today(), result="申请撤回", ended_by=by
        )
        application.closed_at = clock.now()
        application.correction_due = None
        application.save()
        received = contents.iso(contents.local_day(application.received_at))
        asked = {"reason": reason.strip(), "received_on": received}
        issue(application, DocumentKind.WITHDRAWAL_REQUEST, asked, by=by)
        facts = {"reason": reason.strip(), "deemed": False}
        notice = issue(application, DocumentKind.WITHDRAWAL_NOTICE, facts, by=by)
        issue_return(application, "已撤回", by=by)
        steps.record(application, moved, by, reason.strip(), document=notice.number)
        tell_by_message(application, "withdrawn", notice.pk)
        return application
