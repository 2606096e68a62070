"""What the department does: decide. The result waits ten minutes, so that a slip can be undone before anyone is told."""

from datetime import datetime

from django.db import transaction

from applications.errors import LateMaterialsOutstanding, LegalBasisMissing, ReasonMissing
from applications.models import Application, Authorisation, Decision, SigningStep
from applications.permissions import require_may
from applications.routing import UNDO
from applications.signing_errors import ReviewFirst
from applications.states import APPLICATION_MOVES, MaterialStatus
from applications.verbs.common import changed_meanwhile, check_not_changed, taken_by
from applications.verbs.releasing import release_now
from applications.verbs.signing import require_power, sign
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, make_move
from hall.models import StaffMember


def decide(
    *,
    number: str,
    granted: bool,
    reason: str,
    legal_basis: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Grant or deny under a stored authorisation, with a reason; a denial names its legal basis.

    An instant matter goes to the issuing counter at once, anything else after ten minutes (`undo_decision`).
    """
    verb = "grant" if granted else "deny"
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, verb, hall=application.hall, department=application.department)
        _check_still_undecided(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, verb)
        if application.step == SigningStep.REVIEW:
            raise ReviewFirst(number=application.number)
        authorisation = require_power(application, SigningStep.DECIDE, by)
        return settle(application, moved, reason=reason, legal_basis=legal_basis, authorisation=authorisation, by=by)


def settle(
    application: Application,
    moved: Moved,
    *,
    reason: str,
    legal_basis: str = "",
    authorisation: Authorisation | None = None,
    at_once: bool = False,
    by: StaffMember,
) -> Application:
    """Write a decision on an application that was locked and moved: part of a verb, not one.

    `at_once` (and every instant matter) is released in the same act.
    """
    granted, reason, legal_basis = moved.verb == "grant", reason.strip(), legal_basis.strip()
    check_reasoned(application, granted, reason, legal_basis)
    signed = sign(
        application,
        SigningStep.DECIDE,
        granted=granted,
        opinion=reason,
        legal_basis=legal_basis,
        authorisation=authorisation,
        by=by,
    )
    at_once = at_once or application.version.is_instant
    application.handler = None
    application.save()
    decision = Decision.objects.create(
        application=application,
        granted=granted,
        reason=reason,
        legal_basis=legal_basis,
        decided_by=by,
        decided_at=signed.signed_at,
        release_at=signed.signed_at if at_once else signed.signed_at + UNDO,
    )
    instead_of = {"on_behalf_of": signed.on_behalf_of.username} if signed.on_behalf_of else {}
    steps.record(application, moved, by, reason, release_at=_spoken(decision.release_at), **instead_of)
    return release_now(application, decision, by) if at_once else application


def _spoken(moment: datetime) -> str:
    return moment.astimezone(clock.BEIJING).isoformat(timespec="seconds")


def _check_still_undecided(application: Application, seen: int | None) -> None:
    """Who decides second sees who decided first."""
    if Decision.objects.filter(application=application).exists():
        raise changed_meanwhile(application, steps.steps_of(application).filter(verb__in=["grant", "deny"]).last())
    check_not_changed(application, seen)


def check_reasoned(application: Application, granted: bool, reason: str, legal_basis: str) -> None:
    """Raise unless an opinion has a reason, a denial its legal basis, and a grant all its materials."""
    if not reason:
        raise ReasonMissing()
    if not granted and not legal_basis:
        raise LegalBasisMissing()
    late = application.materials.filter(status=MaterialStatus.LATE).select_related("material")
    if late:
        raise LateMaterialsOutstanding(names="、".join(f"《{row.material.name}》" for row in late))
