"""After a decision that rests on a promise: verified, mended in time, or revoked and recorded (优化营商环境条例 33)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from applications import contents
from applications.errors import LegalBasisMissing, ReasonMissing
from applications.models import (
    Application,
    CommitmentKind,
    Decision,
    DocumentKind,
    Power,
    Revocation,
    Verification,
)
from applications.models.promise import ExclusionGround, RevocationGround
from applications.permissions import require_may
from applications.promise_errors import (
    HearingMissing,
    NothingToRevoke,
    RemedyDayPast,
    RemedyNotOver,
    ResultRevoked,
    RevokedAlready,
    VerificationOver,
)
from applications.promise_states import VERIFICATION_MOVES, VerificationState
from applications.queries.authorisations import require_authorised
from applications.queries.excluded import promise_rule
from applications.verbs.common import spoken, taken_by, tell_by_message
from applications.verbs.documents import issue
from applications.verbs.excluding import put_on_list
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember

RECORDED = {
    RevocationGround.FALSE: ExclusionGround.FALSE_PROMISE,
    RevocationGround.UNMET: ExclusionGround.UNMET_PROMISE,
}


def open_verification(application: Application, decision: Decision) -> Verification | None:
    """The task that follows a granted promise: until when and how it is verified. Part of a verb, not one."""
    promise = application.commitments.filter(kind=CommitmentKind.PROMISE, withdrawn_at=None).first()
    if promise is None or not decision.granted:
        return None
    rule, day = promise_rule(application.version.matter), decision.decided_at.astimezone(clock.BEIJING).date()
    return Verification.objects.create(
        hall=application.hall,
        application=application,
        commitment=promise,
        department=application.department,
        method=rule.method,
        due=day + timedelta(days=rule.verify_days),
        made_at=clock.now(),
    )


@transaction.atomic
def verify_met(*, number: str, finding: str, by: StaffMember) -> Verification:
    """What was promised is true, or was mended in time."""
    application, task = _taken(number, "verify", by)
    moved = _moved(task, "verify_met")
    _found(task, finding, by)
    task.closed_at = clock.now()
    task.save()
    steps.record(application, moved, by, task.finding)
    return task


@transaction.atomic
def order_remedy(*, number: str, finding: str, remedy: str, remedy_due: date, by: StaffMember) -> Verification:
    """What was promised is not met yet: to be mended by a day, told in writing."""
    application, task = _taken(number, "verify", by)
    moved = _moved(task, "order_remedy")
    _found(task, finding, by)
    if not remedy.strip():
        raise ReasonMissing()
    if remedy_due <= clock.today():
        raise RemedyDayPast()
    task.remedy, task.remedy_due = remedy.strip(), remedy_due
    task.save()
    facts = {"finding": task.finding, "remedy": task.remedy, "remedy_due": remedy_due.isoformat()}
    notice = issue(application, DocumentKind.REMEDY_NOTICE, facts, by=by)
    steps.record(application, moved, by, task.finding, document=notice.number, due=remedy_due.isoformat())
    tell_by_message(application, "promise_remedy", notice.pk, due=spoken(remedy_due))
    return task


@transaction.atomic
def revoke_for_promise(
    *, number: str, is_false: bool, finding: str, legal_basis: str, heard: str, by: StaffMember
) -> Revocation:
    """A false promise is revoked at once, one not kept after its day of remedy has passed; both go on record.

    Signed by whom the department lets decide; the person is excluded from promises until their credit is repaired.
    """
    application, task = _taken(number, "revoke", by)
    require_authorised(by, Power.DECIDE, application)
    moved = _moved(task, "revoke_false" if is_false else "revoke_unmet")
    if not is_false and task.remedy_due is not None and clock.today() <= task.remedy_due:
        raise RemedyNotOver(due=task.remedy_due.isoformat())
    _found(task, finding, by)
    task.closed_at = clock.now()
    task.save()
    steps.record(application, moved, by, task.finding)
    ground = RevocationGround.FALSE if is_false else RevocationGround.UNMET
    return _revoked(application, ground, task.finding, legal_basis.strip(), heard.strip(), by)


@transaction.atomic
def revoke_automatic(*, number: str, reason: str, legal_basis: str, heard: str, by: StaffMember) -> Revocation:
    """A decision of the rules that a reviewer found wrong is revoked by a person; nobody is put on a list for it."""
    application = taken_by(by, number)
    require_may(by, "revoke", hall=application.hall, department=application.department)
    require_authorised(by, Power.DECIDE, application)
    found = getattr(application, "automatic", None)
    if found is None or found.verdict != "wrong":
        raise NothingToRevoke()
    if not reason.strip():
        raise ReasonMissing()
    return _revoked(application, RevocationGround.WRONG, reason.strip(), legal_basis.strip(), heard.strip(), by)


def refuse_revoked(applications: Iterable[Application]) -> None:
    """What was revoked is not handed over. Raises ResultRevoked naming the numbers."""
    rows = Revocation.objects.filter(application__in=[one.pk for one in applications])
    numbers = list(rows.values_list("application__number", flat=True))
    if numbers:
        raise ResultRevoked(numbers="、".join(numbers))


def _taken(number: str, verb: str, by: StaffMember) -> tuple[Application, Verification]:
    application = taken_by(by, number)
    require_may(by, verb, hall=application.hall, department=application.department)
    task = locked(Verification.objects.of(application.hall), application=application)
    return application, task


def _moved(task: Verification, verb: str) -> str:
    if task.state in {VerificationState.MET, VerificationState.REVOKED}:
        raise VerificationOver(state=task.get_state_display())
    return make_move(task, VERIFICATION_MOVES, verb).verb


def _found(task: Verification, finding: str, by: StaffMember) -> None:
    if not finding.strip():
        raise ReasonMissing()
    task.finding, task.found_by, task.found_at = finding.strip(), by, clock.now()


def _revoked(
    application: Application, ground: RevocationGround, reason: str, legal_basis: str, heard: str, by: StaffMember
) -> Revocation:
    """Write the revocation beside the application, which stays as it was; the document names the one revoked."""
    before = Revocation.objects.filter(application=application).first()
    if before is not None:
        raise RevokedAlready(when=f"{before.revoked_at.astimezone(clock.BEIJING):%Y-%m-%d}")
    grant = application.documents.filter(kind=DocumentKind.GRANT).first()
    if grant is None:
        raise NothingToRevoke()
    if not legal_basis:
        raise LegalBasisMissing()
    if not heard:
        raise HearingMissing()
    is_recorded = ground in RECORDED
    facts = {
        "ground": ground.label, "reason": reason, "legal_basis": legal_basis, "heard": heard, "recorded": is_recorded,
        "decided_on": grant.content["date"], "revoked_document": grant.number,
        "remedies": contents.remedies(application.department.full_name),
    }  # fmt: skip
    document = issue(application, DocumentKind.REVOCATION, facts, by=by)
    made = Revocation.objects.create(
        hall=application.hall, application=application, ground=ground, reason=reason, legal_basis=legal_basis,
        heard=heard, document=document, revoked_by=by, revoked_at=clock.now(),
    )  # fmt: skip
    if is_recorded:
        put_on_list(application.applicant, RECORDED[ground], document.number, application, by)
    steps.record(application, "revoke", by, reason, document=document.number, ground=ground.value)
    tell_by_message(application, "revoked", made.pk)
    return made
