"""What all screens have in common: the page that listens, and the snapshot it asks for."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from hall.context import live_origin
from hall.kernel import clock
from hall.kernel.shared import shared
from hall.models import Device, DeviceKind, Hall, Panel, Speech
from hall.queries.devices import address_of, device_behind, is_self_test_due, volume_now
from hall.release import release
from hall.verbs.devices import note_release
from queueing.queries.board import Call, spoken_calls
from queueing.voice import CHIME, all_clips, said, said_shortly

SCREEN_LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class Shown:
    """What a screen shows at a moment, and the version of it."""

    context: dict[str, Any]
    version: str
    now: datetime
    figures: dict[str, Any] = field(default_factory=dict)
    zone: str = ""
    queues: tuple[str, ...] = ()
    html: str = ""

    @property
    def now_ms(self) -> int:
        return int(self.now.timestamp() * 1000)

    def rendered(self, fragment: str) -> "Shown":
        """The same with its ready-made fragment."""
        with translation.override(SCREEN_LANGUAGE):
            return replace(self, html=render_to_string(fragment, self.context))


def page(request: HttpRequest, hall: Hall, template: str, shown: Shown, snapshot_url: str) -> HttpResponse:
    """The whole page of a screen; it may listen to the event stream and to nothing else."""
    origin, device = live_origin(request), device_behind(request.user, hall.code)
    asked = request.GET.urlencode()
    more = {
        "version": shown.version,
        "now": shown.now,
        "now_ms": shown.now_ms,
        "release": release(),
        "device": device,
        "panel": device.panel if device else Panel.INCH_55,
        "clips": _clips(device),
        "stream_url": f"{origin}{stream_path(hall)}",
        "snapshot_url": f"{snapshot_url}?{asked}" if asked else snapshot_url,
    }
    with translation.override(SCREEN_LANGUAGE):
        response = render(request, template, {**shown.context, **more})
    if origin:
        response._csp_update = {"connect-src": origin}  # type: ignore[attr-defined]
    return response


def snapshot_of(request: HttpRequest, hall_code: str, shown: Shown) -> HttpResponse:
    """The snapshot: what is shown, which release this is, and what this machine is to do."""
    device = device_behind(request.user, hall_code)
    if device is not None:
        note_release(device, request.GET.get("release", ""))
    own = {"release": release(), "device": _for_device(device), "say": _to_say(device, shown)}
    now = int(clock.now().timestamp() * 1000)
    return JsonResponse({**shown.figures, "version": shown.version, "now": now, "html": shown.html, **own})


def stream_path(hall: Hall) -> str:
    """Where hints for this hall's screens come from; served by the event-stream process."""
    return f"/live/halls/{hall.code}/"


def _clips(device: Device | None) -> list[tuple[str, str]]:
    """The clips a speaking screen fetches once."""
    if device is None or not device.speech:
        return []
    return [(name, static(f"queueing/voice/{name}.ogg")) for name in (CHIME, *all_clips())]


def _for_device(device: Device | None) -> dict[str, Any] | None:
    if device is None:
        return None
    is_asked = device.identify_until is not None and device.identify_until > clock.now()
    return {
        "name": device.name,
        "address": address_of(device) if device.kind == DeviceKind.DISPLAY else "",
        "panel": device.panel,
        "identify": int(device.identify_until.timestamp()) if is_asked and device.identify_until else 0,
        "speaks": bool(device.speech),
        "volume": volume_now(device) if device.speech else 0,
        "self_test": is_self_test_due(device),
    }


def _to_say(device: Device | None, shown: Shown) -> list[dict[str, Any]]:
    """The calls a speaking screen has not said, perhaps, with their age; it knows itself which it said."""
    if device is None or not device.speech:
        return []
    hall, what = device.hall, ("say", shown.zone, shown.queues)
    calls = shared(hall.code, what, lambda: spoken_calls(hall, shown.zone, shown.queues))
    return [_said(call, clock.now(), english=device.speech == Speech.BOTH) for call in calls]


def _said(call: Call, now: datetime, *, english: bool) -> dict[str, Any]:
    return {
        "sequence": call.sequence,
        "age": int((now - call.at).total_seconds() * 1000),
        "long": said(call.number, call.window, is_issuing=call.is_issuing, again=call.again, english=english),
        "short": said_shortly(call.number, call.window, is_issuing=call.is_issuing),
    }
