"""Choosing the window to sit at."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, StateConflict
from hall.models import Window
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.models import WindowSession
from queueing.queries.desk import desk
from queueing.queries.forgotten import closed_for
from queueing.verbs.windows import open_window
from queueing.views.workbench.left import browser_of, own_hall
from queueing.views.workbench.page import CLERKS


@open_to(*CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: StaffRequest) -> HttpResponse:
    """The windows of my hall: those I may open, and who sits at the others."""
    if request.method != "POST":
        return _page(request)
    try:
        open_window(
            hall=own_hall(request),
            window_code=request.POST.get("window", ""),
            browser=browser_of(request),
            take_over=bool(request.POST.get("take_over")),
            by=request.user,
        )
    except DomainError as refused:
        return _page(request, refused)
    return redirect("workbench")


def _page(request: StaffRequest, refused: DomainError | None = None) -> HttpResponse:
    mine = desk(request.user)
    context = {
        "groups": _groups(request.user),
        "mine": mine.session,
        "refused": refused,
        "closed_for_me": None if mine.session else closed_for(request.user.pk),
        "may_take_over": isinstance(refused, StateConflict) and mine.session is not None,
    }
    return render(request, "queueing/workbench/open.html", context, status=refused.status if refused else 200)


def _groups(clerk: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Windows by kind; a clerk's own kind first."""
    sessions = WindowSession.objects.of(clerk.hall_id).filter(closed_at=None).select_related("clerk")
    taken = {session.window_id: session for session in sessions}
    groups: dict[str, list[dict[str, Any]]] = {}
    for window in Window.objects.of(clerk.hall_id).filter(in_use=True).order_by("code"):
        session = taken.get(window.pk)
        groups.setdefault(window.get_kind_display(), []).append({"window": window, "session": session})
    first = "统一出件" if clerk.has_role(Role.ISSUING_CLERK) else "综合受理"
    return sorted(groups.items(), key=lambda group: group[0] != first)
