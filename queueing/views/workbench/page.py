"""The workbench as a page, and its parts that refresh by themselves."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from applications.queries.results import results_waiting
from hall.kernel.access import open_to
from hall.kernel.web import is_fragment
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.models import QueueKind, Ticket
from queueing.queries.bench import earlier_of, shown_name
from queueing.queries.capability import Ability, abilities
from queueing.queries.desk import Desk, desk
from queueing.queries.visits import day_totals, last_visit, visit_of
from queueing.views.workbench.bench import Bench, bench_of
from queueing.views.workbench.left import is_elsewhere, left_context, line_context

CLERKS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE)
SCRIPTS = (
    "queueing/workbench-card.js",
    "queueing/workbench-keys.js",
    "queueing/workbench-focus.js",
    "queueing/workbench-drafts.js",
    "queueing/workbench-ticks.js",
    "queueing/workbench-clock.js",
    "queueing/workbench-line.js",
    "queueing/workbench-hints.js",
    "queueing/workbench-scans.js",
)
KEYS = (
    ("F2", "叫下一位"), ("Alt+Z", "十秒内撤回叫号"), ("F4", "重呼"), ("F7", "开始办理（第一次受理时也会自动开始）"), ("F8", "过号"), ("F9", "办结"),
    ("F6", "转移到队列、窗口或同事"), ("Alt+R", "去房间，号码保留"), ("Alt+B", "从房间接回"), ("Alt+C", "点名叫号（带班组长）"),
    ("Alt+P", "暂停、关窗"), ("Alt+S", "恢复叫号"), ("Alt+J", "在此处接管窗口"), ("Alt+1…9", "第几件事项"), ("Ctrl+K", "查找并加办事项"),
    ("Alt+H", "其余材料都有"), ("Alt+A", "受理"), ("Alt+N", "一次性告知"), ("Alt+D", "打印刚出的文书"), ("Ctrl+S", "存草稿"),
    ("Alt+E", "此人此前的办件和告知"), ("Alt+T", "我的今天（仅自己可见）"), ("F1", "这张表"),
)  # fmt: skip


def whole(request: StaffRequest, now: Desk, bench: Bench | None = None, tab: int | None = None) -> dict[str, Any]:
    """Everything the page shows."""
    context: dict[str, Any] = {**left_context(now), "scripts": SCRIPTS, "keys": KEYS, "notices": []}
    context["is_elsewhere"] = is_elsewhere(request, now)
    if now.ticket is not None and now.ticket.queue.kind == QueueKind.ISSUING:
        waiting = results_waiting(now.ticket.hall, now.ticket.party)
        return {**context, "is_issuing": True, "collect": waiting, "earlier": earlier_of(now.ticket, this_visit=True)}
    if now.ticket is not None:
        bench = bench or bench_of(now.ticket, tab)
        return {**context, "bench": bench, "ability": _ability(now, bench)}
    assert now.window is not None
    return {**context, "last_visit": last_visit(request.user, now.window), "today": day_totals(request.user)}


def _ability(now: Desk, bench: Bench) -> Ability | None:
    """How far this window goes with the matter in hand."""
    if now.session is None or bench.current is None:
        return None
    return abilities(now.session, [bench.current.matter])[bench.current.matter.pk]


def chosen_tab(data: Mapping[str, str]) -> int | None:
    """The tab asked for, if it is a number."""
    value = data.get("tab", "")
    return int(value) if value.isdecimal() and len(value) < 4 else None


def show_desk(request: StaffRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The whole page, or for HTMX the desk; an answer with errors asks to be swapped in."""
    template = "_desk" if is_fragment(request) else "workbench"
    response = render(request, f"queueing/workbench/{template}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "HX-Request, Cookie"
    if status >= 400:
        response.headers["HX-Reswap"] = "outerHTML"
        response.headers["HX-Retarget"] = "#desk"
    return response


@open_to(*CLERKS)
@require_safe
def workbench(request: StaffRequest) -> HttpResponse:
    """The clerk's page; without an open window, the way to open one."""
    now = desk(request.user)
    if now.session is None:
        return redirect("workbench-open")
    return show_desk(request, whole(request, now, tab=chosen_tab(request.GET)))


@open_to(*CLERKS)
@require_safe
def bench(request: StaffRequest) -> HttpResponse:
    """The middle and the right with another tab."""
    now = desk(request.user)
    if now.session is None or now.ticket is None:
        return _reload(request)
    context = whole(request, now, tab=chosen_tab(request.GET))
    if not is_fragment(request):
        return show_desk(request, context)
    return render(request, "queueing/workbench/_work.html", context)


@open_to(*CLERKS)
@require_safe
def line(request: StaffRequest) -> HttpResponse:
    """The line behind, asked for every five seconds; says so when the window's ticket is no longer the one shown."""
    now = desk(request.user)
    if now.session is None:
        return _reload(request)
    shown = request.GET.get("ticket", "")
    context = {**line_context(now), "moved_on": shown != str(now.ticket.pk if now.ticket else "")}
    response = render(request, "queueing/workbench/_line.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@open_to(*CLERKS)
@require_safe
def slip(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """What the citizen takes home: what was handed in, the promised dates, where to go next."""
    ticket = get_object_or_404(Ticket.objects.of(request.user.hall), pk=ticket_id)
    return render(
        request,
        "queueing/workbench/slip.html",
        {"ticket": ticket, "who": shown_name(ticket.party), "visit": visit_of(ticket)},
    )


def _reload(request: StaffRequest) -> HttpResponse:
    """The desk has gone: the page itself says what is next."""
    if not is_fragment(request):
        return redirect("workbench")
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = "/workbench/"
    return response
