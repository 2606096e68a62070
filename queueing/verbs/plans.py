"""Saved plans of who covers what (调配方案): save, apply, delete."""

from django.db import transaction

from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from queueing.allocation import Order, differences
from queueing.models import Queue, Reallocation, WindowPlan
from queueing.permissions import may_allocate
from queueing.queries.allocation import allocation_of
from queueing.verbs.allocating import reallocate
from queueing.window_errors import NothingToChange, PlanNameNeeded, PlanNameTaken


@transaction.atomic
def save_plan(*, hall: Hall, name: str, replace: bool = False, by: StaffMember) -> WindowPlan:
    """Keep the present allocation under a name; over an older one of that name only when asked to."""
    may_allocate(by, hall)
    name = name.strip()[:30]
    if not name:
        raise PlanNameNeeded()
    plan = WindowPlan.objects.of(hall).select_for_update(of=("self",)).filter(name=name).first()
    if plan is not None and not replace:
        raise PlanNameTaken(name=name)
    plan = plan or WindowPlan(hall=hall, name=name)
    plan.allocation, plan.saved_at, plan.saved_by = allocation_of(hall), clock.now(), by
    plan.save()
    steps.record(plan, "save_plan", by, name=name, windows=len(plan.allocation))
    return plan


@transaction.atomic
def apply_plan(*, hall: Hall, plan_id: int, version: int, reason: str = "", by: StaffMember) -> Reallocation:
    """The windows that differ from the plan become as it says; windows and queues that are gone are left out."""
    may_allocate(by, hall)
    plan = locked(WindowPlan.objects.of(hall), pk=plan_id)
    changes = changes_of(hall, plan)
    if not changes:
        raise NothingToChange()
    why = reason.strip() or f"启用方案“{plan.name}”"
    return reallocate(hall=hall, version=version, changes=changes, reason=why, plan=plan, by=by)


@transaction.atomic
def delete_plan(*, hall: Hall, plan_id: int, by: StaffMember) -> None:
    """The plan is no longer offered; what was done by it stays on record."""
    may_allocate(by, hall)
    plan = locked(WindowPlan.objects.of(hall), pk=plan_id)
    steps.record(plan, "delete_plan", by, name=plan.name)
    plan.delete()


def changes_of(hall: Hall, plan: WindowPlan) -> dict[str, Order]:
    """What applying the plan would change now."""
    known = set(Queue.objects.of(hall).values_list("code", flat=True))
    wanted = {code: tuple(queue for queue in order if queue in known) for code, order in plan.allocation.items()}
    kept = {code: order for code, order in wanted.items() if order}
    return differences(allocation_of(hall), kept)
