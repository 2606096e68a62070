"""How a machine comes back by itself: its start page, its key, the worker that answers while the server is away."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hall.errors import DeviceTokenUnknown
from hall.kernel.access import PUBLIC, open_to
from hall.models import Device, StaffMember
from hall.queries.devices import address_of
from hall.release import release
from hall.roles import MACHINES
from hall.verbs.devices import note_self_test
from hall.verbs.registering import device_with

STAYS_LOGGED_IN = timedelta(days=400)
KEPT = (
    "tokens.css",
    "display.css",
    "hall/machine.css",
    "hall/machine.js",
    "hall/icon.svg",
    "fonts/noto-sans-sc-400.woff2",
    "fonts/noto-sans-sc-700.woff2",
)


@require_safe
@open_to(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """Where every machine begins; its key stands after the # and reaches no log."""
    return render(request, "hall/machine.html")


@csrf_exempt
@require_POST
@never_cache
@open_to(PUBLIC)
def enter(request: HttpRequest) -> HttpResponse:
    """Exchange a machine's key for a session; without a key, a machine that has a session is told its page.

    The key in the body is what authorises, so another site's page has nothing to send along.
    """
    try:
        device = _known(request) or device_with(_key(request))
    except DeviceTokenUnknown as refused:
        return JsonResponse({"code": refused.code, "detail": refused.words}, status=refused.status)
    if request.user != device.account:
        login(request, device.account, backend="django.contrib.auth.backends.ModelBackend")
    request.session.set_expiry(STAYS_LOGGED_IN)
    return JsonResponse({"address": address_of(device), "name": device.name})


@require_POST
@open_to(*MACHINES)
def self_test(request: HttpRequest) -> HttpResponse:
    """A screen tells how its voice test went."""
    device = _of(request.user)
    if device is None:
        raise DeviceTokenUnknown()
    note_self_test(device, request.POST.get("outcome", ""))
    return JsonResponse({"noted": True})


@require_safe
@open_to(PUBLIC)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: keeps the start page at hand, and shows it when the server does not answer."""
    words = {"release": release(), "kept": json.dumps([static(name) for name in KEPT])}
    response = render(request, "hall/machine-worker.js", words, content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    return response


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:128]


def _known(request: HttpRequest) -> Device | None:
    return None if _key(request) else _of(request.user)


def _of(user: Any) -> Device | None:
    if not isinstance(user, StaffMember) or not user.is_machine:
        return None
    return Device.objects.filter(account=user, revoked_at=None).select_related("account", "hall", "window").first()
