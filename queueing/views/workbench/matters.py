"""Adding a matter on the spot: search while typing, one press to add."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import is_fragment
from hall.requests import StaffRequest
from hall.roles import Role
from matters.queries.search import search_matters
from queueing.queries.bench import tabs_of
from queueing.queries.desk import desk
from queueing.verbs.serving import add_matter
from queueing.views.workbench.acts import refuse_gone
from queueing.views.workbench.left import Notice, own_hall
from queueing.views.workbench.page import show_desk, whole

HITS = 8


@open_to(Role.WINDOW_CLERK)
@require_safe
def hints(request: StaffRequest) -> HttpResponse:
    """Matters that fit the words so far, each with its button."""
    return render(request, "queueing/workbench/_hints.html", _found(request))


@open_to(Role.WINDOW_CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Search as a page (without script), or put the chosen matter on the ticket at my window."""
    if request.method != "POST":
        return render(request, "queueing/workbench/add.html", _found(request))
    now = desk(request.user)
    code = request.POST.get("matter_code", "")
    try:
        refuse_gone(now, request.POST.get("ticket", ""))
        window = now.window.code if now.window else ""
        add_matter(hall=own_hall(request), window_code=window, matter_code=code, by=request.user)
    except DomainError as refused:
        return _refused(request, refused)
    now = desk(request.user)
    assert now.ticket is not None
    tab = next((tab.index for tab in tabs_of(now.ticket) if tab.matter.code == code), None)
    return (
        show_desk(request, whole(request, now, tab=tab)) if is_fragment(request) else redirect(f"/workbench/?tab={tab}")
    )


def _found(request: StaffRequest) -> dict[str, object]:
    words = request.GET.get("q", "").strip()
    now = desk(request.user)
    hits = search_matters(words, limit=HITS) if len(words) > 1 else []
    return {"words": words, "hits": hits, "session": now.session, "ticket": now.ticket}


def _refused(request: StaffRequest, refused: DomainError) -> HttpResponse:
    now = desk(request.user)
    if now.session is None:
        raise refused
    if not is_fragment(request):
        messages.error(request, refused.words)
        return redirect("workbench")
    context = whole(request, now)
    context["notices"] = [Notice(refused.words, code=refused.code), *context["notices"]]
    return show_desk(request, context, status=refused.status)
