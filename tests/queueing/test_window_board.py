"""The manager's board: every window and line at a glance, moved by plain forms, refused and undone in words."""

from datetime import timedelta

import pytest
from django.test import Client

from hall import steps
from hall.kernel import clock
from hall.models import Window
from hall.queries import health
from hall.roles import Role
from queueing.models import Reallocation, WindowPlan, WindowQueue, WindowSession
from queueing.queries.allocation import allocation_of
from queueing.queries.rebuilding import compared
from queueing.verbs.calling import call_next, start
from queueing.verbs.capabilities import set_capability
from queueing.verbs.windows import pause_window
from queueing.window_tiles import at_percent, at_window
from tests.factories import QueueFactory, StaffFactory
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def small() -> SmallHall:
    small = a_small_hall()
    for _ in range(3):
        small.window()
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    return small


@pytest.fixture
def manager(small):
    return StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER], name="赵经理")


@pytest.fixture
def desk(manager) -> Client:
    client = Client()
    client.force_login(manager)
    return client


def move(desk, *windows, queue="consulting", mode="only", **given):
    data = {"windows": windows, "queue": queue, "mode": mode, "reason": "现场人流变化", "version": "0", **given}
    return desk.post("/windows/move/", data)


def words(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("given", "state", "said"),
    [
        ({"state": "open", "held": "serving", "held_since": NOW - timedelta(minutes=12)}, "serving", "办理 12分"),
        ({"state": "open", "held": "called", "held_since": NOW - timedelta(minutes=4)}, "called", "已叫 4分"),
        ({"state": "open", "idle_since": NOW - timedelta(minutes=5)}, "idle", "空闲 5分"),
        ({"state": "open", "idle_since": NOW - timedelta(minutes=5), "people_wait": True}, "waiting", "未叫 5分"),
        ({"state": "open", "idle_since": NOW - timedelta(minutes=50)}, "forgotten", "久空 50分"),
        ({"state": "paused", "paused_at": NOW - timedelta(minutes=9), "resume_by": NOW}, "paused", "暂停 9分"),
        ({"state": "paused", "paused_at": NOW, "resume_by": NOW - timedelta(minutes=1)}, "overdue", "超时 0分"),
        ({"state": "closed"}, "closed", "关闭"),
        ({"state": "closed", "is_reserve": True}, "reserve", "备用"),
    ],
)
def test_a_tile_says_its_state_in_a_word(given, state, said):
    found = at_window(**{"now": NOW, "held": "", "held_since": None, "idle_since": None, **given})
    assert (found.state, found.words) == (state, said) and found.label


def test_percentiles_are_values_somebody_really_waited():
    assert [at_percent(list(range(1, 11)), p) for p in (50, 90, 100)] == [5, 9, 10]
    assert at_percent([], 50) is None


def test_the_board_shows_windows_lines_and_who_waits_too_long(small, desk):
    with clock.frozen(clock.now() - timedelta(minutes=25)):
        small.ticket(), small.ticket()
    pause_window(hall=small.hall, window_code="02", reason="会议", by=small.clerks[1])
    call_next(hall=small.hall, window_code="01", by=small.clerks[0])
    shown = words(desk.get("/windows/"))
    assert "已叫 0分" in shown and "A001" in shown and small.clerks[0].name in shown
    assert "会议" in shown and "1 人超过 20 分钟" in shown and "最久 A002 已等 25 分钟" in shown
    assert "最长 25 · 中位 25 · P90 25" in shown


def test_whom_no_open_window_can_serve_is_said_in_red(small, desk):
    small.ticket(queue_code="consulting")
    shown = words(desk.get("/windows/"))
    assert "现在没有窗口能办" in shown and "Z001" in shown
    listed = words(desk.get("/windows/waiting/?which=unserved"))
    assert "没有窗口受理或都只能咨询" in listed


def test_windows_are_moved_by_a_plain_form_and_the_move_is_taken_back(small, desk):
    assert move(desk, "01", "02").status_code == 302
    assert allocation_of(small.hall)["01"] == ("consulting",)
    shown = words(desk.get("/windows/"))
    assert "撤销上次" in shown and "已调配 2 个窗口" in shown
    desk.post("/windows/undo/")
    assert allocation_of(small.hall)["01"] == ("comprehensive",)
    listed = words(desk.get("/windows/log/?window=01"))
    assert "现场人流变化" in listed and "撤销第 1 次" in listed and "赵经理" in listed


def test_a_refused_move_keeps_the_choice_and_says_what_to_do(small, desk):
    small.ticket()
    answer = move(desk, "01", "02", "03")
    assert answer.status_code == 409
    shown = words(answer)
    assert "queueing.tickets_stranded" in shown and "留下至少一个" in shown
    assert shown.count('name="windows"') == 3 and shown.count(" checked") == 3
    assert move(desk).status_code == 422
    assert not Reallocation.objects.exists()


def test_the_second_manager_sees_who_changed_what(small, desk):
    second = Client()
    second.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    move(desk, "01")
    answer = move(second, "01", queue="issuing", mode="also")
    assert answer.status_code == 409 and "赵经理" in words(answer) and "01 号窗口" in words(answer)
    assert 'name="version" value="1"' in words(answer), "the page is the newest now"


