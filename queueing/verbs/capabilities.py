"""Saying how far a window and a clerk go with which matters."""

from django.db import transaction

from hall import steps
from hall.kernel import live
from hall.kernel.moves import locked
from hall.models import Department, Hall, StaffMember, Window
from hall.roles import Role
from matters.models import Matter
from queueing.allocation import stranded_by_rules
from queueing.models import Capability, Level
from queueing.permissions import may_allocate
from queueing.queries.allocation import allocation_of, posts_of, rules_of, wants_of
from queueing.verbs.allocating import lock_allocation, stranding_of
from queueing.window_errors import CapabilityWrong


@transaction.atomic
def set_capability(
    *,
    hall: Hall,
    window_code: str = "",
    clerk: str = "",
    matter_code: str = "",
    department_code: str = "",
    level: str,
    assistant: str = "",
    by: StaffMember,
) -> Capability:
    """One rule for a window, a clerk (account) or both, about a matter, a department's matters or all; a second replaces
    the first. Raises TicketsStranded when people who wait would lose the windows that can serve them."""
    may_allocate(by, hall)
    lock_allocation(hall)
    given = {
        "window": _window(hall, window_code),
        "clerk": _clerk(hall, clerk),
        "matter": _one(Matter.objects.filter(code=matter_code), "没有这个事项编码。") if matter_code else None,
        "department": _one(Department.objects.filter(code=department_code), "没有这个部门。")
        if department_code
        else None,
    }
    helper = _clerk(hall, assistant)
    _refuse_nonsense(given, level, helper)
    before = rules_of(hall)
    rule = Capability.objects.of(hall).filter(**given).first() or Capability(hall=hall, **given)
    was = rule.level if rule.pk else ""
    rule.level, rule.assistant = level, helper
    rule.save()
    _refuse_stranding(hall, before)
    steps.record(rule, "set_capability", by, was=was, level=level, **_named(rule))
    live.hint(hall.code)
    return rule


@transaction.atomic
def drop_capability(*, hall: Hall, capability_id: int, by: StaffMember) -> None:
    """The rule no longer holds; what it said stays in its history."""
    may_allocate(by, hall)
    lock_allocation(hall)
    rule = locked(Capability.objects.of(hall), pk=capability_id)
    before = rules_of(hall)
    steps.record(rule, "drop_capability", by, was=rule.level, **_named(rule))
    rule.delete()
    _refuse_stranding(hall, before)
    live.hint(hall.code)


def _refuse_stranding(hall: Hall, before) -> None:  # type: ignore[no-untyped-def]
    waiting, posts = wants_of(hall), posts_of(hall, allocation_of(hall))
    lost = stranded_by_rules((want for _, want in waiting), posts, posts, before, rules_of(hall))
    if lost:
        raise stranding_of([ticket for ticket, want in waiting if want in lost])


def _refuse_nonsense(given: dict[str, object], level: str, helper: StaffMember | None) -> None:
    if given["window"] is None and given["clerk"] is None:
        raise CapabilityWrong(why="请至少选择一个窗口或一名人员。")
    if given["matter"] is not None and given["department"] is not None:
        raise CapabilityWrong(why="事项和部门只选一项；都不选就是全部事项。")
    if level not in Level.values:
        raise CapabilityWrong(why="请选择全程办理、需协办或仅咨询。")
    if (level == Level.ASSISTED) != (helper is not None):
        raise CapabilityWrong(why="“需协办”要写明协办人，其他两级不写协办人。")
    if helper is not None and helper == given["clerk"]:
        raise CapabilityWrong(why="协办人不能是本人。")


def _window(hall: Hall, code: str) -> Window | None:
    return _one(Window.objects.of(hall).filter(code=code, in_use=True), "没有这个窗口。") if code else None


def _clerk(hall: Hall, username: str) -> StaffMember | None:
    if not username:
        return None
    people = StaffMember.objects.filter(hall=hall, username=username, is_active=True)
    person = _one(people, "没有这个账号。")
    if not person.has_role(Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE, Role.HALL_MANAGER):
        raise CapabilityWrong(why=f"{person.name}不在窗口工作。")
    return person


def _one(rows, why: str):  # type: ignore[no-untyped-def]
    row = rows.first()
    if row is None:
        raise CapabilityWrong(why=why)
    return row


def _named(rule: Capability) -> dict[str, str]:
    """What the rule is about, in plain values."""
    return {
        "window": rule.window.code if rule.window else "",
        "clerk": rule.clerk.username if rule.clerk else "",
        "matter": rule.matter.code if rule.matter else "",
        "department": rule.department.code if rule.department else "",
        "assistant": rule.assistant.username if rule.assistant else "",
    }
