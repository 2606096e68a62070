"""A forgotten log-out and a forgotten pause are noticed: the sweep closes or the manager sees it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from hall.kernel import clock
from hall.roles import Role
from queueing.forgetting import is_overdue, looks_left, stands_idle
from queueing.models import WindowSession
from queueing.queries.forgotten import closed_for, forgotten_windows
from queueing.tasks import sweep_windows
from queueing.verbs import calling, windows
from queueing.verbs.forgotten import close_forgotten
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 21, 12, tzinfo=clock.BEIJING)
HOUR = timedelta(hours=1)


def test_the_rules_as_values():
    assert looks_left(NOON, NOON, NOON + HOUR / 2, hall_is_shut=True)
    assert not looks_left(NOON, NOON, NOON + HOUR / 3, hall_is_shut=True)
    assert not looks_left(NOON, NOON, NOON + 5 * HOUR, hall_is_shut=False)
    assert looks_left(NOON, NOON + 11 * HOUR, NOON + 12 * HOUR, hall_is_shut=False)
    assert stands_idle(NOON, NOON + HOUR, people_wait=True) and not stands_idle(NOON, NOON + HOUR, people_wait=False)
    assert is_overdue(NOON, NOON + HOUR) == "暂停已超过预定时间 60 分钟" and not is_overdue(None, NOON)


@pytest.fixture
def small():
    made = a_small_hall()
    made.window(), made.window()
    return made


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


def test_after_the_day_the_sweep_closes_what_was_left_and_the_clerk_is_told(small, client):
    small.ticket()
    calling.call_next(**at(small, 1))
    with clock.frozen(clock.now() + 13 * HOUR):
        found = forgotten_windows(small.hall)
        assert [one.is_left for one in found] == [True, True]
        sweep_windows()
        states = dict(WindowSession.objects.values_list("window__code", "state"))
        assert states == {"01": "closed", "02": "open"}, "a held number is not let go behind the manager's back"
        assert "忘记退出" in closed_for(small.clerks[0].pk).reason
        client.force_login(small.clerks[0])
        assert "您上次没有退出" in client.get("/workbench/open/").content.decode()
        manager = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
        client.force_login(manager)
        page = client.get(reverse("hall-overview")).content.decode()
        assert "要去看一看的窗口" in page and small.clerks[1].name in page


def test_a_clerk_who_works_is_left_alone(small):
    assert forgotten_windows(small.hall) == []
    session = WindowSession.objects.first()
    assert close_forgotten(session_id=session.pk) is None
    sweep_windows()
    assert WindowSession.objects.filter(closed_at=None).count() == 2


def test_people_wait_and_nobody_is_called(small):
    small.ticket()
    with clock.frozen(clock.now() + HOUR):
        assert {one.words for one in forgotten_windows(small.hall)} == {"有人等候，窗口 60 分钟没有叫号"}


def test_a_pause_beyond_its_time_needs_a_look(small):
    windows.pause_window(**at(small), reason="午餐")
    with clock.frozen(clock.now() + 2 * HOUR):
        (found,) = forgotten_windows(small.hall)
        assert "暂停已超过预定时间" in found.words and not found.is_left