def test_a_plan_is_saved_compared_applied_and_deleted(small, desk):
    desk.post("/windows/plans/", {"name": "早高峰"})
    plan = WindowPlan.objects.get()
    assert desk.post("/windows/plans/", {"name": "早高峰"}).status_code == 409
    assert "没有差别" in words(desk.get(f"/windows/plans/{plan.pk}/"))
    move(desk, "01", "02")
    assert "01、02" in words(desk.get(f"/windows/plans/{plan.pk}/"))
    desk.post(f"/windows/plans/{plan.pk}/", {"version": "1"})
    assert allocation_of(small.hall)["02"] == ("comprehensive",)
    desk.post(f"/windows/plans/{plan.pk}/delete/")
    assert not WindowPlan.objects.exists() and Reallocation.objects.count() == 2


def test_one_window_gets_its_queues_in_order_and_a_reserve_window_its_service(small, desk):
    Window.objects.filter(code="03").update(is_reserve=True)
    page = "/windows/at/03/"
    given = {
        "place_consulting": "1",
        "place_comprehensive": "2",
        "place_issuing": "",
        "reason": "人员调整",
        "version": "0",
    }
    assert desk.post(page, given).status_code == 302
    assert allocation_of(small.hall)["03"] == ("consulting", "comprehensive")
    assert desk.post(page, {**given, "place_consulting": "", "place_comprehensive": ""}).status_code in (409, 422)
    desk.post(f"{page}reserve/", {"reason": "早高峰"})
    assert "启用：早高峰" in words(desk.get(page))


def test_a_window_left_open_is_closed_by_the_manager_with_a_reason(small, desk):
    assert desk.post("/windows/at/03/release/", {"reason": ""}).status_code == 422
    small.ticket()
    call_next(hall=small.hall, window_code="02", by=small.clerks[1])
    assert desk.post("/windows/at/02/release/", {"reason": "离岗"}).status_code == 409, "somebody is served there"
    assert desk.post("/windows/at/03/release/", {"reason": "离岗未退出"}).status_code == 302
    session = WindowSession.objects.get(window__code="03")
    assert session.closed_at and steps.steps_of(session).last().reason == "离岗未退出"


def test_whoever_sits_at_a_window_its_clerk_left_goes_back_into_the_line_first(small, desk):
    first, _ = small.ticket(), small.ticket()
    held = {"hall": small.hall, "window_code": "02", "by": small.clerks[1]}
    call_next(**held), start(**held)
    assert f"{first.number} 退回队列" in words(desk.get("/windows/at/02/"))
    assert desk.post("/windows/at/02/release/", {"reason": "突发疾病", "hand_back": "yes"}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.window) == ("waiting", None)
    assert not WindowSession.objects.filter(window__code="02", closed_at=None).exists()
    assert steps.steps_of(first).last().reason == "突发疾病"
    assert compared(small.hall, first.day).is_equal
    assert call_next(hall=small.hall, window_code="01", by=small.clerks[0]).pk == first.pk


def test_capability_and_lunch_have_their_tables(small, desk):
    assert desk.post("/windows/capability/", {"window_code": "01", "level": "consult"}).status_code == 302
    shown = words(desk.get("/windows/capability/"))
    assert "仅咨询" in shown and "01号" in shown
    assert desk.post("/windows/capability/", {"level": "full"}).status_code == 422
    desk.post("/windows/lunch/", {"windows": "01-03", "begins": "12:00", "ends": "12:40"})
    shown = words(desk.get("/windows/lunch/"))
    assert "01、02、03" in shown and "12:00–12:40 综合受理" in shown, "nobody would be left"
    assert desk.post("/windows/lunch/", {"windows": "01", "begins": "x", "ends": ""}).status_code == 422


def test_supervisors_look_and_do_not_move_and_clerks_see_nothing(small, desk):
    other = Client()
    other.force_login(StaffFactory(hall=small.hall, roles=[Role.SUPERVISOR]))
    assert "调配</button>" not in words(other.get("/windows/")) and move(other, "01").status_code == 403
    other.force_login(small.clerks[0])
    assert other.get("/windows/").status_code == 403


def test_124_windows_and_their_people_cost_a_constant_number_of_statements(
    small, manager, desk, django_assert_num_queries
):
    windows = Window.objects.bulk_create(
        Window(hall=small.hall, code=f"{n}", kind="comprehensive", zone=f"{n % 5}区") for n in range(201, 322)
    )
    WindowQueue.objects.bulk_create(WindowQueue(window=window, queue=small.queue) for window in windows)
    clerks = [StaffFactory(hall=small.hall, password="!") for _ in range(20)]
    WindowSession.objects.bulk_create(
        WindowSession(hall=small.hall, window=window, clerk=clerk, opened_at=clock.now(), seen_at=clock.now())
        for window, clerk in zip(windows, clerks, strict=False)
    )
    for _ in range(12):
        small.ticket()
    code = small.matters[0].code
    set_capability(hall=small.hall, window_code="01", matter_code=code, level="consult", by=manager)
    health.health()
    with django_assert_num_queries(23):
        shown = words(desk.get("/windows/"))
    assert shown.count('class="tile ') == 124
    with django_assert_num_queries(19):
        desk.get("/windows/table/")
