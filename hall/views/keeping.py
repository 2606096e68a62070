"""Pages for those who keep the hall: staff, and the official record."""

from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hall.forms import FindStepsForm
from hall.kernel.access import open_to
from hall.queries.staff import staff_for
from hall.queries.steps import chain, last_verified, steps_for
from hall.requests import StaffRequest
from hall.roles import Role
from hall.step_words import state_for, thing_for, word_for
from hall.verbs import verifying


@require_safe
@open_to(Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
def staff_list(request: StaffRequest) -> HttpResponse:
    """Accounts of one's hall by role; nothing secret is shown."""
    role = request.GET.get("role", "")
    role = role if role in Role.values else ""
    people = staff_for(request.user, role=role)
    page = Paginator(people, 50).get_page(request.GET.get("page"))
    roles = [(value, label) for value, label in Role.choices if value != Role.SYSTEM]
    return render(request, "hall/staff.html", {"page": page, "roles": roles, "role": role})


@require_safe
@open_to(Role.AUDITOR, Role.SUPERVISOR)
def step_list(request: StaffRequest) -> HttpResponse:
    """The official record of one's hall, newest first, with the state of the chain."""
    form = FindStepsForm(request.GET)
    sought = form.cleaned_data if form.is_valid() else {}
    page = Paginator(steps_for(request.user, **sought), 50).get_page(request.GET.get("page"))
    rows = [
        (
            step,
            word_for(step.verb),
            thing_for(step.subject_type),
            *(state_for(step.subject_type, state) for state in (step.before, step.after)),
        )
        for step in page
    ]
    return render(
        request,
        "hall/steps.html",
        {"page": page, "rows": rows, "chain": chain(), "verified": last_verified(), "form": form},
    )


@require_POST
@open_to(Role.AUDITOR)
def verify_chain(request: StaffRequest) -> HttpResponse:
    """Recalculate the whole chain now and say whether it holds."""
    broken = verifying.verify_chain(by=request.user)
    if broken is None:
        success(request, f"链条完整：已逐条校验 {chain().sealed} 条记录，没有发现改动。")
    else:
        error(request, f"链条在第 {broken} 条断开：该条或其之前的记录被改动过，请立即报告安全管理员并保全数据库。")
    return redirect("steps")
