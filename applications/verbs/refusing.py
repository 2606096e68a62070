"""Refusing to accept (不予受理): an act of the department, never signed by contracted window staff."""

from django.db import transaction

from applications import contents
from applications.errors import NoticePeriodOver, ReasonMissing, RightAuthorityMissing, StandardLineUnknown
from applications.models import Application, DocumentKind
from applications.permissions import require_may
from applications.queries.sheet import standard_lines
from applications.states import APPLICATION_MOVES
from applications.verbs.accepting import deem_when_overdue
from applications.verbs.common import check_not_changed, spoken, taken, tell_by_message
from applications.verbs.documents import issue
from applications.verbs.signing import require_signatory
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember


def refuse(
    *,
    hall: Hall,
    number: str,
    standard_line: str,
    reason: str,
    right_authority: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Refuse to accept: cites a line of the published standard, gives the reason, the remedies, the right authority.

    After the five days for a notice the application is accepted by law: it becomes so now, and cannot be refused.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "refuse", hall=hall, department=application.department)
        check_not_changed(application, seen_state_version)
        if not deem_when_overdue(application):
            return _refused(application, standard_line, reason.strip(), right_authority.strip(), by)
    raise NoticePeriodOver(due=spoken(application.notice_due), verb="不予受理")


def turn_away(
    *,
    hall: Hall,
    number: str,
    needs_no_permit: bool,
    reason: str,
    right_authority: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Tell at once that nothing needs deciding here: no permit is needed, or another authority has the power.

    Of another authority its name is told (行政许可法第三十二条第一、二项).
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "turn_away", hall=hall, department=application.department)
        check_not_changed(application, seen_state_version)
        if not deem_when_overdue(application):
            return _turned_away(application, needs_no_permit, reason.strip(), right_authority.strip(), by)
    raise NoticePeriodOver(due=spoken(application.notice_due), verb="告知不受理")


def _turned_away(
    application: Application, needs_no_permit: bool, reason: str, right_authority: str, by: StaffMember
) -> Application:
    moved = make_move(application, APPLICATION_MOVES, "turn_away")
    require_signatory(application, by)
    if not reason:
        raise ReasonMissing()
    if not needs_no_permit and not right_authority:
        raise RightAuthorityMissing()
    application.closed_at = clock.now()
    application.save()
    facts = {
        "needs_no_permit": needs_no_permit,
        "reason": reason,
        "right_authority": "" if needs_no_permit else right_authority,
        "remedies": contents.remedies(application.department.full_name),
    }
    notice = issue(application, DocumentKind.OUT_OF_SCOPE_NOTICE, facts, by=by)
    steps.record(application, moved, by, reason, document=notice.number)
    tell_by_message(application, "out_of_scope", notice.pk)
    return application


def _refused(application: Application, line: str, reason: str, right_authority: str, by: StaffMember) -> Application:
    moved = make_move(application, APPLICATION_MOVES, "refuse")
    require_signatory(application, by)
    if not reason:
        raise ReasonMissing()
    if line not in standard_lines(application.version):
        raise StandardLineUnknown(line=line)
    application.closed_at = clock.now()
    application.save()
    facts = {
        "standard_line": line,
        "reason": reason,
        "right_authority": right_authority,
        "remedies": contents.remedies(application.department.full_name),
    }
    notice = issue(application, DocumentKind.REFUSAL_NOTICE, facts, by=by)
    steps.record(application, moved, by, reason, document=notice.number)
    tell_by_message(application, "refused", notice.pk)
    return application
