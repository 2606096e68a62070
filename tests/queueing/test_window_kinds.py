"""What a window is for: the manager changes it while nobody works there."""

from html import unescape

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from hall import steps
from hall.kernel.errors import NotPermitted
from hall.models import Window
from hall.roles import Role
from queueing.errors import ReasonNeeded
from queueing.verbs.shifts import put_into_service, take_out_of_service
from queueing.verbs.window_kinds import change_kind
from queueing.verbs.windows import close_window
from queueing.window_errors import KindUnknown, NoSuchWindow, ReserveInService, WindowInUse
from tests.factories import StaffFactory
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallHall:
    small = a_small_hall()
    small.window()
    return small


@pytest.fixture
def manager(small):
    return StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER], name="赵经理")


def closed(small) -> Window:
    window = Window.objects.of(small.hall).first()
    session = window.sessions.get(closed_at=None)
    close_window(hall=small.hall, window_code=window.code, by=session.clerk)
    return window


def given(small, window, by, **other):
    asked = {"kind": "issuing", "is_reserve": False, "reason": "出件量增加"}
    return {"hall": small.hall, "window_code": window.code, "by": by, **asked, **other}


def test_a_closed_window_changes_its_kind_on_record(small, manager):
    window = closed(small)
    changed = change_kind(**given(small, window, manager))
    assert changed.kind == "issuing"
    (told,) = steps.steps_of(window).filter(verb="change_window_kind")
    assert told.reason == "出件量增加" and told.data["now"]["kind"] == "issuing"
    change_kind(**given(small, window, manager))
    assert steps.steps_of(window).filter(verb="change_window_kind").count() == 1


def test_an_open_window_keeps_its_kind(small, manager):
    window = Window.objects.of(small.hall).first()
    with pytest.raises(WindowInUse, match="请先关窗"):
        change_kind(**given(small, window, manager))
    window.refresh_from_db()
    assert window.kind == "comprehensive"


def test_a_reserve_window_in_service_is_put_to_rest_first(small, manager):
    window = closed(small)
    change_kind(**given(small, window, manager, is_reserve=True))
    at = {"hall": small.hall, "window_code": window.code, "by": manager}
    put_into_service(reason="早高峰", **at)
    with pytest.raises(ReserveInService):
        change_kind(**given(small, window, manager, is_reserve=False))
    take_out_of_service(**at)
    assert not change_kind(**given(small, window, manager, is_reserve=False)).is_reserve


def test_who_may_not_and_what_does_not_fit(small, manager):
    window = closed(small)
    with pytest.raises(NotPermitted):
        change_kind(**given(small, window, small.guide))
    for other, error in (({"kind": "bar"}, KindUnknown), ({"reason": " "}, ReasonNeeded)):
        with pytest.raises(error):
            change_kind(**given(small, window, manager, **other))
    with pytest.raises(NoSuchWindow):
        change_kind(**{**given(small, window, manager), "window_code": "99"})


def test_the_page_and_the_api(small, manager, client):
    client.force_login(manager)
    window = Window.objects.of(small.hall).first()
    page = reverse("window-settings", args=[window.code])
    assert "关窗后才能改类别" in unescape(client.get(page).content.decode())
    body = {"kind": "issuing", "is_reserve": "1", "reason": "出件量增加"}
    refused = client.post(reverse("window-kind", args=[window.code]), body)
    assert refused.status_code == 409 and "不能改类别" in unescape(refused.content.decode())
    closed(small)
    done = client.post(reverse("window-kind", args=[window.code]), body, follow=True).content.decode()
    assert "统一出件" in done and "类别已改" in done
    api = APIClient()
    api.force_authenticate(manager)
    address = reverse("api-window-kind", args=[window.code])
    answer = api.post(address, {"kind": "comprehensive", "is_reserve": False, "reason": "恢复"}, format="json")
    assert answer.json()["kind"] == "comprehensive" and answer.json()["is_reserve"] is False
    api.force_authenticate(small.guide)
    assert api.post(address, body, format="json").status_code == 403
