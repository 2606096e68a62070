"""The decision as it would be issued, from the same template as the PDF, before anything is signed."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from applications import contents, deadlines
from applications.forms import DecideForm
from applications.models import Application, DocumentKind
from applications.papers.files import preview
from applications.permissions import require_may
from applications.queries.access import application_for
from applications.verbs.releasing import years_later
from applications.views.inbox import shown
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.queries.calendar import working_calendar
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.APPROVER)
@require_POST
def decision_preview(request: StaffRequest, number: str) -> HttpResponse:
    """The PDF of the grant or the denial with what was typed; nothing is numbered, signed or kept."""
    found = application_for(request.user, number)
    form = DecideForm(request.POST)
    grants = request.POST.get("preview") != "deny"
    require_may(request.user, "grant" if grants else "deny", hall=found.hall, department=found.department)
    reason, basis = (request.POST.get(name, "").strip()[:1000] for name in ("reason", "legal_basis"))
    if not reason:
        return shown(request, number, form, status=422, problem="先写审查意见，再预览决定书。")
    kind = DocumentKind.GRANT if grants else DocumentKind.DENIAL
    pdf = preview(found, kind, _facts(found, grants, reason, basis[:500]), by=request.user)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _facts(application: Application, grants: bool, reason: str, basis: str) -> dict[str, Any]:
    """What the decision will say; its numbers are taken when it is issued."""
    today, version = clock.today(), application.version
    delivery = deadlines.delivery_due(today, working_calendar())
    facts: dict[str, Any] = {"reason": reason, "delivery_due": delivery.isoformat()}
    if grants:
        until = contents.iso(years_later(today, version.result_valid_years))
        number = "（出具时编号）" if version.result_name else ""
        return facts | {"result_name": version.result_name, "valid_until": until, "result_number": number}
    remedies = contents.remedies(application.department.full_name)
    return facts | {"legal_basis": basis or "（还没有填写）", "remedies": remedies}
