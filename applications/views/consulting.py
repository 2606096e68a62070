"""Asking other departments, and answering what they ask us."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.desk_forms import AnswerForm, AskForm
from applications.models import Application
from applications.queries.access import application_for, seen_version
from applications.queries.consulting import asked, asked_us, consultation_for, file_shown, we_asked
from applications.verbs.consulting import answer_consultation, ask_department, call_back_consultation
from applications.verbs.looking import note_look
from applications.views.files import opened
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.models import Department
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.APPROVER)
@require_safe
def consultations(request: StaffRequest) -> HttpResponse:
    """What others ask us, and what we ask others."""
    context = {"asked_us": asked_us(request.user), "we_asked": we_asked(request.user)}
    return render(request, "applications/consultations.html", context)


@open_to(Role.APPROVER)
@require_safe
def consultation(request: StaffRequest, consultation_id: int) -> HttpResponse:
    """One question, the materials that were shown, and the answer."""
    return _page(request, consultation_id, AnswerForm())


@open_to(Role.APPROVER)
@require_POST
@once
def answer(request: StaffRequest, consultation_id: int) -> HttpResponse:
    """Answer for the asked department."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation_id, form, status=422)
    try:
        row = answer_consultation(consultation_id=consultation_id, **form.cleaned_data, by=request.user)
    except DomainError as refused:
        return _page(request, consultation_id, form, status=refused.status, problem=refused.words)
    messages.success(request, f"已答复{row.application.department}的征求意见。")
    return redirect("consultations")


@open_to(Role.APPROVER)
@require_POST
@once
def call_back(request: StaffRequest, consultation_id: int) -> HttpResponse:
    """The answer is no longer needed."""
    reason = request.POST.get("reason", "")[:500]
    row = call_back_consultation(consultation_id=consultation_id, reason=reason, by=request.user)
    messages.success(request, f"已撤回向{row.asked_department}的征询。")
    return redirect("application", number=row.application.number)


@open_to(Role.APPROVER)
@require_safe
def consultation_file(request: StaffRequest, consultation_id: int, file_id: int) -> FileResponse:
    """A scan that was shown with the question, while it is open."""
    row = file_shown(request.user, consultation_id, file_id)
    material = row.application_material
    note_look(application=material.application, what=f"征求意见：{material.material.name}", by=request.user)
    return opened(row, as_download="download" in request.GET)


@open_to(Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Ask another department about an application."""
    found = application_for(request.user, number)
    form, status, problem = _ask_form(found, request), 200, ""
    if request.method == "POST" and form.is_valid():
        given = form.given()
        given["materials"] = [int(key) for key in given["materials"]]
        try:
            row = ask_department(number=found.number, by=request.user, **given)
        except DomainError as refused:
            status, problem = refused.status, refused.words
        else:
            messages.success(
                request, f"已向{row.asked_department}征求意见，请其 {row.due:%m-%d} 前答复；本件照常计时。"
            )
            return redirect("application", number=found.number)
    elif request.method == "POST":
        status = 422
    context = {"application": found, "form": form, "problem": problem, "seen": seen_version(found)}
    return render(request, "applications/ask.html", context, status=status)


def _ask_form(found: Application, request: StaffRequest) -> AskForm:
    departments = Department.objects.exclude(pk=found.department_id).order_by("code")
    materials = found.materials.select_related("material").order_by("material__order")
    return AskForm(
        request.POST if request.method == "POST" else None,
        departments=[(one.code, one.short_name) for one in departments],
        materials=[(row.pk, row.material.name) for row in materials],
    )


def _page(
    request: StaffRequest, consultation_id: int, form: AnswerForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    row = consultation_for(request.user, consultation_id)
    one = asked(row)
    context = {
        "row": row,
        "one": one,
        "form": form,
        "problem": problem,
        "may_answer": one.is_open and row.asked_department_id == request.user.department_id,
        "is_ours": row.application.department_id == request.user.department_id,
    }
    response = render(request, "applications/consultation.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
