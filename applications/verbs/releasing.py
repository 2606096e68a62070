"""From the decision to the issuing counter: the document, the result and the notices come when nothing can be undone."""

from datetime import date
from typing import Any

from django.db import transaction

from applications import contents, deadlines
from applications.events import ResultReady
from applications.models import Application, Decision, Document, DocumentKind, Result
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.arriving import arrive
from applications.verbs.common import AROUND, calendar
from applications.verbs.documents import issue
from applications.verbs.verifying import open_verification
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember


def release(*, application_id: int, by: StaffMember) -> bool:
    """Send a decision out whose ten minutes are over. False when there is nothing to do."""
    with transaction.atomic():
        application = locked(Application.objects.select_related(*AROUND), pk=application_id)
        decision = Decision.objects.filter(application=application).select_related("decided_by").first()
        if decision is None or application.state not in APPLICATION_MOVES["release_result"].start:
            return False
        if decision.release_at > clock.now():
            return False
        require_may(by, "release_result", hall=application.hall)
        release_now(application, decision, by)
        return True


def release_now(application: Application, decision: Decision, by: StaffMember) -> Application:
    """Issue the decision document and tell the applicant, within the transaction of the act; part of a verb, not one."""
    result, document = _released(application, decision)
    open_verification(application, decision)
    moved = make_move(application, APPLICATION_MOVES, "release_result")
    application.save()
    steps.record(application, moved, by, document=document.number)
    arrive(application, result, decision=decision, by=by)
    tell(ResultReady(application_id=application.pk))
    return application


def _released(application: Application, decision: Decision) -> tuple[Result, Document]:
    """The decision document, and what waits at the issuing counter: the certificate, or the decision itself."""
    day, version = decision.decided_at.astimezone(clock.BEIJING).date(), application.version
    delivery = deadlines.delivery_due(day, calendar())
    facts: dict[str, Any] = {"date": day.isoformat(), "reason": decision.reason, "delivery_due": delivery.isoformat()}
    if decision.granted:
        valid_until = years_later(day, version.result_valid_years)
        facts |= {"result_name": version.result_name, "valid_until": contents.iso(valid_until)}
        certificate = _certificate(application, facts, decision.decided_by) if version.result_name else ""
        facts |= {"result_number": certificate}
        document = issue(application, DocumentKind.GRANT, facts, by=decision.decided_by)
    else:
        valid_until, certificate = None, ""
        facts |= {"legal_basis": decision.legal_basis}
        facts |= {"remedies": contents.remedies(application.department.full_name)}
        document = issue(application, DocumentKind.DENIAL, facts, by=decision.decided_by)
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


def _certificate(application: Application, facts: dict[str, Any], by: StaffMember) -> str:
    """The electronic licence (电子证照), a document of its own; returns its number."""
    return issue(application, DocumentKind.CERTIFICATE, {**facts, "title": facts["result_name"]}, by=by).number


def years_later(day: date, years: int) -> date | None:
    """Until when a certificate is valid; None when it has no end."""
    return deadlines.add_months(day, 12 * years) if years else None
