"""The hall's screens: pages that are right as they are, and snapshots by which they stay right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.shared import shared
from hall.models import Hall, Panel
from hall.queries.devices import device_behind
from hall.queries.halls import hall_by_code
from queueing.api.shapes import board_shape
from queueing.queries.screens import Screen, screen_of, window_screen
from queueing.views.screen_parts import Shown, page, snapshot_of

WORD_MAX, QUEUES_MAX = 40, 8
GUIDES = (
    ("怎么取号", "在取号机刷身份证或输入证件号；也可以请导办人员代办。一张号可以办多件事。"),
    ("过号怎么办", "请到导办台，按小票上写明的规则恢复排队；暂时走不开，可以在手机上点“往后排”。"),
    ("手机看排队", "扫小票上的二维码，随时看前面还有几位；快到时会发短信，写明窗口。"),
    ("优先办理", "老年人、残疾人、孕妇、携带婴幼儿者和军人等可以优先，取号时请说明。"),
    ("办不成事，请告诉我们", "到“办不成事反映窗口”登记，专人跟到底并给您答复。"),
    ("请给服务打分", "办完后可在评价器、短信或小票二维码上评价；不满意，我们一天之内联系您。"),
)


@open_to(PUBLIC)
@require_safe
@never_cache
def display(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The screen of a hall or, with ?zone= or ?queue=, of one area or some queues."""
    hall = hall_by_code(hall_code)
    return page(
        request, hall, "queueing/display.html", _board(request, hall), reverse("display-snapshot", args=[hall.code])
    )


@open_to(PUBLIC)
@require_safe
@never_cache
def snapshot(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What the screen shows now: figures, the ready-made fragment, and a version that changes when they do."""
    return snapshot_of(request, hall_code, _together(request, hall_code, "queueing/_board.html"))


@open_to(PUBLIC)
@require_safe
@never_cache
def waiting(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The screen of a waiting area: each queue with its people and its range, and the latest calls."""
    hall, address = hall_by_code(hall_code), reverse("display-waiting-snapshot", args=[hall_code])
    return page(request, hall, "queueing/display_waiting.html", _board(request, hall), address)


@open_to(PUBLIC)
@require_safe
@never_cache
def waiting_snapshot(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The same for a waiting area's screen."""
    return snapshot_of(request, hall_code, _together(request, hall_code, "queueing/_waiting.html"))


@open_to(PUBLIC)
@require_safe
@never_cache
def window(request: HttpRequest, hall_code: str, window_code: str) -> HttpResponse:
    """The small screen above one window."""
    hall, address = hall_by_code(hall_code), reverse("display-window-snapshot", args=[hall_code, window_code])
    return page(request, hall, "queueing/display_window.html", _window(hall, window_code), address)


@open_to(PUBLIC)
@require_safe
@never_cache
def window_snapshot(request: HttpRequest, hall_code: str, window_code: str) -> HttpResponse:
    """What one window's screen shows now."""

    def look() -> Shown:
        return _window(hall_by_code(hall_code), window_code).rendered("queueing/_window.html")

    return snapshot_of(request, hall_code, shared(hall_code, ("window", window_code), look))


@open_to(PUBLIC)
@require_safe
def ruler(request: HttpRequest, hall_code: str) -> HttpResponse:
    """A test picture: measure on the panel whether numbers are at least 67 mm high and windows 40 mm."""
    hall = hall_by_code(hall_code)
    device = device_behind(request.user, hall_code)
    wished = request.GET.get("panel", "")
    inches = int(wished) if wished in {str(panel) for panel in Panel.values} else device.panel if device else 55
    context = {
        "hall": hall,
        "inches": inches,
        "panels": Panel.values,
        "tenth": round(inches * 25.4 * 9 / 337**0.5 / 10, 1),
    }
    return render(request, "queueing/display_ruler.html", context)


def _board(request: HttpRequest, hall: Hall) -> Shown:
    zone, queues = _zone(request), _queues(request)
    return _shown(hall, screen_of(hall, zone, queues), zone, queues)


def _together(request: HttpRequest, hall_code: str, fragment: str) -> Shown:
    """Screens that ask for the same thing share what was worked out."""
    what = ("board", fragment, _zone(request), _queues(request))
    return shared(hall_code, what, lambda: _board(request, hall_by_code(hall_code)).rendered(fragment))


def _zone(request: HttpRequest) -> str:
    return request.GET.get("zone", "")[:WORD_MAX]


def _queues(request: HttpRequest) -> tuple[str, ...]:
    return tuple(code[:WORD_MAX] for code in request.GET.getlist("queue")[:QUEUES_MAX])


def _shown(hall: Hall, screen: Screen, zone: str, queues: tuple[str, ...]) -> Shown:
    shown = screen.board
    busy = [line for line in shown.lines if line.waiting or line.windows] or shown.lines
    context: dict[str, Any] = {
        "hall": hall,
        "zone": zone,
        "board": shown,
        "newest": shown.calls[0] if shown.calls else None,
        "rows": shown.calls[1:],
        "notice": screen.notice,
        "ending": screen.ending,
        "main_line": screen.main_line,
        "lines": busy,
        "resting": [line.queue.name for line in shown.lines if line not in busy],
        "guides": GUIDES,
    }
    return Shown(context, screen.version, screen.now, figures=board_shape(shown), zone=zone, queues=queues)


def _window(hall: Hall, window_code: str) -> Shown:
    whole, own = screen_of(hall), window_screen(hall, window_code)
    context = {"hall": hall, "own": own, "notice": whole.notice, "zone": own.zone}
    version = f"{own.version}-{whole.notice.kind + whole.notice.next if whole.notice else ''}"
    return Shown(context, version, whole.now, figures={"window": own.code, "state": own.state, "number": own.number})
