"""Starting the clocks of an application, and what the law says when its five days have passed."""

from django.utils import timezone

from applications import contents, deadlines
from applications.alerts import Due
from applications.events import ApplicationAccepted
from applications.models import AlertKind, Application, ApplicationMaterial, DocumentKind, Stage
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES, ApplicationState
from applications.verbs.alerting import store
from applications.verbs.common import calendar, spoken, tell_by_message
from applications.verbs.documents import issue
from applications.verbs.promising import commit
from applications.verbs.signing import begin_signing
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import make_move
from hall.models import StaffMember
from hall.permissions import system_person

BY_TIME = "deadlines"


def start_clocks(application: Application, rows: list[ApplicationMaterial], *, deemed: bool) -> None:
    """Pin acceptance and both due dates: from the day the corrected set was in, otherwise from today, or for a deemed
    acceptance from the day of receipt."""
    application.accepted_at = application.resubmitted_at or (application.received_at if deemed else clock.now())
    start = timezone.localdate(application.accepted_at, clock.BEIJING)
    clocks = deadlines.clocks(start, application.version, calendar())
    application.legal_due, application.promise_due = clocks.legal_due, clocks.promise_due
    application.due_is_provisional = clocks.is_provisional
    application.correction_due = None
    begin_signing(application)
    application.save()


def count_anew(application: Application) -> None:
    """Count both due dates again, with every stop and the approved extension; the caller saves."""
    stops = stops_of(application)
    assert application.accepted_at is not None
    start = application.accepted_at.astimezone(clock.BEIJING).date()
    clocks = deadlines.clocks(start, application.version, calendar(), stops, application.extended_days)
    application.legal_due, application.promise_due = clocks.legal_due, clocks.promise_due
    application.due_is_provisional = clocks.is_provisional


def stops_of(application: Application) -> deadlines.Stops:
    """The times in which the clocks of this application stood still."""
    rows = application.procedures.values_list("began_on", "ended_on")
    return deadlines.Stops(deadlines.Stop(begin, end) for begin, end in rows if end is not None)


def is_overdue(application: Application) -> bool:
    """Whether the five working days for a notice have passed: the law then takes the application as accepted."""
    return application.state == ApplicationState.RECEIVED and clock.today() > application.notice_due


def deem_when_overdue(application: Application, by: StaffMember | None = None) -> bool:
    """Accept as of the day of receipt what is overdue, under the row lock of the caller; False when nothing was.

    The acceptance notice is issued now, dated with the deemed day and marked as such; materials still missing can no
    longer be asked for. It is the law's act, so the step is the system's, whoever opened the case.
    """
    if not is_overdue(application):
        return False
    by = by or system_person(BY_TIME)
    require_may(by, "deem_accepted", hall=application.hall)
    moved = make_move(application, APPLICATION_MOVES, "deem_accepted")
    rows = list(application.materials.select_related("material"))
    start_clocks(application, rows, deemed=True)
    facts = contents.acceptance(application, rows, deemed=True)
    notice = issue(application, DocumentKind.ACCEPTANCE_NOTICE, facts, by=by)
    reason = f"自收件之日起五个工作日内未告知（期限 {application.notice_due:%Y-%m-%d}），依法视为受理"
    steps.record(application, moved, by, reason, document=notice.number, alarm="notice_overdue")
    store(application, Due(AlertKind.DEEMED, Stage.RECEIVE, application.notice_due, reason))
    tell_by_message(application, "accepted", notice.pk, due=spoken(application.promise_due))
    tell(ApplicationAccepted(application_id=application.pk))
    commit(application, rows, by)
    return True
