"""Moving windows: some to a queue, one to an order of queues, the last move taken back; and what was moved."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.allocation import MODES, ONLY
from queueing.models import Queue, Reallocation
from queueing.verbs.allocating import move_windows, undo_reallocation
from queueing.views.window_board.board import READERS, Chosen, show_board

ROWS = 30


@open_to(Role.HALL_MANAGER)
@require_POST
def move(request: StaffRequest) -> HttpResponse:
    """The chosen windows do only, first, also or no longer a queue."""
    given = request.POST
    mode = given.get("mode", "")
    chosen = Chosen(
        given.getlist("windows"), given.get("queue", ""), mode if mode in MODES else ONLY, given.get("reason", "")
    )
    try:
        made = move_windows(
            hall=own_hall(request),
            version=version_in(given.get("version", "")),
            windows=chosen.windows,
            queue=chosen.queue,
            mode=chosen.mode,
            reason=chosen.reason,
            by=request.user,
        )
    except DomainError as refused:
        return show_board(request, chosen, refused)
    messages.success(request, f"已调配 {len(made.after)} 个窗口，下一次叫号起生效；10 分钟内可撤销。")
    return redirect("window-board")


@open_to(Role.HALL_MANAGER)
@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """The last re-allocation is taken back."""
    try:
        made = undo_reallocation(hall=own_hall(request), by=request.user)
    except DomainError as refused:
        return show_board(request, None, refused)
    messages.success(request, f"{made.reason}：{len(made.after)} 个窗口恢复为原来的分工。")
    return redirect("window-board")


@open_to(*READERS)
@require_safe
@never_cache
def log(request: StaffRequest) -> HttpResponse:
    """Every re-allocation: who, when, why, which windows from what to what."""
    hall, window = own_hall(request), request.GET.get("window", "").strip()[:8]
    rows = Reallocation.objects.of(hall).select_related("by", "plan", "undoes", "undone_by").order_by("-version")
    if window:
        rows = rows.filter(after__has_key=window)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    names = names_of(hall)
    changes = [(row, changes_in_words(row, names)) for row in page.object_list]
    return render(request, "queueing/windows/log.html", {"page": page, "changes": changes, "window": window})


def names_of(hall: object) -> dict[str, str]:
    """The queues' names by code."""
    return dict(Queue.objects.of(hall).values_list("code", "name"))  # type: ignore[arg-type]


def changes_in_words(row: Reallocation, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Windows that changed alike together: which, from what, to what."""
    alike: dict[tuple[str, str], list[str]] = {}
    for code, after in sorted(row.after.items()):
        pair = (in_words(row.before.get(code, []), names), in_words(after, names))
        alike.setdefault(pair, []).append(code)
    return [("、".join(codes), before, after) for (before, after), codes in alike.items()]


def in_words(order: object, names: dict[str, str]) -> str:
    """综合受理 → 统一出件"""
    return " → ".join(names.get(code, code) for code in order) or "无"  # type: ignore[attr-defined]


def version_in(text: str) -> int:
    """The version the manager looked at; nonsense is older than all."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
