"""The working calendar: look at a year, import the official list after a check, read what moved."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applications.calendar_file import TEMPLATE, read_list, read_text, report_csv, report_xlsx
from applications.queries.calendar_changes import calendar_page, moved_for, preview_of, report_for
from applications.supervision_file import TYPE
from applications.views.supervision import SUPERVISORS
from hall.errors import OfficialListUnfit
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from hall.verbs.calendar import import_official_list

LOOKING = (*SUPERVISORS, Role.SYSTEM_ADMIN, Role.APPROVER)
PAGE = "applications/calendar.html"


@open_to(*LOOKING)
@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    """A year of the calendar, the alarm, the changes so far."""
    return _shown(request, _year(request.GET.get("year", "")))


@open_to(Role.SYSTEM_ADMIN)
@require_POST
def calendar_preview(request: StaffRequest) -> HttpResponse:
    """Read the list and show what it would change; nothing is stored."""
    year = _year(request.POST.get("year", ""))
    if year is None:
        return _shown(request, None, status=422, problem="请填写四位年份，例如 2027。", typed=request.POST)
    try:
        listed, text = read_list(request.POST.get("text", ""), request.FILES.get("file"), year)
    except DomainError as refused:
        return _shown(request, year, status=refused.status, problem=refused.words, typed=request.POST)
    status = 422 if listed.problems else 200
    return _shown(request, year, status=status, preview=preview_of(listed, text), typed=request.POST)


@open_to(Role.SYSTEM_ADMIN)
@require_POST
@once
def calendar_import(request: StaffRequest) -> HttpResponse:
    """Import what was checked; every open date is counted again."""
    given, year = request.POST, _year(request.POST.get("year", ""))
    try:
        if year is None:
            raise OfficialListUnfit(problems="请填写四位年份，例如 2027。")
        listed = read_text(given.get("text", ""), year)
        change = import_official_list(listed=listed, paper=given.get("paper", ""), by=request.user)
    except DomainError as refused:
        return _shown(request, year, status=refused.status, problem=refused.words, typed=given)
    if change is None:
        messages.info(request, f"{year} 年的日历与名单完全相同，没有变动。")
        return redirect("calendar")
    messages.success(request, f"{year} 年放假安排已导入，正在重新推算全部在办日期。")
    return redirect("calendar-change", change.pk)


@open_to(*LOOKING)
@require_safe
def calendar_change(request: StaffRequest, change_id: int) -> HttpResponse:
    """What one change of the calendar moved."""
    page = request.GET.get("page", "1")
    report = report_for(request.user, change_id, int(page) if page.isdecimal() and len(page) < 6 else 1)
    may_open = request.user.has_role(*SUPERVISORS)
    template = "applications/calendar_change.html"
    return show(request, template, template, {"report": report, "may_open": may_open})


@open_to(*LOOKING)
@require_safe
def calendar_change_file(request: StaffRequest, change_id: int, kind: str) -> HttpResponse:
    """The report as a file."""
    makers = {"csv": (report_csv, "text/csv; charset=utf-8"), "xlsx": (report_xlsx, TYPE)}
    if kind not in makers:
        raise NotFound()
    report_for(request.user, change_id)
    make, content_type = makers[kind]
    response = HttpResponse(make(moved_for(request.user, change_id)), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="moved-dates-{change_id}.{kind}"'
    return response


@open_to(Role.SYSTEM_ADMIN)
@require_safe
def calendar_template(request: StaffRequest) -> HttpResponse:
    """A table to fill in."""
    response = HttpResponse(TEMPLATE.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="official-list.csv"'
    return response


def _shown(request: StaffRequest, year: int | None, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "page": calendar_page(year),
        "may_import": request.user.has_role(Role.SYSTEM_ADMIN),
        "typed": more.pop("typed", {}),
        **more,
    }
    return show(request, PAGE, PAGE, context, status=status)


def _year(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) == 4 else None
