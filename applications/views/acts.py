"""What the department does beside deciding, and what the applicant asks of the counter, on the page of the application."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from applications.acts import ACTS, done
from applications.forms import DecideForm
from applications.queries.access import application_for
from applications.views.inbox import shown
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.WINDOW_CLERK, Role.APPROVER)
@require_POST
@once
def act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Do one of the acts; what was typed stays when it is not possible."""
    if name not in ACTS:
        raise Http404
    found = application_for(request.user, number)
    form = ACTS[name].form(request.POST, auto_id=f"{name}-%s")
    form.fit(found)
    again: dict[str, Any] = {"bound": (name, form)}
    if not form.is_valid():
        words = "；".join(str(error) for errors in form.errors.values() for error in errors)
        return shown(request, number, DecideForm(), status=422, problem=words, **again)
    try:
        changed = done(ACTS[name], found, form.given(), request.user)
    except DomainError as refused:
        return shown(request, number, DecideForm(), status=refused.status, problem=refused.words, **again)
    messages.success(request, f"{changed.number} {ACTS[name].button}：已办理，现在{changed.get_state_display()}。")
    return redirect("application", number=changed.number)
