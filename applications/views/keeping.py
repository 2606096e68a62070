"""A department's person in charge keeps who signs what until when, how matters travel, and who stands in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.keeping_forms import AbsenceForm, AuthoriseForm, RevokeForm, RouteForm
from applications.models import Authorisation
from applications.permissions import keeps
from applications.queries import keeping
from applications.verbs import absences, authorising
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.models import Department, StaffMember
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.models import Matter

KEEPERS = (Role.APPROVER, Role.DEPARTMENT_HEAD, Role.HALL_MANAGER)
TABS = (("authorisations", "授权"), ("routes", "流转路线"), ("shares", "环节时限"), ("absences", "请假顶岗"))


@open_to(*KEEPERS)
@require_safe
def authorisations(request: StaffRequest) -> HttpResponse:
    """Who may sign what until when; what ends soon stands on top."""
    department = department_asked(request)
    today = clock.today()
    year = {"valid_from": today, "valid_until": today + timedelta(days=364)}
    return _authorisations(request, department, empty_form(AuthoriseForm, department, initial=year))


@open_to(*KEEPERS)
@require_POST
@once
def authorise(request: StaffRequest) -> HttpResponse:
    """File an authorisation."""
    department = department_asked(request)
    form = AuthoriseForm(request.POST, people=keeping.approvers_of(department))
    return kept(request, department, "authorisations", form, _authorisations, lambda: authorising.authorise(
        department=department, by=request.user, **form.cleaned_data), "授权已登记。")  # fmt: skip


@open_to(*KEEPERS)
@require_POST
@once
def revoke(request: StaffRequest, authorisation_id: int) -> HttpResponse:
    """End an authorisation now."""
    department = department_asked(request)
    form = RevokeForm(request.POST)
    plain = empty_form(AuthoriseForm, department)

    def again(request: StaffRequest, department: Department, refused: Any, status: int = 422) -> HttpResponse:
        return _authorisations(request, department, plain, status=status, problem=_words(refused))

    return kept(request, department, "authorisations", form, again, lambda: authorising.revoke(
        authorisation_id=_own(department, authorisation_id), by=request.user, **form.cleaned_data), "授权已撤销。")  # fmt: skip


@open_to(*KEEPERS)
@require_safe
def routes(request: StaffRequest) -> HttpResponse:
    """The table of routes."""
    department = department_asked(request)
    return _routes(request, department, empty_form(RouteForm, department, departments=_departments()))


@open_to(*KEEPERS)
@require_POST
@once
def lay_route(request: StaffRequest) -> HttpResponse:
    """Lay down or change a line."""
    department = department_asked(request)
    form = RouteForm(request.POST, people=keeping.approvers_of(department), departments=_departments())
    return kept(request, department, "routes", form, _routes, lambda: authorising.lay_route(
        department=department, by=request.user, **form.given()), "流转路线已保存，从现在起受理的办件按此流转。")  # fmt: skip


@open_to(*KEEPERS)
@require_POST
@once
def drop_route(request: StaffRequest, route_id: int) -> HttpResponse:
    """Take a line out."""
    department = department_asked(request)
    found = next((row for row in keeping.routes_of(department) if row.pk == route_id), None)
    if found is not None:
        authorising.drop_route(route_id=found.pk, by=request.user)
        messages.success(request, "流转路线已删除。")
    return redirect(_address("routes", department))


@open_to(*KEEPERS)
@require_safe
def absences_page(request: StaffRequest) -> HttpResponse:
    """Who is away, and who stands in."""
    department = department_asked(request)
    first = {"person": request.user.username, "begins": clock.today(), "ends": clock.today()}
    return _absences(request, department, empty_form(AbsenceForm, department, initial=first))


@open_to(*KEEPERS)
@require_POST
@once
def record_absence(request: StaffRequest) -> HttpResponse:
    """Enter an absence: one's own, or of the department one is in charge of."""
    department = department_asked(request)
    form = AbsenceForm(request.POST, people=keeping.approvers_of(department))
    return kept(request, department, "absences", form, _absences, lambda: absences.record_absence(
        by=request.user, **form.cleaned_data), "请假已登记，期间由B角办理。")  # fmt: skip


