"""Re-allocating windows live: takes effect at the next call, strands nobody, can be undone, and nobody overwrites another."""

from datetime import timedelta

import pytest

from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import StaffMember
from hall.roles import Role
from queueing.errors import ReasonNeeded
from queueing.models import Reallocation, WindowQueue
from queueing.queries.allocation import allocation_of, version_of
from queueing.verbs.allocating import move_windows, reallocate, undo_reallocation
from queueing.verbs.calling import call_next
from queueing.verbs.plans import apply_plan, changes_of, save_plan
from queueing.verbs.windows import close_window, pause_window
from queueing.window_errors import (
    AllocationMoved,
    NoSuchWindow,
    NothingToChange,
    NothingToUndo,
    PlanNameTaken,
    TicketsStranded,
    WindowWithoutQueue,
)
from tests.factories import QueueFactory, StaffFactory
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallHall:
    """Three open windows of the comprehensive queue, and a consulting queue nobody covers."""
    small = a_small_hall()
    for _ in range(3):
        small.window()
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    return small


@pytest.fixture
def manager(small) -> StaffMember:
    return StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER], name="赵经理")


def moved(small, manager, *windows, queue="consulting", mode="only", version=None):
    version = version_of(small.hall) if version is None else version
    return move_windows(
        hall=small.hall, version=version, windows=windows, queue=queue, mode=mode, reason="现场人流变化", by=manager
    )


def test_a_window_covers_its_new_queues_from_the_next_call_on(small, manager):
    small.ticket()
    asked = small.ticket(queue_code="consulting")
    moved(small, manager, "01")
    assert call_next(hall=small.hall, window_code="01", by=small.clerks[0]) == asked


def test_a_window_that_keeps_a_queue_keeps_its_run_of_calls(small, manager):
    WindowQueue.objects.filter(window__code="01").update(ordinary_run=2, appointment_run=1)
    moved(small, manager, "01", mode="also")
    runs = dict(WindowQueue.objects.filter(window__code="01").values_list("queue__code", "ordinary_run"))
    assert runs == {"comprehensive": 2, "consulting": 0}


def test_the_order_of_queues_decides_who_is_called_first(small, manager):
    small.ticket()
    asked = small.ticket(queue_code="consulting")
    reallocate(
        hall=small.hall, version=0, changes={"01": ["consulting", "comprehensive"]}, reason="咨询优先", by=manager
    )
    assert list(WindowQueue.objects.filter(window__code="01").values_list("queue__code", "rank")) == [
        ("consulting", 1),
        ("comprehensive", 2),
    ]
    assert call_next(hall=small.hall, window_code="01", by=small.clerks[0]) == asked


def test_each_re_allocation_is_on_record_with_who_and_why(small, manager):
    made = moved(small, manager, "01", "02")
    (step,) = steps.steps_of(made)
    assert (step.verb, step.by, step.reason) == ("reallocate", manager, "现场人流变化")
    assert step.data["before"] == {"01": ["comprehensive"], "02": ["comprehensive"]}
    assert step.data["after"] == {"01": ["consulting"], "02": ["consulting"]}


def test_the_last_open_window_of_a_queue_with_people_is_not_taken_away(small, manager):
    number = small.ticket().number
    with pytest.raises(TicketsStranded) as refused:
        moved(small, manager, "01", "02", "03")
    assert "综合受理" in refused.value.words and number in refused.value.words and "留下" in refused.value.words
    assert moved(small, manager, "01", "02").version == 1
    close_window(hall=small.hall, window_code="03", by=small.clerks[2])
    assert moved(small, manager, "01", queue="comprehensive", mode="first").version == 2


def test_a_paused_window_is_no_substitute_for_an_open_one(small, manager):
    small.ticket()
    pause_window(hall=small.hall, window_code="03", reason="午餐", by=small.clerks[2])
    with pytest.raises(TicketsStranded):
        moved(small, manager, "01", "02")


def test_who_looked_at_an_older_allocation_is_told_who_changed_what(small, manager):
    second = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
    moved(small, manager, "01", "02")
    with pytest.raises(AllocationMoved) as refused:
        moved(small, second, "02", mode="also", queue="issuing", version=0)
    assert "赵经理" in refused.value.words and "02" in refused.value.words and "现场人流变化" in refused.value.words
    assert moved(small, second, "03", mode="also", version=0).version == 2, "another window is free to be changed"


def test_the_last_re_allocation_is_taken_back_within_ten_minutes(small, manager):
    moved(small, manager, "01", "02")
    undone = undo_reallocation(hall=small.hall, by=manager)
    assert undone.undoes.version == 1 and allocation_of(small.hall)["01"] == ("comprehensive",)
    with pytest.raises(NothingToUndo):
        undo_reallocation(hall=small.hall, by=manager)
    moved(small, manager, "01")
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)), pytest.raises(NothingToUndo):
        undo_reallocation(hall=small.hall, by=manager)


def test_taking_back_strands_nobody_either(small, manager):
    moved(small, manager, "01")
    small.ticket(queue_code="consulting")
    with pytest.raises(TicketsStranded):
        undo_reallocation(hall=small.hall, by=manager)


def test_nonsense_is_refused_in_words(small, manager):
    with pytest.raises(NoSuchWindow, match="99"):
        moved(small, manager, "99")
    with pytest.raises(NothingToChange):
        moved(small, manager, "01", queue="comprehensive")
    with pytest.raises(WindowWithoutQueue):
        moved(small, manager, "01", queue="comprehensive", mode="not")
    with pytest.raises(ReasonNeeded):
        reallocate(hall=small.hall, version=0, changes={"01": ["consulting"]}, reason=" ", by=manager)
    with pytest.raises(NotPermitted):
        moved(small, small.clerks[0], "01")
    with pytest.raises(NotPermitted):
        moved(small, StaffFactory(roles=[Role.HALL_MANAGER]), "01")
    assert not Reallocation.objects.exists()


def test_a_plan_keeps_the_allocation_and_brings_it_back(small, manager):
    plan = save_plan(hall=small.hall, name="早高峰", by=manager)
    moved(small, manager, "01", "02")
    assert changes_of(small.hall, plan) == {"01": ("comprehensive",), "02": ("comprehensive",)}
    made = apply_plan(hall=small.hall, plan_id=plan.pk, version=1, by=manager)
    assert (made.plan, made.reason) == (plan, "启用方案“早高峰”")
    assert changes_of(small.hall, plan) == {}
    with pytest.raises(NothingToChange):
        apply_plan(hall=small.hall, plan_id=plan.pk, version=2, by=manager)
    with pytest.raises(PlanNameTaken):
        save_plan(hall=small.hall, name="早高峰", by=manager)
    assert save_plan(hall=small.hall, name="早高峰", replace=True, by=manager) == plan


def test_a_plan_of_a_quieter_hour_does_not_strand_anybody(small, manager):
    moved(small, manager, "01", "02")
    plan = save_plan(hall=small.hall, name="午间", by=manager)
    undo_reallocation(hall=small.hall, by=manager)
    close_window(hall=small.hall, window_code="03", by=small.clerks[2])
    small.ticket()
    with pytest.raises(TicketsStranded):
        apply_plan(hall=small.hall, plan_id=plan.pk, version=2, by=manager)
