"""Before and after the decision: review, send back, pass on, and take a decision back before anyone was told."""

from django.db import transaction

from applications.errors import ReasonMissing
from applications.models import Application, Decision, SigningStep
from applications.permissions import require_may
from applications.queries.authorisations import may_sign, substitute_for
from applications.signing_errors import (
    CannotTakeOver,
    NotReturnable,
    OnlyTheDeciderUndoes,
    ReviewedAlready,
    UndoTooLate,
    WithAnother,
)
from applications.states import APPLICATION_MOVES
from applications.verbs.common import check_not_changed, taken_by
from applications.verbs.deciding import check_reasoned
from applications.verbs.signing import POWER_OF, enter, require_power, set_aside, sign, standing
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import StaffMember
from hall.roles import Role


def review(
    *,
    number: str,
    granted: bool,
    opinion: str,
    legal_basis: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """The first of two signatures: an opinion to grant or to deny, for another person who decides."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "review", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "review")
        _check_to_review(application)
        authorisation = require_power(application, SigningStep.REVIEW, by)
        opinion, legal_basis = opinion.strip(), legal_basis.strip()
        check_reasoned(application, granted, opinion, legal_basis)
        signed = sign(
            application,
            SigningStep.REVIEW,
            granted=granted,
            opinion=opinion,
            legal_basis=legal_basis,
            authorisation=authorisation,
            by=by,
        )
        enter(application, SigningStep.DECIDE)
        application.save()
        instead_of = {"on_behalf_of": signed.on_behalf_of.username} if signed.on_behalf_of else {}
        steps.record(application, moved, by, opinion, granted=granted, **instead_of)
        return application


def return_to_review(
    *, number: str, reason: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Whoever would decide sends the application back to the reviewer, who signs anew."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "return_to_review", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "return_to_review")
        signed = standing(application, SigningStep.REVIEW)
        if signed is None:
            raise NotReturnable(number=application.number)
        require_power(application, SigningStep.DECIDE, by)
        if not reason.strip():
            raise ReasonMissing()
        set_aside(signed)
        enter(application, SigningStep.REVIEW, signed.signed_by)
        application.save()
        steps.record(application, moved, by, reason.strip())
        return application


def transfer(
    *, number: str, to: str, reason: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """Pass the application to a colleague (账号) who may sign what it waits for; absent, their substitute gets it.

    Whoever has it passes it on; what nobody has, any approver of the department; the head of the department always.
    """
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "transfer", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "transfer")
        _check_may_pass_on(application, by)
        if not reason.strip():
            raise ReasonMissing()
        person = _taker(application, to)
        application.handler = person
        application.save()
        steps.record(application, moved, by, reason.strip(), to=person.username)
        return application


def undo_decision(*, number: str, reason: str, by: StaffMember) -> Application:
    """Take one's decision back within ten minutes: nobody was told, and the department decides again."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "undo_decision", hall=application.hall, department=application.department)
        decision = Decision.objects.filter(application=application).select_related("decided_by").first()
        if decision is not None and _is_out(application, decision):
            raise UndoTooLate(when=_clock(decision))
        moved = make_move(application, APPLICATION_MOVES, "undo_decision")
        assert decision is not None
        if decision.decided_by_id != by.pk:
            raise OnlyTheDeciderUndoes(who=decision.decided_by.name, when=_clock(decision))
        if not reason.strip():
            raise ReasonMissing()
        signed = standing(application, SigningStep.DECIDE)
        if signed is not None:
            set_aside(signed)
        decision.delete()
        enter(application, SigningStep.DECIDE, by)
        application.save()
        steps.record(application, moved, by, reason.strip(), granted=decision.granted)
        return application


def _is_out(application: Application, decision: Decision) -> bool:
    return decision.release_at <= clock.now() or application.state not in APPLICATION_MOVES["undo_decision"].start


def _clock(decision: Decision) -> str:
    return f"{decision.release_at.astimezone(clock.BEIJING):%H:%M:%S}"


def _check_to_review(application: Application) -> None:
    if application.step == SigningStep.REVIEW:
        return
    signed = standing(application, SigningStep.REVIEW)
    who, at = (signed.signed_by.name, signed.signed_at) if signed else ("本部门", application.step_since or clock.now())
    raise ReviewedAlready(number=application.number, who=who, when=f"{at.astimezone(clock.BEIJING):%m月%d日 %H:%M}")


def _check_may_pass_on(application: Application, by: StaffMember) -> None:
    handler = application.handler
    if handler is None or by in (handler, substitute_for(handler)) or by.has_role(Role.DEPARTMENT_HEAD):
        return
    raise WithAnother(number=application.number, who=handler.name)


def _taker(application: Application, username: str) -> StaffMember:
    """Who takes the application over: the person named, or who stands in for them."""
    step = SigningStep(application.step or SigningStep.DECIDE)
    power = POWER_OF[step]
    named = StaffMember.objects.filter(username=username.strip(), department=application.department_id).first()
    person = substitute_for(named) or named
    why = ""
    if person is None:
        why = "本部门没有这个人"
    elif may_sign(person, power, application) is None:
        why = "没有有效的授权"
    elif step == SigningStep.DECIDE and _reviewed_by(application, person):
        why = "审查意见由此人签署，决定应由另一人作出"
    if person is None or why:
        raise CannotTakeOver(
            who=person.name if person else username, number=application.number, why=why, power=power.label
        )
    return person


def _reviewed_by(application: Application, person: StaffMember) -> bool:
    signed = standing(application, SigningStep.REVIEW)
    return signed is not None and signed.signed_by_id == person.pk
