"""The hall's screens."""

from datetime import datetime, timedelta

import pytest

from hall.kernel import clock
from hall.roles import Role
from hall.verbs import registering
from queueing.board_words import Hours, notice_for
from queueing.models import HallRules
from queueing.queries.board import ROWS, board
from queueing.verbs import calling, rooms, windows
from tests.factories import StaffFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window()
    return made


def at(small):
    return {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}


def page(client, small, more=""):
    return client.get(f"/halls/{small.hall.code}/display/{more}")


def test_a_screen_shows_the_call_without_any_name(client, small):
    small.ticket(name="欧阳锋")
    calling.call_next(**at(small))
    words = page(client, small).content.decode()
    assert "A001" in words and "01 号窗口" in words and "欧阳" not in words


def test_where_the_hall_says_so_the_screen_shows_a_masked_name_and_never_more(client, small):
    HallRules.objects.create(hall=small.hall, screens_show_names=True)
    small.ticket(name="欧阳锋"), small.ticket(name="", id_number=resident_id(77))
    calling.call_next(**at(small))
    words = page(client, small).content.decode()
    assert "欧阳*" in words and "欧阳锋" not in words
    calling.miss(**at(small), reason="未到")
    calling.call_next(**at(small))
    words = page(client, small).content.decode()
    assert "A002" in words and "未登记" not in words and "欧阳" not in words, "a missed person is a number again"


def test_the_screen_may_listen_to_the_event_stream_and_to_nothing_else(client, small):
    policy = page(client, small).headers["Content-Security-Policy"]
    assert "connect-src 'self' http://testserver:8001" in policy and "unsafe" not in policy


def test_the_snapshot_changes_its_version_when_something_is_called(client, small):
    url = f"/halls/{small.hall.code}/display/snapshot/"
    before = client.get(url).json()
    small.ticket()
    waiting = client.get(url).json()
    calling.call_next(**at(small))
    after = client.get(url).json()
    assert len({before["version"], waiting["version"], after["version"]}) == 3
    assert client.get(url).json()["version"] == after["version"]
    assert after["calls"][0]["number"] == "A001" and "A001" in after["html"] and after["now"] >= before["now"]


def test_a_snapshot_takes_few_statements(client, small, django_assert_num_queries):
    for _ in range(5):
        small.ticket()
        calling.call_next(**at(small))
        calling.miss(**at(small), reason="测试")
    with django_assert_num_queries(7):
        client.get(f"/halls/{small.hall.code}/display/snapshot/")


def test_a_zone_without_windows_shows_no_calls_of_others(client, small):
    small.ticket()
    calling.call_next(**at(small))
    assert "A001" not in page(client, small, "?zone=二层").content.decode()
    assert "A001" in page(client, small, "?zone=一层东区").content.decode()


def test_each_quiet_state_says_what_comes_next(client, small):
    assert "请留意叫号" in page(client, small).content.decode()
    windows.pause_window(**at(small), reason="午餐")
    assert "窗口暂停：午餐" in page(client, small).content.decode()
    windows.resume_window(**at(small))
    windows.close_window(**at(small))
    assert "窗口准备中" in page(client, small).content.decode()
    small.hall.open_around_the_clock = False
    small.hall.save()
    assert "现在不对外服务" in page(client, small).content.decode()


def hours(at, *, is_open=False, following=None):
    return Hours(is_open=is_open, now=at, next_opening=following, words="请拨打大厅电话咨询。")


def test_before_opening_at_lunch_and_after_closing_each_has_its_message_and_its_time():
    day = datetime(2026, 11, 23, tzinfo=clock.BEIJING)
    none = {"calls": 0, "open_windows": 0, "paused_windows": 0}
    said = [
        notice_for(hours=hours(day.replace(hour=at), following=day + timedelta(hours=opens)), **none)
        for at, opens in ((8, 9), (12, 13.5), (18, 33))
    ]
    assert [(notice.kind, notice.next) for notice in said] == [
        ("before", "09:00 开始叫号"),
        ("lunch", "13:30 恢复叫号"),
        ("closed", "下次开放 明天 09:00"),
    ]


