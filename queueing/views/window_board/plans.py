"""Saved plans: keep the present allocation, look at the difference, apply, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from queueing.models import WindowPlan
from queueing.queries.allocation import allocation_of, version_of
from queueing.verbs.plans import apply_plan, changes_of, delete_plan, save_plan
from queueing.views.window_board.board import show_board
from queueing.views.window_board.moving import in_words, names_of, version_in


@open_to(Role.HALL_MANAGER)
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """The present allocation under a name."""
    try:
        name, replace = request.POST.get("name", ""), bool(request.POST.get("replace"))
        plan = save_plan(hall=own_hall(request), name=name, replace=replace, by=request.user)
    except DomainError as refused:
        return show_board(request, None, refused)
    messages.success(request, f"已把现在的窗口分工保存为方案“{plan.name}”。")
    return redirect("window-board")


@open_to(Role.HALL_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: StaffRequest, plan_id: int) -> HttpResponse:
    """What applying it would change; then apply it."""
    hall = own_hall(request)
    found = get_object_or_404(WindowPlan.objects.of(hall).select_related("saved_by"), pk=plan_id)
    refused = None
    if request.method == "POST":
        try:
            made = apply_plan(
                hall=hall,
                plan_id=plan_id,
                version=version_in(request.POST.get("version", "")),
                reason=request.POST.get("reason", ""),
                by=request.user,
            )
        except DomainError as error:
            refused = error
        else:
            messages.success(request, f"已启用方案“{found.name}”，调整 {len(made.after)} 个窗口；10 分钟内可撤销。")
            return redirect("window-board")
    present, names = allocation_of(hall), names_of(hall)
    alike: dict[tuple[str, str], list[str]] = {}
    for code, order in changes_of(hall, found).items():
        alike.setdefault((in_words(present[code], names), in_words(order, names)), []).append(code)
    context = {
        "plan": found,
        "changes": [(codes, *words) for words, codes in alike.items()],
        "gone": sorted(set(found.allocation) - set(present)),
        "new": sorted(set(present) - set(found.allocation)),
        "version": version_of(hall),
        "refused": refused,
    }
    return render(request, "queueing/windows/plan.html", context, status=refused.status if refused else 200)


@open_to(Role.HALL_MANAGER)
@require_POST
def delete(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The plan goes; what was done by it stays on record."""
    delete_plan(hall=own_hall(request), plan_id=plan_id, by=request.user)
    messages.success(request, "方案已删除。")
    return redirect("window-board")
