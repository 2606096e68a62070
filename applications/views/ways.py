"""How a result is to be fetched, set by the clerk for the person at the window: the way, the address, who else may come."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from applications.issuing_forms import CollectorForm, WayForm
from applications.models import Application
from applications.permissions import ROLES
from applications.queries.access import application_for
from applications.queries.masked import masked
from applications.queries.ways import WHY, collecting_of
from applications.verbs.ways import choose_way, name_collector
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.masking import mask_address, mask_name, mask_phone
from hall.repeats import once
from hall.requests import StaffRequest, own_hall


@open_to(*ROLES["choose_way"])
@require_http_methods(["GET", "HEAD", "POST"])
@once
def way(request: StaffRequest, number: str) -> HttpResponse:
    """The choice as it stands, masked; a new one is typed anew."""
    application = application_for(request.user, number)
    if request.method != "POST":
        return _page(request, application)
    is_collector = request.POST.get("what") == "collector"
    form = CollectorForm(request.POST) if is_collector else WayForm(request.POST)
    if not form.is_valid():
        return _page(request, application, status=422, **{"collector_form" if is_collector else "form": form})
    verb = name_collector if is_collector else choose_way
    try:
        verb(hall=own_hall(request), number=application.number, by=request.user, **form.cleaned_data)
    except DomainError as refused:
        more = {"collector_form" if is_collector else "form": form, "problem": refused.words}
        return _page(request, application, status=refused.status, **more)
    return redirect("application-way", application.number)


def _page(request: StaffRequest, application: Application, *, status: int = 200, **more: Any) -> HttpResponse:
    collecting = collecting_of(application)
    row = collecting.delivery
    context = {
        "application": application,
        "name": masked(application.applicant),
        "collecting": collecting,
        "why_not": WHY.get(collecting.why_not, ""),
        "to": [mask_name(row.addressee), mask_phone(row.phone), mask_address(row.address)]
        if row and row.address
        else [],
        "collector": mask_name(row.collector_name) if row and row.collector_name else "",
        "form": WayForm(initial={"way": collecting.way}),
        "collector_form": CollectorForm(),
        **more,
    }
    response = show(request, "applications/way.html", "applications/way.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
