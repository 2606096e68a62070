"""Second notices before the supervisor, and the figures of intake."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.models import NoticeRequest
from applications.queries.intake_figures import figures
from applications.verbs.second_notice import answer_second_notice
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

READERS = (Role.SUPERVISOR, Role.HALL_MANAGER)
LONGEST = timedelta(days=366)


@open_to(*READERS)
@require_safe
def second_notices(request: StaffRequest) -> HttpResponse:
    """What windows ask for, the oldest first, and what was answered lately."""
    return _shown(request)


@open_to(Role.SUPERVISOR)
@require_POST
@once
def answer_notice(request: StaffRequest, request_id: int) -> HttpResponse:
    """Yes gives the notice at once; both need a reason."""
    granted, reason = request.POST.get("granted") == "1", request.POST.get("reason", "")
    try:
        answer_second_notice(
            hall=own_hall(request), request_id=request_id, granted=granted, reason=reason[:300], by=request.user
        )
    except DomainError as refused:
        return _shown(request, status=refused.status, problem=refused.words, wrong=request_id, typed=reason)
    messages.success(request, "已批准，告知书已出具并发短信。" if granted else "已答复窗口：不同意再次告知。")
    return redirect("second-notices")


def _shown(request: StaffRequest, status: int = 200, **more: object) -> HttpResponse:
    rows = NoticeRequest.objects.of(own_hall(request)).select_related(
        "application__version__matter", "application__department", "asked_by", "decided_by"
    )
    context = {
        "waiting": list(rows.filter(granted=None)),
        "answered": list(rows.exclude(granted=None).order_by("-decided_at")[:20]),
        "may_answer": request.user.has_role(Role.SUPERVISOR),
        **more,
    }
    return render(request, "applications/second_notices.html", context, status=status)


@open_to(*READERS)
@require_safe
def intake_figures(request: StaffRequest) -> HttpResponse:
    """How intake goes: notices, second notices with their reasons, fields typed twice, what was reused."""
    today = clock.today()
    since = _day(request.GET.get("since", ""), today.replace(day=1))
    until = max(_day(request.GET.get("until", ""), today), since)
    since = max(since, until - LONGEST)
    found = figures(own_hall(request), since, until)
    return render(request, "applications/intake_figures.html", {"figures": found, "as_of": clock.now()})


def _day(words: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return otherwise
