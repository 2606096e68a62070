"""The hall's screens: a page that is right as it is, and a snapshot by which it stays right."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hall.context import live_origin
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.shared import shared
from hall.models import Hall
from hall.queries.halls import hall_by_code
from hall.queries.service_hours import opening
from queueing.api.shapes import board_shape
from queueing.board_words import notice_for
from queueing.models import QueueKind
from queueing.queries.board import board

SCREEN_LANGUAGE = "zh-hans"
ZONE_MAX = 40


@open_to(PUBLIC)
@require_safe
@never_cache
def display(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The screen of a hall or, with ?zone=, of one area."""
    hall, zone = hall_by_code(hall_code), request.GET.get("zone", "")[:ZONE_MAX]
    origin = live_origin(request)
    with translation.override(SCREEN_LANGUAGE):
        more = {
            "stream_url": f"{origin}{stream_path(hall)}",
            "snapshot_url": reverse("display-snapshot", args=[hall_code]),
        }
        response = render(request, "queueing/display.html", {**_shown(hall, zone), **more})
    if origin:
        response._csp_update = {"connect-src": origin}  # type: ignore[attr-defined]
    return response


@open_to(PUBLIC)
@require_safe
@never_cache
def snapshot(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What the screen shows now: figures, the ready-made fragment, and a version that changes when they do."""
    zone = request.GET.get("zone", "")[:ZONE_MAX]
    found = shared(hall_code, ("snapshot", zone), lambda: _snapshot(hall_code, zone))
    return JsonResponse({**found, "now": int(clock.now().timestamp() * 1000)})


@open_to(PUBLIC)
@require_safe
def ruler(request: HttpRequest, hall_code: str) -> HttpResponse:
    """A test picture: measure on the panel whether numbers are at least 67 mm high and windows 40 mm."""
    return render(request, "queueing/display_ruler.html", {"hall": hall_by_code(hall_code)})


def stream_path(hall: Hall) -> str:
    """Where hints for this hall's screens come from; served by the event-stream process."""
    return f"/live/halls/{hall.code}/"


def _snapshot(hall_code: str, zone: str) -> dict[str, Any]:
    with translation.override(SCREEN_LANGUAGE):
        shown = _shown(hall_by_code(hall_code), zone)
        html = render_to_string("queueing/_board.html", shown)
        return {**board_shape(shown["board"]), "version": shown["version"], "html": html}


def _shown(hall: Hall, zone: str) -> dict[str, Any]:
    shown, now = board(hall, zone), clock.now()
    hours = opening(hall, now)
    notice = notice_for(
        is_open=hours.is_open,
        opening_words=hours.words,
        calls=len(shown.calls),
        open_windows=shown.open_windows,
        paused_windows=shown.paused_windows,
    )
    main = next((line for line in shown.lines if line.queue.kind == QueueKind.COMPREHENSIVE), None)
    return {
        "hall": hall,
        "zone": zone,
        "board": shown,
        "newest": shown.calls[0] if shown.calls else None,
        "rows": shown.calls[1:],
        "notice": notice,
        "main_line": main,
        "now": now,
        "now_ms": int(now.timestamp() * 1000),
        "version": f"{shown.version}-{notice.kind if notice else ''}",
    }
