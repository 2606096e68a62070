"""Extension (延期): once, for a reason, approved by the right head, and told to the applicant (行政许可法第四十二条)."""

from django.db import transaction

from applications.deadlines import EXTENSION_WORKING_DAYS, JOINT_EXTENSION_WORKING_DAYS
from applications.errors import ExtendedAlready, ExtensionTooLate, ExtensionTooLong, NotByYourself, ReasonMissing
from applications.models import Application, DocumentKind, Extension, Power
from applications.permissions import require_may
from applications.queries.authorisations import require_authorised
from applications.states import APPLICATION_MOVES
from applications.verbs.accepting import count_anew
from applications.verbs.common import check_not_changed, spoken, taken_by, tell_by_message
from applications.verbs.documents import issue
from applications.verbs.procedures import begin_asked_hearing
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import StaffMember


def ask_extension(
    *, number: str, working_days: int, reason: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Ask the head for more time: up to ten working days, fifteen where departments handle the matter jointly."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "ask_extension", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "ask_extension")
        _check(application, working_days, reason.strip())
        Extension.objects.create(
            application=application,
            working_days=working_days,
            is_joint=is_joint(application),
            reason=reason.strip(),
            asked_by=by,
            asked_at=clock.now(),
        )
        application.save()
        steps.record(application, moved, by, reason.strip(), working_days=working_days)
        return application


def decide_extension(
    *, number: str, approved: bool, opinion: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """The head approves or not; approved, both due dates move and the applicant gets the notice with the reason."""
    verb = "approve_extension" if approved else "refuse_extension"
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, verb, hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, verb)
        asked = application.extension
        require_authorised(by, Power.EXTEND_JOINT if asked.is_joint else Power.EXTEND, application)
        if asked.asked_by_id == by.pk:
            raise NotByYourself()
        if not opinion.strip():
            raise ReasonMissing()
        asked.approved, asked.opinion, asked.decided_by, asked.decided_at = approved, opinion.strip(), by, clock.now()
        asked.save()
        document = _extend(application, asked, by) if approved else ""
        application.save()
        steps.record(application, moved, by, opinion.strip(), document=document)
        begin_asked_hearing(application, by)
        return application


def is_joint(application: Application) -> bool:
    """Whether several departments handle the matter together (联合办理): then the government's head approves."""
    return bool(application.version.matter.joint_departments)


def _check(application: Application, working_days: int, reason: str) -> None:
    earlier = Extension.objects.filter(application=application).first()
    if earlier is not None:
        raise ExtendedAlready(when=spoken(earlier.asked_at.date()), due=spoken(application.promise_due))
    if not reason:
        raise ReasonMissing()
    longest = JOINT_EXTENSION_WORKING_DAYS if is_joint(application) else EXTENSION_WORKING_DAYS
    if not 0 < working_days <= longest:
        raise ExtensionTooLong(what="联合办理的" if is_joint(application) else "", days=longest)
    due = application.legal_due or application.promise_due
    if due is not None and clock.today() > due:
        raise ExtensionTooLate(due=spoken(due))


def _extend(application: Application, asked: Extension, by: StaffMember) -> str:
    before = application.promise_due
    application.extended_days = asked.working_days
    count_anew(application)
    due = application.promise_due
    facts = {"reason": asked.reason, "working_days": asked.working_days, "is_joint": asked.is_joint}
    facts |= {"before": before.isoformat() if before else "", "promise_due": due.isoformat() if due else ""}
    facts |= {"legal_due": application.legal_due.isoformat() if application.legal_due else ""}
    notice = issue(application, DocumentKind.EXTENSION_NOTICE, facts, by=by)
    tell_by_message(application, "extended", notice.pk, due=spoken(due))
    return notice.number