def test_when_all_windows_pause_the_screen_says_why_and_until_when():
    now = datetime(2026, 11, 23, 10, tzinfo=clock.BEIJING)
    given = {"hours": hours(now, is_open=True), "calls": 3, "open_windows": 0, "paused_windows": 2}
    known = notice_for(**given, pause_reasons=["系统升级"], resume_by=now + timedelta(minutes=20))
    assert (known.title, known.next) == ("窗口暂停：系统升级", "预计 10:20 恢复")
    unknown = notice_for(**given, pause_reasons=["开会", "午餐"], resume_by=now - timedelta(minutes=5))
    assert unknown.title == "窗口暂停叫号" and "问导办人员" in unknown.next


def test_calls_stay_on_the_screen_while_windows_serve():
    closed = hours(datetime(2026, 11, 23, 20, tzinfo=clock.BEIJING))
    given = {"hours": closed, "open_windows": 1, "paused_windows": 0}
    assert notice_for(**given, calls=3) is None and notice_for(**given, calls=0).kind == "quiet"


def test_an_unknown_hall_is_not_found_and_the_ruler_has_sizes(client, small):
    assert client.get("/halls/nowhere/display/").status_code == 404
    assert "67 mm" in client.get(f"/halls/{small.hall.code}/display/ruler/").content.decode()


def test_missed_numbers_leave_the_screen_after_half_an_hour(client, small):
    small.ticket()
    calling.call_next(**at(small))
    calling.miss(**at(small), reason="测试")
    assert "<b>过号</b><span>A001</span>" in page(client, small).content.decode()
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert "A001" not in page(client, small).content.decode()


def test_the_figures_begin_with_what_must_be_seen(client, small):
    small.ticket(), small.ticket(queue_code="issuing")
    words = page(client, small).content.decode()
    figures = words[words.index('class="figures"') :]
    places = [figures.index(piece) for piece in ("综合受理 等候", "开放窗口", "统一出件 等候")]
    assert places == sorted(places)


def test_a_recall_is_marked_until_the_person_has_come(client, small):
    small.ticket()
    calling.call_next(**at(small))
    assert "再次呼叫" not in page(client, small).content.decode()
    calling.recall(**at(small))
    assert "<mark>再次呼叫</mark>" in page(client, small).content.decode()
    calling.start(**at(small))
    assert "再次呼叫" not in page(client, small).content.decode()


def test_guides_stand_only_while_nobody_is_on_the_way(client, small):
    small.ticket(), small.ticket()
    assert "data-guides" in page(client, small).content.decode()
    calling.call_next(**at(small))
    assert "data-guides" not in page(client, small).content.decode()
    calling.start(**at(small))
    words = page(client, small).content.decode()
    assert "data-guides" in words and "最近叫号 <b>A001</b>" in words


def test_a_number_in_a_room_shows_the_room(client, small):
    small.ticket()
    calling.call_next(**at(small))
    calling.start(**at(small))
    rooms.park(**at(small), room="拍照室")
    assert '<span class="in-room">A001<i>→ 拍照室</i></span>' in page(client, small).content.decode()


def test_a_result_is_called_to_the_issuing_counter(client, small):
    small.window(kind="issuing", code="31")
    small.ticket(queue_code="issuing")
    calling.call_next(hall=small.hall, window_code="31", by=small.clerks[1])
    assert "到 出件 31 号窗口" in page(client, small).content.decode()


def test_one_screen_shows_some_queues_with_their_ranges(client, small):
    small.ticket(), small.ticket(queue_code="issuing")
    words = page(client, small, "waiting/?queue=issuing").content.decode()
    assert "统一出件" in words and "<i>A</i>" not in words
    both = page(client, small, "waiting/?queue=issuing&queue=comprehensive").content.decode()
    assert "<i>A</i>" in both and "分钟" in both


