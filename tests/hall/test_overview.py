"""The manager's overview: who waits too long, which windows stand still, what will be late, what is broken."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hall.dashboards import glance
from hall.dashboards.overview import overview
from hall.kernel import clock
from hall.models import Device, OutgoingMessage
from hall.roles import Role
from hall.verbs.messages import queue_message
from queueing.verbs.calling import call_next
from queueing.verbs.windows import pause_window
from tests.factories import StaffFactory
from tests.factories.applications import people
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day", "told")]


@pytest.fixture
def small() -> SmallHall:
    return a_small_hall()


def later(minutes):
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def page_of(client, hall, role=Role.HALL_MANAGER):
    client.force_login(StaffFactory(hall=hall, roles=[role]))
    answer = client.get("/hall/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_longest_wait_is_told_first(client, small):
    small.window()
    small.ticket()
    small.ticket()
    with later(45):
        words = page_of(client, small.hall)
        now = overview(small.hall)
    assert now.worst is not None and (now.worst.minutes, now.worst.said.tone, now.waiting) == (45, "bad", 2)
    assert "45 分钟" in words and "answer--bad" in words


def test_people_waiting_where_no_window_is_open_are_not_overlooked(client, small):
    small.ticket()
    assert "有人等，无窗口" in page_of(client, small.hall)


def test_each_window_says_what_it_does(client, small):
    busy, clerk = small.window()
    _, resting = small.window()
    small.window()
    small.window(opened=False)
    number = small.ticket().number
    call_next(hall=small.hall, window_code=busy.code, by=clerk)
    pause_window(hall=small.hall, window_code="02", reason="用餐", by=resting)
    with later(4):
        now = overview(small.hall)
        words = page_of(client, small.hall)
    assert now.windows == {"serving": 1, "idle": 1, "paused": 1, "closed": 1}
    said = {tile.code: (tile.number, tile.said.words) for tile in now.zones["一层东区"]}
    assert said == {"01": (number, "已叫号 4 分钟"), "02": ("", "暂停：用餐"), "03": ("", "空闲"), "04": ("", "关闭")}
    assert clerk.name in words and "暂停：用餐" in words


@pytest.mark.parametrize(
    ("given", "tone"),
    [(("open", "", "serving", 29), ""), (("open", "", "serving", 30), "warn"), (("open", "", "called", 2), ""),
     (("open", "", "called", 3), "warn"), (("closed", "", "", 0), "grey"), (("open", "", "", 0), "good")],
)  # fmt: skip
def test_what_takes_long_stands_out(given, tone):
    assert glance.at_window(*given).tone == tone


def test_what_will_be_late_is_counted_by_department_with_the_way_there(client):
    ours = people(promised_limit=5)
    application = ours.accepted()
    department = application.department.short_name
    due = clock.datetime.combine(application.promise_due, clock.datetime.min.time(), clock.BEIJING)
    with clock.frozen(due + timedelta(hours=10)):
        (row,) = overview(ours.hall).due
        assert (row.department, row.overdue, row.today) == (department, 0, 1)
    with clock.frozen(due + timedelta(days=1, hours=10)):
        assert overview(ours.hall).overdue == 1
        words = page_of(client, ours.hall)
    assert f"/applications/{application.number}/" in words and department in words


def test_what_is_broken_is_told_with_the_list_behind(client, small):
    Device.objects.create(
        hall=small.hall, code="kiosk-1", name="取号机1", kind="kiosk", account=StaffFactory(roles=[Role.KIOSK])
    )
    queue_message(
        "called", hall=small.hall, phone="13812340001", dedupe_key="1", values={"number": "A1", "window": "1"}
    )
    OutgoingMessage.objects.update(state="failed")
    words = page_of(client, small.hall)
    assert "短信未达 1 条" in words and "/messages/?state=troubled" in words
    assert "设备离线 1 / 1" in words and "取号机1" in words


def test_a_pad_of_a_closed_window_is_not_missed(client, small):
    for opened in (True, False):
        window, _ = small.window(opened=opened)
        account = StaffFactory(roles=[Role.PAD])
        Device.objects.create(
            hall=small.hall,
            code=f"pad-{window.code}",
            name=f"评价器{window.code}",
            kind="pad",
            window=window,
            account=account,
        )
    now = overview(small.hall)
    assert (now.machines, now.machines_away) == (1, ["评价器01"])


def test_a_supervisor_finds_no_link_to_a_closed_door(client, small):
    words = page_of(client, small.hall, Role.SUPERVISOR)
    assert "/messages/" not in words and "/health/" not in words


def test_another_hall_is_not_seen(client, small):
    other = a_small_hall()
    other.window(code="88")
    other.ticket()
    now = overview(small.hall)
    assert (now.waiting, now.zones) == (0, {})


def test_the_fragment_is_only_the_overview(client, small):
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    words = client.get("/hall/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in words and "数据截至" in words


def asked(client):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get("/hall/")
    return len(seen)


def test_a_full_hall_asks_as_often_as_an_empty_one(client, small):
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    window, clerk = small.window()
    for _ in range(2):
        small.ticket()
    call_next(hall=small.hall, window_code=window.code, by=clerk)
    asked(client)
    first = asked(client)
    for _ in range(5):
        small.window()
        small.ticket()
    assert asked(client) == first <= 17
