"""Bad ratings that concern a department: to read, and to appeal against for the department."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from complaints.models import AppealSide
from complaints.queries.department_ratings import one_for, rows_for
from complaints.verbs.rating_appeals import lodge_appeal
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role

PAGE = "complaints/department_ratings.html"


@require_safe
@open_to(Role.APPROVER)
def department_ratings(request: StaffRequest) -> HttpResponse:
    """What was said, and what became of it."""
    return render(request, PAGE, {"rows": rows_for(request.user)})


@require_POST
@open_to(Role.APPROVER)
@once
def appeal(request: StaffRequest, number: str) -> HttpResponse:
    """The department says why the rating is wrong; a supervisor decides."""
    row, reason = one_for(request.user, number), request.POST.get("reason", "")
    try:
        lodge_appeal(hall=row.hall, number=row.number, side=AppealSide.DEPARTMENT, reason=reason, by=request.user)
    except DomainError as refused:
        context = {"rows": rows_for(request.user), "problem": refused.words, "typed": reason, "typed_for": row.number}
        return render(request, PAGE, context, status=refused.status)
    messages.success(request, f"{row.number} 的申诉已提交督查人员裁定；裁定成立前照常计分。")
    return redirect("department-ratings")
