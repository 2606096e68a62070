"""How the demonstration hall's windows are shared out: second queues, capability, lunch in turns, saved plans."""

from datetime import time

from hall.kernel import clock
from hall.models import Department, Hall, StaffMember, Window
from queueing.allocation import Order
from queueing.models import Capability, LunchBreak, Queue, WindowPlan, WindowQueue
from queueing.queries.allocation import allocation_of

ALSO_COMPREHENSIVE = ("package", "green_lane", "foreign")
LUNCHES = ((time(11, 40), time(12, 20)), (time(12, 20), time(13)), (time(13), time(13, 40)))


def load_allocation(hall: Hall) -> None:
    """Once: who changed something later keeps it."""
    if WindowPlan.objects.of(hall).exists():
        return
    manager = StaffMember.objects.get(hall=hall, username="manager")
    _second_queues(hall)
    _capabilities(hall)
    _lunches(hall)
    _plans(hall, manager)


def _second_queues(hall: Hall) -> None:
    """The special desks on the third floor help the comprehensive line when nobody waits for them."""
    main = Queue.objects.of(hall).get(code="comprehensive")
    WindowQueue.objects.bulk_create(
        [
            WindowQueue(window=window, queue=main, rank=2)
            for window in Window.objects.of(hall).filter(kind__in=ALSO_COMPREHENSIVE)
        ],
        ignore_conflicts=True,
    )


def _capabilities(hall: Hall) -> None:
    """Two windows are new to a department's matters and are helped; one clerk in training only advises on two more."""
    departments = {row.code: row for row in Department.objects.filter(code__in=["scjgj", "ghzrzyw", "zjw", "wjw"])}
    people = {row.username: row for row in StaffMember.objects.filter(hall=hall, username__in=["ck11", "ck12", "ck24"])}
    windows = {row.code: row for row in Window.objects.of(hall).filter(code__in=["09", "10", "313"])}
    wanted = [
        {"window": "09", "department": "ghzrzyw", "level": "assisted", "assistant": "ck11"},
        {"window": "10", "department": "zjw", "level": "assisted", "assistant": "ck12"},
        {"window": "313", "department": "zjw", "level": "consult"},
        {"clerk": "ck24", "department": "wjw", "level": "consult"},
        {"clerk": "ck24", "department": "zjw", "level": "consult"},
    ]
    for row in wanted:
        if row["department"] in departments:
            Capability.objects.get_or_create(
                hall=hall,
                window=windows.get(row.get("window", "")),
                clerk=people.get(row.get("clerk", "")),
                department=departments[row["department"]],
                defaults={"level": row["level"], "assistant": people.get(row.get("assistant", ""))},
            )


def _lunches(hall: Hall) -> None:
    """A third of each zone's windows rests at a time."""
    windows = Window.objects.of(hall).filter(in_use=True, is_reserve=False).order_by("zone", "code")
    rows = [(window, LUNCHES[place % len(LUNCHES)]) for place, window in enumerate(windows)]
    LunchBreak.objects.bulk_create(
        [LunchBreak(hall=hall, window=window, begins=begins, ends=ends) for window, (begins, ends) in rows],
        ignore_conflicts=True,
    )


def _plans(hall: Hall, manager: StaffMember) -> None:
    """Everyday, morning peak (special desks all help), noon (fewer package desks), filing week of a package."""
    everyday = allocation_of(hall)
    kinds = dict(Window.objects.of(hall).values_list("code", "kind"))
    peak = {code: _peak(order, kinds[code]) for code, order in everyday.items()}
    noon = {code: ("comprehensive",) if "305" <= code <= "308" else order for code, order in everyday.items()}
    results = {code: ("issuing", "comprehensive") if "337" <= code <= "342" else o for code, o in everyday.items()}
    for name, allocation in (("日常", everyday), ("早高峰", peak), ("午间", noon), ("集中出件", results)):
        WindowPlan.objects.create(hall=hall, name=name, allocation=allocation, saved_at=clock.now(), saved_by=manager)


def _peak(order: Order, kind: str) -> Order:
    """At the morning peak the special desks and two issuing desks take the comprehensive line first."""
    if kind in ALSO_COMPREHENSIVE:
        return ("comprehensive", *(code for code in order if code != "comprehensive"))
    return order
