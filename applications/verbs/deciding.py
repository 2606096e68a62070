"""What the department does: decide, and send the result to the issuing counter."""

from datetime import date
from typing import Any

from django.db import transaction

from applications import contents, deadlines
from applications.errors import LateMaterialsOutstanding, LegalBasisMissing, ReasonMissing
from applications.events import ResultReady
from applications.models import Application, Decision, Document, DocumentKind, Result
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES, MaterialStatus
from applications.verbs.common import (
    calendar,
    changed_meanwhile,
    check_not_changed,
    spoken,
    taken_by,
    tell_by_message,
)
from applications.verbs.documents import issue, next_number_of
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import make_move
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
    """Grant or deny, with a reason; a denial names its legal basis. The result goes to the issuing counter at once."""
    verb = "grant" if granted else "deny"
    reason, legal_basis = reason.strip(), legal_basis.strip()
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, verb, hall=application.hall, department=application.department)
        _check_still_undecided(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, verb)
        _check_reasoned(application, granted, reason, legal_basis)
        application.save()
        decision = Decision.objects.create(
            application=application,
            granted=granted,
            reason=reason,
            legal_basis=legal_basis,
            decided_by=by,
            decided_at=clock.now(),
        )
        result, document = _release(application, decision, by)
        steps.record(application, moved, by, reason, document=document.number)
        released = make_move(application, APPLICATION_MOVES, "release_result")
        application.save()
        steps.record(application, released, by)
        tell_by_message(application, "result_ready", result.pk, due=spoken(result.delivery_due))
        tell(ResultReady(application_id=application.pk))
        return application


def _check_still_undecided(application: Application, seen: int | None) -> None:
    """Who decides second sees who decided first."""
    if Decision.objects.filter(application=application).exists():
        raise changed_meanwhile(application, steps.steps_of(application).filter(verb__in=["grant", "deny"]).last())
    check_not_changed(application, seen)


def _check_reasoned(application: Application, granted: bool, reason: str, legal_basis: str) -> None:
    if not reason:
        raise ReasonMissing()
    if not granted and not legal_basis:
        raise LegalBasisMissing()
    if granted:
        late = application.materials.filter(status=MaterialStatus.LATE).select_related("material")
        if late:
            raise LateMaterialsOutstanding(names="、".join(f"《{row.material.name}》" for row in late))


def _release(application: Application, decision: Decision, by: StaffMember) -> tuple[Result, Document]:
    """The decision document, and what waits at the issuing counter: the certificate, or the decision itself."""
    today = clock.today()
    delivery = deadlines.delivery_due(today, calendar())
    facts: dict[str, Any] = {"reason": decision.reason, "delivery_due": delivery.isoformat()}
    version = application.version
    if decision.granted:
        valid_until = years_later(today, version.result_valid_years)
        certificate = next_number_of(application, "certificate").text if version.result_name else ""
        facts |= {"result_name": version.result_name, "result_number": certificate}
        facts |= {"valid_until": contents.iso(valid_until)}
        document = issue(application, DocumentKind.GRANT, facts, by=by)
    else:
        valid_until, certificate = None, ""
        facts |= {"legal_basis": decision.legal_basis}
        facts |= {"remedies": contents.remedies(application.department.full_name)}
        document = issue(application, DocumentKind.DENIAL, facts, by=by)
    result = Result.objects.create(
        hall=application.hall,
        application=application,
        name=version.result_name if certificate else document.content["title"],
        number=certificate or document.number,
        valid_until=valid_until,
        ready_at=clock.now(),
        delivery_due=delivery,
    )
    return result, document


def years_later(day: date, years: int) -> date | None:
    """Until when a certificate is valid; None when it has no end."""
    return deadlines.add_months(day, 12 * years) if years else None
