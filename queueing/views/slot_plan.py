"""The slot plan for the manager: staffed windows, rules, the next days, closing slots, figures."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.forms import CheckboxInput, ModelForm, modelform_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import NotFound
from hall.models import Hall
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.models import HallRules, Queue, SlotStaffing
from queueing.queries.appointments import figures
from queueing.queries.hall_rules import rules_of
from queueing.queries.plan_table import plan_table
from queueing.queries.slots import Planner
from queueing.slot_errors import PlanUnreadable, SlotNotOffered
from queueing.slots import Staffed
from queueing.verbs.booking import QUEUE
from queueing.verbs.planning import RULES, close_slot, reopen_slot, set_rules, set_staffing
from queueing.views.own import hall_of

RulesForm: Any = modelform_factory(HallRules, fields=RULES)
MONTH = timedelta(days=30)


@open_to(Role.HALL_MANAGER, Role.SUPERVISOR)
@require_safe
@never_cache
def slot_plan(request: StaffRequest) -> HttpResponse:
    """Plan, next days, figures and rules on one page."""
    hall, today = hall_of(request), clock.today()
    return _page(request, hall, RulesForm(instance=rules_of(hall)), today)


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def staffing(request: StaffRequest) -> HttpResponse:
    """Windows by weekday and hour, as the table was filled in."""
    hall = hall_of(request)
    plan: dict[int, list[Staffed]] = {}
    for row in plan_table(hall, list(SlotStaffing.objects.of(hall))).rows:
        for cell in row.cells:
            given = request.POST.get(cell.name, "0").strip() or "0"
            if not given.isdecimal():
                raise PlanUnreadable()
            plan.setdefault(cell.weekday, []).append(Staffed(row.begins, row.ends, int(given)))
    minutes = request.POST.get("minutes_each", "")
    set_staffing(hall=hall, plan=plan, minutes_each=int(minutes) if minutes.isdecimal() else 0, by=request.user)
    messages.success(request, "放号计划已保存，新的预约按新计划放号；已约的不受影响")
    return redirect("slot-plan")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def rules(request: StaffRequest) -> HttpResponse:
    """The rules as the form was filled in."""
    hall = hall_of(request)
    form = RulesForm(request.POST, instance=rules_of(hall))
    if not form.is_valid():
        return _page(request, hall, form, clock.today(), 422)
    set_rules(hall=hall, values=form.cleaned_data, by=request.user)
    messages.success(request, "规则已保存，立即生效")
    return redirect("slot-plan")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def close(request: StaffRequest) -> HttpResponse:
    """The chosen slots take nobody any more; who was booked is told."""
    hall, reason, told = hall_of(request), request.POST.get("reason", ""), 0
    chosen = [_moment(key) for key in request.POST.getlist("slot")]
    for begins_at in chosen:
        told += len(close_slot(hall=hall, begins_at=begins_at, reason=reason, by=request.user))
    messages.success(request, f"已关闭 {len(chosen)} 个时段，{told} 人的预约已取消并发短信告知")
    return redirect("slot-plan")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def reopen(request: StaffRequest) -> HttpResponse:
    """One slot is on offer again."""
    slot = reopen_slot(hall=hall_of(request), begins_at=_moment(request.POST.get("slot", "")), by=request.user)
    messages.success(request, f"{slot.begins_at.astimezone(clock.BEIJING):%m月%d日 %H:%M} 已重新开放")
    return redirect("slot-plan")


def _page(
    request: StaffRequest, hall: Hall, form: "ModelForm[HallRules]", today: Any, status: int = 200
) -> HttpResponse:
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise NotFound()
    planner = Planner(hall, queue)
    for field in form.fields.values():
        if not isinstance(field.widget, CheckboxInput):
            field.widget.attrs.setdefault("class", "input")
    shown = {
        "hall": hall,
        "queue": queue,
        "table": plan_table(hall, list(SlotStaffing.objects.of(hall).filter(queue=queue))),
        "days": planner.offered_on([today, *[day for day in planner.bookable_days() if day != today]]),
        "figures": figures(hall, today - MONTH, today),
        "today_figures": figures(hall, today, today),
        "form": form,
        "may_act": request.user.has_role(Role.HALL_MANAGER),
    }
    return render(request, "queueing/slot_plan.html", shown, status=status)


def _moment(key: str) -> datetime:
    try:
        return datetime.strptime(key, "%Y%m%d-%H%M").replace(tzinfo=clock.BEIJING)
    except ValueError as wrong:
        raise SlotNotOffered() from wrong
