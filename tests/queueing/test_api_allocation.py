"""The manager's board over REST."""

import pytest
from rest_framework.test import APIClient

from hall.roles import Role
from queueing.queries.allocation import allocation_of
from tests.factories import QueueFactory, StaffFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
AT = "/api/v1/windows/"


@pytest.fixture
def small():
    small = a_small_hall()
    for _ in range(2):
        small.window()
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    return small


@pytest.fixture
def api(small):
    client = APIClient()
    client.force_authenticate(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    return client


def test_a_program_reads_the_board_moves_windows_and_takes_it_back(small, api):
    small.ticket()
    board = api.get(f"{AT}board/").json()
    assert (board["version"], board["queues"][0]["waiting"], len(board["windows"])) == (0, 1, 2)
    body = {"windows": ["01"], "queue": "consulting", "mode": "first", "reason": "早高峰", "version": 0}
    assert api.post(f"{AT}move/", body, format="json").json()["after"] == {"01": ["consulting", "comprehensive"]}
    both = {**body, "windows": ["01", "02"], "mode": "only", "version": 1}
    refused = api.post(f"{AT}move/", both, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "queueing.tickets_stranded")
    assert api.post(f"{AT}undo/").status_code == 200
    order = {"queues": ["comprehensive", "consulting"], "reason": "人员调整", "version": 2}
    assert api.post(f"{AT}02/order/", order, format="json").status_code == 200
    assert allocation_of(small.hall) == {"01": ("comprehensive",), "02": ("comprehensive", "consulting")}


def test_a_program_keeps_plans_and_rules_of_capability(small, api):
    plan = api.post(f"{AT}plans/", {"name": "日常"}, format="json").json()
    assert api.get(f"{AT}plans/").json()[0]["name"] == "日常"
    refused = api.post(f"{AT}plans/{plan['id']}/apply/", {"version": 0}, format="json")
    assert refused.json()["code"] == "queueing.nothing_to_change"
    rule = api.post(f"{AT}capabilities/", {"window_code": "01", "level": "consult"}, format="json").json()
    assert api.get(f"{AT}capabilities/").json() == [rule] and rule["window"] == "01"
    assert api.post(f"{AT}capabilities/{rule['id']}/drop/").status_code == 204
    lunch = {"windows": ["01"], "begins": "12:00", "ends": "12:30"}
    assert api.post(f"{AT}lunch/", lunch, format="json").status_code == 204
    assert api.post(f"{AT}01/reserve/", {"in_service": True, "reason": "x"}, format="json").status_code == 409


def test_clerks_do_not_move_windows(small, api):
    api.force_authenticate(small.clerks[0])
    assert api.post(f"{AT}undo/").status_code == 403 and api.get(f"{AT}board/").status_code == 403
