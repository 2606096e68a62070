"""The board itself: live, and the form by which windows are moved; a refusal keeps what was chosen."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.queries.health import health
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.allocation import MODES, ONLY
from queueing.queries.hall_troubles import troubles
from queueing.queries.window_board import LONG_WAIT, Tile, WindowBoard, window_board
from queueing.window_tiles import LABELS

READERS = (Role.HALL_MANAGER, Role.SUPERVISOR)
REASONS = ("现场人流变化", "早高峰", "午间轮换", "人员调整", "设备故障", "集中出件")


@dataclass
class Chosen:
    """What the manager has chosen in the form below the board."""

    windows: list[str] = field(default_factory=list)
    queue: str = ""
    mode: str = ONLY
    reason: str = REASONS[0]


@open_to(*READERS)
@require_safe
@never_cache
def board(request: StaffRequest) -> HttpResponse:
    """All windows at a glance; refreshes itself."""
    return show_board(request)


def show_board(request: StaffRequest, chosen: Chosen | None = None, refused: DomainError | None = None) -> HttpResponse:
    """The board with what was chosen, and the words of a refusal."""
    shown = window_board(own_hall(request))
    context = {
        "board": shown,
        "chosen": chosen or Chosen(request.GET.getlist("windows")),
        "refused": refused,
        "modes": MODES,
        "reasons": REASONS,
        "may_move": request.user.has_role(Role.HALL_MANAGER),
        **answers(shown),
    }
    status = refused.status if refused else 200
    return show(request, "queueing/windows/board.html", "queueing/windows/_live.html", context, status=status)


def answers(shown: WindowBoard) -> dict[str, Any]:
    """The four answers of the first row."""
    return {
        "long_wait": LONG_WAIT,
        "counts": shown.counts,
        "health": health(),
        "troubles": troubles(shown.hall),
    }


@open_to(*READERS)
@require_safe
@never_cache
def table(request: StaffRequest) -> HttpResponse:
    """The same windows as a table, those in one state on demand."""
    shown, state = window_board(own_hall(request)), request.GET.get("state", "")
    context = {
        "board": shown,
        "tiles": _in_state(shown, state),
        "state": state,
        "labels": [*LABELS.items(), ("in_service", "弹性窗口，已启用")],
    }
    return show(request, "queueing/windows/table.html", "queueing/windows/table.html", context)


@open_to(*READERS)
@require_safe
@never_cache
def waiting(request: StaffRequest) -> HttpResponse:
    """Who waits, the longest first; of one queue, or those nobody can serve, on demand."""
    shown, which = window_board(own_hall(request)), request.GET.get("which", "")
    rows = shown.unserved if which == "unserved" else shown.too_long if which == "long" else shown.waiting
    queue = request.GET.get("queue", "")
    rows = [row for row in rows if not queue or row.ticket.queue.code == queue]
    context = {"board": shown, "rows": rows, "which": which, "queue": queue, "long_wait": LONG_WAIT}
    return show(request, "queueing/windows/waiting.html", "queueing/windows/waiting.html", context)


def _in_state(shown: WindowBoard, state: str) -> list[Tile]:
    if state == "in_service":
        return [tile for tile in shown.tiles if tile.in_service]
    wanted = {"paused": {"paused", "overdue"}, "idle": {"idle", "waiting", "forgotten"}}.get(state, {state})
    return [tile for tile in shown.tiles if not state or tile.said.state in wanted]
