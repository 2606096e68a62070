"""The manager's page of machines: registered, seen, identified, silenced, taken back."""

import segno
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.device_forms import DeviceForm, NewDeviceForm, begun_with
from hall.errors import DeviceCodeTaken, DevicePlaceMissing
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.web import show
from hall.models import Device, DeviceKind
from hall.queries.devices import address_of, device_now, device_of, devices_of
from hall.release import release
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from hall.verbs import registering

KEEPERS = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
MUTE_MINUTES_MAX = 24 * 60


@require_safe
@open_to(*KEEPERS)
def devices(request: StaffRequest) -> HttpResponse:
    """All machines, those with an alarm first."""
    hall = own_hall(request)
    rows, asked = devices_of(hall), request.GET.get("kind", "")
    kind = asked if asked in {*DeviceKind.values, "alarm"} else ""
    zones: dict[str, bool] = {}
    for row in rows:
        if row.device.speech and row.device.zone:
            zones[row.device.zone] = zones.get(row.device.zone, False) or row.is_muted
    context = {
        "rows": [row for row in rows if kind in {"", row.device.kind} or (kind == "alarm" and row.is_alarming)],
        "kind": kind,
        "kinds": DeviceKind.choices,
        "alarming": sum(row.is_alarming for row in rows),
        "zones": zones,
        "release": release(),
        "at": clock.now(),
    }
    return show(request, "hall/devices.html", "hall/_devices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*KEEPERS)
def register(request: StaffRequest) -> HttpResponse:
    """A new machine; its key is shown once."""
    hall = own_hall(request)
    form = NewDeviceForm(hall, request.POST or None, initial={"volumes": "8-12:70 12-14:40 14-18:70", "panel": 55})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data}
        code, kind = values.pop("code"), values.pop("kind")
        try:
            device, key = registering.register_device(hall=hall, code=code, kind=kind, values=values, by=request.user)
        except DeviceCodeTaken as taken:
            form.add_error("code", taken.words)
        except DevicePlaceMissing as missing:
            form.add_error(None, missing.words)
        else:
            return _with_key(request, device, key)
    return render(request, "hall/device_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*KEEPERS)
def change(request: StaffRequest, device_id: int) -> HttpResponse:
    """One machine: how it is, and its settings."""
    hall = own_hall(request)
    device = device_of(hall, device_id)
    form = DeviceForm(hall, request.POST or None, initial=begun_with(device))
    if request.method == "POST" and form.is_valid():
        try:
            registering.change_device(hall=hall, device_id=device_id, values=form.cleaned_data, by=request.user)
        except DevicePlaceMissing as missing:
            form.add_error(None, missing.words)
        else:
            success(request, f"“{device.name}”已保存；屏幕会在几秒内按新设置显示。")
            return _back(device_id)
    context = {"form": form, "now": device_now(device), "address": address_of(device), "release": release()}
    return render(request, "hall/device.html", context, status=422 if form.errors else 200)


@require_POST
@sensitive_post_parameters()
@open_to(*KEEPERS)
def rotate(request: StaffRequest, device_id: int) -> HttpResponse:
    """A new key for a machine; the old one ends."""
    device, key = registering.rotate_key(hall=own_hall(request), device_id=device_id, by=request.user)
    return _with_key(request, device, key)


@require_POST
@open_to(*KEEPERS)
def revoke(request: StaffRequest, device_id: int) -> HttpResponse:
    """The machine may do nothing any more."""
    device = registering.revoke_device(hall=own_hall(request), device_id=device_id, by=request.user)
    success(request, f"“{device.name}”已停用：它的令牌和登录立即失效。要恢复使用，请换发令牌。")
    return _back(device_id)


@require_POST
@open_to(*KEEPERS)
def identify(request: StaffRequest, device_id: int) -> HttpResponse:
    """The screen shows its name for ten seconds."""
    device = registering.identify_device(hall=own_hall(request), device_id=device_id, by=request.user)
    success(request, f"“{device.name}”会显示自己的名称 10 秒，请到现场查看。")
    return _back_to_where(request, device_id)


@require_POST
@open_to(*KEEPERS)
def self_test(request: StaffRequest, device_id: int) -> HttpResponse:
    """Try the voice again now."""
    device = registering.ask_self_test(hall=own_hall(request), device_id=device_id, by=request.user)
    success(request, f"“{device.name}”会在几秒内自检并报告结果。")
    return _back_to_where(request, device_id)


@require_POST
@open_to(*KEEPERS)
def mute(request: StaffRequest) -> HttpResponse:
    """Silence an area's screens for a while, or let them speak again."""
    zone, wished = request.POST.get("zone", "")[:40], request.POST.get("minutes", "")
    minutes = min(int(wished), MUTE_MINUTES_MAX) if wished.isascii() and wished.isdigit() else 0
    count = registering.mute_zone(hall=own_hall(request), zone=zone, minutes=minutes, by=request.user)
    words = f"静音 {minutes} 分钟，到时自动恢复" if minutes else "恢复语音叫号"
    success(request, f"{zone} {count} 块屏幕{words}。")
    return _see_other("devices")


def _with_key(request: HttpRequest, device: Device, key: str) -> HttpResponse:
    """The one page on which a key is ever seen."""
    address = request.build_absolute_uri(f"{reverse('machine')}#{key}")
    code = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    return render(request, "hall/device_key.html", {"device": device, "address": address, "qr": code}, status=201)


def _back_to_where(request: HttpRequest, device_id: int) -> HttpResponse:
    return _see_other("devices") if request.POST.get("from") == "list" else _back(device_id)


def _back(device_id: int) -> HttpResponse:
    return _see_other("device", device_id)


def _see_other(name: str, *place: int) -> HttpResponse:
    answer = redirect(name, *place)
    answer.status_code = 303
    return answer
