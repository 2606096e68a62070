"""Improvement tickets: their list, one ticket with its verbs, raising one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.complaint_permissions import HANDLERS
from complaints.complaint_states import RootCause
from complaints.models import Complaint, UnresolvedCase
from complaints.queries.complaint_access import case_for, complaint_for, improvement_for
from complaints.queries.linking import department_meant, departments
from complaints.queries.one_thing import improvement_shown
from complaints.queries.work_list import improvements_listed
from complaints.unresolved_states import ImprovementUnit
from complaints.verbs import improving
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

READERS = (*HANDLERS, Role.SYSTEM_ADMIN)


@require_safe
@open_to(*READERS)
@never_cache
def improvement_list(request: StaffRequest) -> HttpResponse:
    """What is to be improved, by whom and until when."""
    number = request.GET.get("page", "1")
    found = improvements_listed(
        request.user, only=request.GET.get("tab", "")[:20], page=int(number) if number.isdecimal() else 1
    )
    return show(request, "complaints/improvements/list.html", "complaints/improvements/_list.html", {"list": found})


@require_safe
@open_to(*READERS)
@never_cache
def improvement(request: StaffRequest, number: str) -> HttpResponse:
    """One ticket."""
    return shown(request, number)


def shown(request: StaffRequest, number: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one ticket, with what is wrong and what was typed."""
    found = improvement_shown(request.user, improvement_for(request.user, number))
    context = {"shown": found, "improvement": found.thing, "typed": request.POST, **more}
    return render(request, "complaints/improvements/improvement.html", context, status=status)


ACTS = {
    "take": lambda request, **at: improving.take_improvement(**at),
    "progress": lambda request, **at: improving.report_progress(note=request.POST.get("note", ""), **at),
    "finish": lambda request, **at: improving.finish_improvement(measure=request.POST.get("note", ""), **at),
    "confirm": lambda request, **at: improving.confirm_improvement(**at),
    "back": lambda request, **at: improving.send_improvement_back(reason=request.POST.get("note", ""), **at),
    "decline": lambda request, **at: improving.decline_improvement(reason=request.POST.get("note", ""), **at),
}


@require_POST
@open_to(*READERS)
@once
def act(request: StaffRequest, number: str, act: str) -> HttpResponse:
    """One verb; a refusal comes back with everything typed."""
    found = improvement_for(request.user, number)
    if act not in ACTS:
        raise NotFound()
    try:
        row = ACTS[act](request, hall=found.hall, number=found.number, by=request.user)
    except DomainError as refused:
        return shown(request, number, status=refused.status, problem=refused.words, acting=act)
    messages.success(request, f"{row.number}：{row.get_state_display()}")
    return redirect("improvement", number=found.number)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*HANDLERS)
@never_cache
@once
def raise_one(request: StaffRequest) -> HttpResponse:
    """Ask the platform or a department to mend what lies behind a case or a complaint."""
    case, complaint = _behind(request)
    if request.method != "POST":
        return _form(request, case, complaint)
    given = {name: request.POST.get(name, "") for name in ("title", "words", "cause", "unit")}
    try:
        row = improving.raise_improvement(
            hall=own_hall(request),
            case=case,
            complaint=complaint,
            department=department_meant(request.POST.get("department", "")),
            by=request.user,
            **given,
        )
    except DomainError as refused:
        return _form(request, case, complaint, status=refused.status, problem=refused.words)
    messages.success(request, f"已提出改进单 {row.number}，由{row.unit_words}办理。")
    return redirect("improvement", number=row.number)


def _behind(request: StaffRequest) -> tuple[UnresolvedCase | None, Complaint | None]:
    case, complaint = request.GET.get("case", ""), request.GET.get("complaint", "")
    return (
        case_for(request.user, case) if case else None,
        complaint_for(request.user, complaint) if complaint else None,
    )


def _form(
    request: StaffRequest,
    case: UnresolvedCase | None,
    complaint: Complaint | None,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {
        "case": case,
        "complaint": complaint,
        "problem": problem,
        "typed": request.POST,
        "causes": RootCause.choices,
        "units": ImprovementUnit.choices,
        "departments": departments(),
    }
    return render(request, "complaints/improvements/raise.html", context, status=status)
