"""What windows and clerks may do with which matters, and when windows rest at noon."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.models import Department, Hall, StaffMember, Window
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.models import Capability, Level, LunchBreak
from queueing.queries.lunch import gaps
from queueing.verbs.capabilities import drop_capability, set_capability
from queueing.verbs.shifts import set_lunch
from queueing.window_errors import LunchTimesWrong

FIELDS = ("window_code", "clerk", "matter_code", "department_code", "level", "assistant")


@open_to(Role.HALL_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def capability(request: StaffRequest) -> HttpResponse:
    """The table of rules, and the form for one more."""
    hall = own_hall(request)
    given, refused = {name: request.POST.get(name, "").strip()[:64] for name in FIELDS}, None
    if request.method == "POST":
        try:
            set_capability(hall=hall, by=request.user, **given)
        except DomainError as error:
            refused = error
        else:
            messages.success(request, "能力设置已保存，下一次叫号起生效。")
            return redirect("window-capability")
    context = {"given": given, "refused": refused, **_capabilities(hall)}
    return render(request, "queueing/windows/capability.html", context, status=refused.status if refused else 200)


@open_to(Role.HALL_MANAGER)
@require_POST
def drop(request: StaffRequest, capability_id: int) -> HttpResponse:
    """The rule no longer holds."""
    drop_capability(hall=own_hall(request), capability_id=capability_id, by=request.user)
    messages.success(request, "能力设置已删除。")
    return redirect("window-capability")


@open_to(Role.HALL_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lunch(request: StaffRequest) -> HttpResponse:
    """Who rests when, and where nobody would be left."""
    hall, refused = own_hall(request), None
    windows = [code for code in request.POST.get("windows", "").replace("、", " ").replace(",", " ").split() if code]
    if request.method == "POST":
        try:
            is_over = request.POST.get("do") == "clear"
            begins, ends = (None if is_over else _time(request.POST.get(name, "")) for name in ("begins", "ends"))
            set_lunch(hall=hall, windows=_spelled(hall, windows), begins=begins, ends=ends, by=request.user)
        except DomainError as error:
            refused = error
        else:
            messages.success(request, "午间轮休已保存。")
            return redirect("window-lunch")
    rows = (
        LunchBreak.objects.of(hall).select_related("window").order_by("begins", "ends", "window__zone", "window__code")
    )
    turns: dict[tuple[time, time], dict[str, list[str]]] = {}
    for row in rows:
        turns.setdefault((row.begins, row.ends), {}).setdefault(row.window.zone, []).append(row.window.code)
    context = {"turns": turns, "gaps": gaps(hall), "refused": refused, "typed": request.POST}
    return render(request, "queueing/windows/lunch.html", context, status=refused.status if refused else 200)


def _capabilities(hall: Hall) -> dict[str, Any]:
    rules = Capability.objects.of(hall).select_related("window", "clerk", "matter", "department", "assistant")
    people = StaffMember.objects.filter(
        hall=hall, is_active=True, roles__overlap=[Role.WINDOW_CLERK, Role.ISSUING_CLERK]
    )
    return {
        "rules": rules.order_by("window__code", "clerk__username", "pk"),
        "levels": Level.choices,
        "windows": Window.objects.of(hall).filter(in_use=True).order_by("code"),
        "people": people.order_by("username"),
        "departments": Department.objects.order_by("code"),
    }


def _spelled(hall: Hall, words: list[str]) -> list[str]:
    """07 12-15: ranges of window numbers spelled out, of those there are."""
    codes = list(Window.objects.of(hall).filter(in_use=True).order_by("code").values_list("code", flat=True))
    found: list[str] = []
    for word in words:
        first, dash, last = word.partition("-")
        found += [code for code in codes if len(code) == len(first) and first <= code <= last] if dash else [word]
    return found


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise LunchTimesWrong() from None
