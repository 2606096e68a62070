"""The month report of a department, as a page and as an Excel file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.months import last_months, month_named
from applications.queries.month_report import MonthReport, month_report
from applications.report_files import TYPE, workbook
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.models import Department
from hall.requests import StaffRequest
from hall.roles import Role

SEE_ALL = (Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR)


@open_to(Role.APPROVER, *SEE_ALL)
@require_safe
def report(request: StaffRequest) -> HttpResponse:
    """A month of my department; of any, and of all together, for those who watch over the hall."""
    context = {
        "report": _report(request),
        "months": last_months(clock.today()),
        "departments": Department.objects.order_by("code") if request.user.has_role(*SEE_ALL) else [],
        "at": clock.now(),
    }
    return render(request, "applications/month_report.html", context)


@open_to(Role.APPROVER, *SEE_ALL)
@require_safe
def report_excel(request: StaffRequest) -> HttpResponse:
    """The same figures as a workbook."""
    found = _report(request)
    response = HttpResponse(workbook(found), content_type=TYPE)
    code = found.department.code if found.department else "all"
    response["Content-Disposition"] = f'attachment; filename="approvals-{code}-{found.month.key}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _report(request: StaffRequest) -> MonthReport:
    person, asked = request.user, request.GET
    month = month_named(asked.get("month", ""), clock.today())
    department = person.department
    if person.has_role(*SEE_ALL):
        department = Department.objects.filter(code=asked.get("department", "")).first()
    return month_report(person.hall, month, department)
