"""Accepting or refusing what the window received: the department's act, on the page of the application."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from applications.forms import DecideForm, ExamineForm
from applications.queries.access import application_for
from applications.verbs.intake import accept, refuse
from applications.views.inbox import shown
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.APPROVER, Role.WINDOW_CLERK)
@require_POST
@once
def examination(request: StaffRequest, number: str) -> HttpResponse:
    """Accept, or refuse with a line of the standard and a reason; what was typed stays when it is not possible."""
    found = application_for(request.user, number)
    form = ExamineForm(request.POST)
    if not form.is_valid():
        return shown(request, number, DecideForm(), status=422, problem=form.words, examine=form)
    given = form.cleaned_data
    at = {"hall": found.hall, "number": found.number, "seen_state_version": given["seen"], "by": request.user}
    try:
        if form.accepts:
            done = accept(**at)
        else:
            done = refuse(standard_line=given["standard_line"], reason=given["reason"], **at)
    except DomainError as refused:
        return shown(request, number, DecideForm(), status=refused.status, problem=refused.words, examine=form)
    messages.success(request, f"{done.number} {done.get_state_display()}，申请人会收到短信。")
    return redirect("application", number=done.number)