@open_to(*KEEPERS)
@require_POST
@once
def call_off_absence(request: StaffRequest, absence_id: int) -> HttpResponse:
    """Back early."""
    department = department_asked(request)
    found = keeping.absences_of(department).filter(pk=absence_id).first()
    if found is not None:
        absences.call_off_absence(absence_id=found.pk, by=request.user)
        messages.success(request, "请假已取消，恢复由本人办理。")
    return redirect(_address("absences", department))


def department_asked(request: StaffRequest) -> Department:
    """The department named in the address, or the person's own."""
    return keeping.department_for(request.user, request.GET.get("department", request.POST.get("department", "")))


def _own(department: Department, authorisation_id: int) -> int:
    """The authorisation's id, or 0 when it is another department's (which then is not found)."""
    return (
        Authorisation.objects.filter(department=department, pk=authorisation_id).values_list("pk", flat=True).first()
        or 0
    )


def kept(
    request: StaffRequest,
    department: Department,
    tab: str,
    form: Any,
    again: Callable[..., HttpResponse],
    verb: Callable[[], object],
    words: str,
) -> HttpResponse:
    """Do it when the form is whole; else the page again with what was typed and what is wrong."""
    if not form.is_valid():
        return again(request, department, form, status=422)
    try:
        verb()
    except DomainError as refused:
        form.add_error(None, refused.words)
        return again(request, department, form, status=refused.status)
    messages.success(request, words)
    return redirect(_address(tab, department))


def _words(form: Any) -> str:
    return "；".join(str(error) for errors in form.errors.values() for error in errors)


def _address(tab: str, department: Department) -> str:
    return f"{reverse(f'department-{tab}')}?department={department.code}"


def _departments() -> list[tuple[str, str]]:
    return [(one.code, one.short_name) for one in Department.objects.order_by("code")]


def empty_form(form: Any, department: Department, **more: Any) -> Any:
    """A form that offers the department's people."""
    return form(people=keeping.approvers_of(department), **more)


def around(person: StaffMember, department: Department, tab: str) -> dict[str, Any]:
    """What all of a department's pages show around their own."""
    within = keeping.departments_of(person)
    ending = keeping.ending_by_department(within) if len(within) > 1 else {}
    return {
        "department": department,
        "departments": [(one, ending.get(one.pk, 0)) for one in within] if len(within) > 1 else [],
        "tab": tab,
        "tabs": [(name, label, _address(name, department)) for name, label in TABS],
        "may_keep": keeps(person, department),
        "matters": Matter.objects.filter(department=department, is_stationed=True)
        .order_by("code")
        .only("code", "name"),
    }


def _authorisations(
    request: StaffRequest, department: Department, form: Any, status: int = 200, **more: object
) -> HttpResponse:
    ended = request.GET.get("ended") == "1"
    page = Paginator(keeping.authorisations_of(department, ended=ended), 50).get_page(request.GET.get("page"))
    today = clock.today()
    context = {**around(request.user, department, "authorisations"), "form": form, "page": page, "ended": ended}
    context |= {
        "rows": [keeping.shown(row, today) for row in page],
        "warnings": keeping.warnings_of(department),
        **more,
    }
    return department_page(request, "authorisations", context, status)


def _routes(request: StaffRequest, department: Department, form: Any, status: int = 200) -> HttpResponse:
    context = {**around(request.user, department, "routes"), "form": form, "rows": keeping.routes_of(department)}
    return department_page(request, "routes", context, status)


def _absences(request: StaffRequest, department: Department, form: Any, status: int = 200) -> HttpResponse:
    ended = request.GET.get("ended") == "1"
    rows = keeping.absences_of(department, ended=ended)[:100]
    context = {**around(request.user, department, "absences"), "form": form, "rows": rows, "ended": ended}
    return department_page(request, "absences", {**context, "today": clock.today()}, status)


def department_page(request: StaffRequest, name: str, context: dict[str, Any], status: int) -> HttpResponse:
    """One of the department's pages."""
    template = f"applications/department/{name}.html"
    return show(request, template, template, context, status=status)