def test_a_windows_own_screen_says_what_it_does(client, small):
    small.ticket()
    assert "请等候叫号" in page(client, small, "window/01/").content.decode()
    calling.call_next(**at(small))
    assert "<b>A001</b>" in page(client, small, "window/01/").content.decode()
    calling.start(**at(small))
    assert "正在办理" in page(client, small, "window/01/snapshot/").json()["html"]
    calling.finish(**at(small))
    windows.pause_window(**at(small), reason="设备检修")
    assert "设备检修" in page(client, small, "window/01/").content.decode()
    windows.close_window(**at(small))
    assert "窗口关闭" in page(client, small, "window/01/").content.decode()
    assert page(client, small, "window/99/").status_code == 404


def test_screens_of_waiting_areas_and_windows_take_few_statements(client, small, django_assert_max_num_queries):
    for _ in range(4):
        small.ticket()
    for address in ("waiting/snapshot/", "window/01/snapshot/"):
        with django_assert_max_num_queries(10):
            page(client, small, address)


@pytest.mark.parametrize(("panel", "tenth"), [("43", "53.5"), ("55", "68.5"), ("65", "80.9")])
def test_the_ruler_knows_each_panel(client, small, panel, tenth):
    words = page(client, small, f"ruler/?panel={panel}").content.decode()
    assert f'data-panel="{panel}"' in words and f"应为 {tenth} mm" in words


def a_screen(small, **values):
    manager = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
    chosen = {
        "name": "东区屏",
        "zone": "",
        "window": None,
        "shows": "hall",
        "panel": 43,
        "speech": "zh",
        "volumes": "0-24:70",
    }
    return registering.register_device(
        hall=small.hall, code="screen", kind="display", values={**chosen, **values}, by=manager
    )[0]


def test_a_registered_screen_is_told_its_size_its_name_and_what_to_say(client, small):
    device = a_screen(small)
    client.force_login(device.account)
    small.ticket()
    calling.call_next(**at(small))
    assert 'data-panel="43"' in page(client, small).content.decode()
    manager = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
    registering.identify_device(hall=small.hall, device_id=device.pk, by=manager)
    told = page(client, small, "snapshot/?release=r7").json()
    assert told["device"]["identify"] and told["device"]["volume"] == 70 and told["device"]["self_test"]
    assert told["say"][0]["long"] == ["please", "A", "0", "0", "1", "hao", "to", "1", "window"]
    device.refresh_from_db()
    assert device.version == "r7"


def test_a_silent_screen_and_a_stranger_are_told_nothing_to_say(client, small):
    small.ticket()
    calling.call_next(**at(small))
    assert page(client, small, "snapshot/").json()["device"] is None
    client.force_login(a_screen(small, speech="").account)
    told = page(client, small, "snapshot/").json()
    assert told["say"] == [] and told["device"]["speaks"] is False


def test_what_was_called_more_than_a_minute_ago_is_shown_and_not_said(client, small):
    client.force_login(a_screen(small).account)
    small.ticket()
    calling.call_next(**at(small))
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        told = page(client, small, "snapshot/").json()
    assert told["say"] == [] and told["calls"][0]["number"] == "A001"


def test_who_has_not_come_yet_is_not_pushed_off_the_screen_by_those_who_have(client, small):
    waited_for = small.ticket()
    calling.call_next(**at(small))
    for _ in range(ROWS):
        _, clerk = small.window()
        here = {"hall": small.hall, "window_code": small.windows[-1].code, "by": clerk}
        small.ticket()
        calling.call_next(**here), calling.start(**here)
    shown = board(small.hall)
    assert len(shown.calls) == ROWS and shown.calls[-1].number == waited_for.number and not shown.is_idle
