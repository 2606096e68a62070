"""The hall's screens."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from queueing.board_words import notice_for
from queueing.verbs import calling, windows
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
    with django_assert_num_queries(5):
        client.get(f"/halls/{small.hall.code}/display/snapshot/")


def test_a_zone_without_windows_shows_no_calls_of_others(client, small):
    small.ticket()
    calling.call_next(**at(small))
    assert "A001" not in page(client, small, "?zone=二层").content.decode()
    assert "A001" in page(client, small, "?zone=一层东区").content.decode()


def test_each_quiet_state_says_what_comes_next(client, small):
    assert "请留意叫号" in page(client, small).content.decode()
    windows.pause_window(**at(small), reason="午餐")
    assert "窗口暂停叫号" in page(client, small).content.decode()
    windows.resume_window(**at(small))
    windows.close_window(**at(small))
    assert "窗口准备中" in page(client, small).content.decode()
    small.hall.open_around_the_clock = False
    small.hall.save()
    assert "现在不对外服务" in page(client, small).content.decode()


def test_calls_stay_on_the_screen_while_windows_serve():
    given = {"is_open": False, "opening_words": "", "open_windows": 1, "paused_windows": 0}
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
