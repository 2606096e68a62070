"""One window: its queues in order, its reserve service, its lunch, what it may do, what was changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.models import Hall, Window, WindowKind
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.locks import held_at
from queueing.models import Capability, LunchBreak, Queue, Reallocation, ReserveService, WindowSession
from queueing.queries.allocation import allocation_of, version_of
from queueing.verbs.allocating import reallocate
from queueing.verbs.shifts import put_into_service, take_out_of_service
from queueing.verbs.window_kinds import change_kind
from queueing.verbs.windows import release_window
from queueing.views.window_board.moving import changes_in_words, names_of, version_in

SHOWN = 8


@open_to(Role.HALL_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def window(request: StaffRequest, code: str) -> HttpResponse:
    """Which queues in which order: a number beside each queue, nothing beside those it does not do."""
    hall = own_hall(request)
    found = get_object_or_404(Window.objects.of(hall).filter(in_use=True), code=code)
    refused, places = None, {name[6:]: str(value) for name, value in request.POST.items() if name.startswith("place_")}
    if request.method == "POST":
        try:
            reallocate(
                hall=hall,
                version=version_in(request.POST.get("version", "")),
                changes={code: order_of(places)},
                reason=request.POST.get("reason", ""),
                by=request.user,
            )
        except DomainError as error:
            refused = error
        else:
            messages.success(request, f"{code}号窗口的受理次序已改，下一次叫号起生效。")
            return redirect("window-settings", code)
    status = refused.status if refused else 200
    return render(request, "queueing/windows/window.html", _shown(hall, found, refused, places), status=status)


@open_to(Role.HALL_MANAGER)
@require_POST
def reserve(request: StaffRequest, code: str) -> HttpResponse:
    """A reserve window is put into service, or taken out."""
    hall = own_hall(request)
    if request.POST.get("do") == "out":
        take_out_of_service(hall=hall, window_code=code, by=request.user)
        messages.success(request, f"{code}号弹性窗口已停用。")
    else:
        put_into_service(hall=hall, window_code=code, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, f"{code}号弹性窗口已启用，窗口人员现在可以开窗。")
    return redirect("window-settings", code)


@open_to(Role.HALL_MANAGER)
@require_POST
def kind(request: StaffRequest, code: str) -> HttpResponse:
    """What the window is for; a refusal keeps what was chosen."""
    hall = own_hall(request)
    found = get_object_or_404(Window.objects.of(hall).filter(in_use=True), code=code)
    chosen: dict[str, Any] = {"kind": request.POST.get("kind", ""), "is_reserve": request.POST.get("is_reserve") == "1"}
    reason = request.POST.get("reason", "")
    try:
        change_kind(hall=hall, window_code=code, reason=reason, by=request.user, **chosen)
    except DomainError as refused:
        context = {**_shown(hall, found, None, {}), "refused": refused, "chosen": chosen, "why": reason}
        return render(request, "queueing/windows/window.html", context, status=refused.status)
    messages.success(request, f"{code}号窗口的类别已改，请核对受理队列和次序。")
    return redirect("window-settings", code)


@open_to(Role.HALL_MANAGER)
@require_POST
def release(request: StaffRequest, code: str) -> HttpResponse:
    """A window whose clerk left without logging out is closed; who is held there goes back into the line, if so ticked."""
    reason, hand_back = request.POST.get("reason", ""), request.POST.get("hand_back") == "yes"
    release_window(hall=own_hall(request), window_code=code, reason=reason, hand_back=hand_back, by=request.user)
    messages.success(request, f"{code}号窗口已代为关窗。")
    return redirect("window-settings", code)


def order_of(places: dict[str, str]) -> list[str]:
    """The queues by the numbers beside them; blank and nought mean not at all."""
    numbered = [(int(place), code) for code, place in places.items() if place.isdecimal() and 0 < int(place) < 100]
    return [code for _, code in sorted(numbered)]


def _shown(hall: Hall, found: Window, refused: DomainError | None, typed: dict[str, str]) -> dict[str, Any]:
    order = allocation_of(hall)[found.code]
    places = typed if refused else {code: str(place) for place, code in enumerate(order, 1)}
    queues = [(queue, places.get(queue.code, "")) for queue in Queue.objects.of(hall).order_by("prefix")]
    rules = Capability.objects.of(hall).filter(window=found)
    names = names_of(hall)
    changes = Reallocation.objects.of(hall).select_related("by").filter(after__has_key=found.code)[:SHOWN]
    return {
        "window": found,
        "kinds": WindowKind.choices,
        "chosen": {"kind": found.kind, "is_reserve": found.is_reserve},
        "queues": queues,
        "refused": refused,
        "version": version_of(hall),
        "session": WindowSession.objects.of(hall).select_related("clerk").filter(window=found, closed_at=None).first(),
        "held": held_at(found.pk),
        "service": ReserveService.objects.of(hall)
        .select_related("began_by")
        .filter(window=found, ended_at=None)
        .first(),
        "lunch": LunchBreak.objects.of(hall).filter(window=found).first(),
        "rules": rules.select_related("clerk", "matter", "department", "assistant"),
        "changes": [(row, _mine(row, found.code, names)) for row in changes],
    }


def _mine(row: Reallocation, code: str, names: dict[str, str]) -> tuple[str, str]:
    only = Reallocation(before={code: row.before.get(code, [])}, after={code: row.after[code]})
    ((_, before, after),) = changes_in_words(only, names)
    return before, after
