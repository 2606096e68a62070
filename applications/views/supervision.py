"""Electronic supervision (电子监察): what runs late, urging with its answer, reasons; and each person's own warnings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from applications.models import AlertKind, Cause
from applications.queries.mine import mine
from applications.queries.supervision import MOST, PAGE, Supervision, supervision
from applications.supervision_file import TYPE, workbook
from applications.verbs import urging
from applications.verbs.alerting import take_note
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

SUPERVISORS = (Role.SUPERVISOR, Role.HALL_MANAGER)
WARNED = (Role.APPROVER, Role.WINDOW_CLERK, Role.ISSUING_CLERK)


@open_to(*SUPERVISORS)
@require_safe
def supervise(request: StaffRequest) -> HttpResponse:
    """Lights of the hall as they are now, alerts as they fired, urging and reasons."""
    found = _found(request, page=_page(request))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"found": found, "kinds": AlertKind.choices, "asked": request.GET, "kept": kept.urlencode()}
    return show(request, "applications/supervision.html", "applications/_supervision.html", context)


@open_to(*SUPERVISORS)
@require_safe
def supervise_file(request: StaffRequest) -> HttpResponse:
    """The lines of the tab as a workbook."""
    response = HttpResponse(workbook(_found(request, size=MOST)), content_type=TYPE)
    name = f"supervision-{own_hall(request).code}-{clock.today():%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(request: StaffRequest, *, page: int = 1, size: int = PAGE) -> Supervision:
    asked = request.GET
    return supervision(
        own_hall(request),
        tab=asked.get("tab", ""),
        department=asked.get("department", ""),
        words=asked.get("words", ""),
        kind=asked.get("kind", ""),
        page=page,
        size=size,
    )


def _page(request: StaffRequest) -> int:
    page = request.GET.get("page", "1")
    return max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1


@open_to(*SUPERVISORS)
@require_POST
@once
def urge_case(request: StaffRequest, number: str) -> HttpResponse:
    """Urge the department of a case."""
    try:
        made = urging.urge(number=number, words=request.POST.get("words", ""), by=request.user)
    except DomainError as refused:
        messages.error(request, f"{number}：{refused.words}")
    else:
        messages.success(request, f"{number} 已督办，{made.department} 应在 {made.answer_due:%m-%d} 前答复。")
    return redirect(_back(request, "supervision"))


@open_to(*WARNED)
@require_safe
def warned(request: StaffRequest) -> HttpResponse:
    """What time brought about in my work, in groups; urging to answer; reasons to give."""
    context = {"mine": mine(request.user), "causes": Cause.choices, "at": clock.now()}
    return show(request, "applications/warnings.html", "applications/_warnings.html", context)


@open_to(*WARNED)
@require_POST
@once
def note_warnings(request: StaffRequest) -> HttpResponse:
    """I know these; they leave my page and stay on the supervisor's."""
    keys = [int(key) for key in request.POST.getlist("alert") if key.isdecimal() and len(key) < 19]
    messages.success(request, f"已知悉 {take_note(alert_ids=keys, by=request.user)} 条提醒。")
    return redirect("warnings")


@open_to(Role.APPROVER)
@require_POST
@once
def answer_urging(request: StaffRequest, number: str, urging_id: int) -> HttpResponse:
    """Answer a supervisor."""
    try:
        urging.answer_urging(number=number, urging_id=urging_id, answer=request.POST.get("answer", ""), by=request.user)
    except DomainError as refused:
        messages.error(request, f"{number}：{refused.words}")
    else:
        messages.success(request, f"{number} 的督办已答复。")
    return redirect(_back(request, "warnings"))


@open_to(Role.APPROVER)
@require_POST
@once
def explain_overdue(request: StaffRequest, number: str) -> HttpResponse:
    """Say why a case is late."""
    given = {"cause": request.POST.get("cause", ""), "words": request.POST.get("words", "")}
    try:
        urging.explain_overdue(number=number, **given, by=request.user)
    except DomainError as refused:
        messages.error(request, f"{number}：{refused.words}")
    else:
        messages.success(request, f"{number} 的超时原因已记录。")
    return redirect(_back(request, "warnings"))


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page the form stood on, when it is one of ours."""
    given = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/")
    return given if is_ours else otherwise
