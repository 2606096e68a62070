"""Sending back, passing on, taking back: small pages of their own, each with its consequence in words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.desk_forms import ReasonForm, TransferForm
from applications.errors import NothingMissing
from applications.models import Application
from applications.queries.access import application_for, seen_version
from applications.queries.phrases import phrases_for
from applications.queries.previews import correction_preview
from applications.queries.takers import takers
from applications.states import ApplicationState
from applications.verbs.returning import return_for_correction
from applications.verbs.reviewing import return_to_review, transfer, undo_decision
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def send_back(request: StaffRequest, number: str) -> HttpResponse:
    """Back to the applicant for correction while it is received, back to the reviewer while it waits for a decision."""
    found = application_for(request.user, number)
    if found.state == ApplicationState.RECEIVED:
        return _for_correction(request, found)
    form = ReasonForm(request.POST or None)
    return _act(request, found, form, "applications/return.html", return_to_review, "已退回审查")


@open_to(Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def pass_on(request: StaffRequest, number: str) -> HttpResponse:
    """Pass an application on to a colleague."""
    found = application_for(request.user, number)
    form = TransferForm(request.POST or None, people=takers(found, but=request.user))
    return _act(request, found, form, "applications/transfer.html", transfer, "已转办")


@open_to(Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def undo(request: StaffRequest, number: str) -> HttpResponse:
    """Take one's own decision back before it goes out."""
    found = application_for(request.user, number)
    form = ReasonForm(request.POST or None)

    def take_back(*, seen_state_version: object, **given: Any) -> Application:
        return undo_decision(**given)

    return _act(request, found, form, "applications/undo.html", take_back, "决定已撤回，请重新决定")


def _act(request: StaffRequest, found: Application, form: Any, template: str, verb: Any, said: str) -> HttpResponse:
    """Show the form, or do the act; what was typed stays when it is not possible."""
    status, problem = 422 if request.method == "POST" else 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            done = verb(number=found.number, by=request.user, **form.given())
        except DomainError as refused:
            status, problem = refused.status, refused.words
        else:
            messages.success(request, f"{done.number} {said}。")
            return redirect("application", number=done.number)
    context = {"application": found, "form": form, "problem": problem, "seen": seen_version(found)}
    return render(request, template, context, status=status)


def _for_correction(request: StaffRequest, found: Application) -> HttpResponse:
    """Each material with what is wrong; the message as the applicant will read it; then the notice."""
    rows = list(found.materials.select_related("material").order_by("material__order"))
    typed = {row.material_id: request.POST.get(f"problem-{row.material_id}", row.problem) for row in rows}
    ticked = {row.material_id for row in rows if f"wrong-{row.material_id}" in request.POST or row.status == "missing"}
    problems = {key: words for key, words in typed.items() if key in ticked}
    status, problem = 200, ""
    if request.method == "POST" and "preview" not in request.POST:
        try:
            seen = request.POST.get("seen", "")
            seen_number = int(seen) if seen.isdecimal() else None
            return_for_correction(
                number=found.number, problems=problems, seen_state_version=seen_number, by=request.user
            )
        except DomainError as refused:
            status, problem = refused.status, refused.words
        else:
            messages.success(request, f"{found.number} 已一次性告知补正，申请人会收到短信。")
            return redirect("application", number=found.number)
    context = {
        "application": found,
        "rows": [(row, row.material_id in ticked, typed[row.material_id]) for row in rows],
        "phrases": next(one for one in phrases_for(request.user) if one.use == "return"),
        "preview": correction_preview(found, problems) if problems else None,
        "nothing": NothingMissing().words,
        "problem": problem,
        "seen": seen_version(found),
    }
    return render(request, "applications/correction.html", context, status=status)
