"""Pages for those who keep the hall."""

import pytest
from django.db import connection

from hall import steps
from hall.permissions import system_person
from hall.roles import Role
from hall.step_words import state_for
from tests.factories import HallFactory, PartyFactory, StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return HallFactory()


def as_role(client, hall, *roles):
    person = StaffFactory(hall=hall, roles=list(roles))
    client.force_login(person)
    return person


def test_the_overview_shows_ones_own_windows_only(client, hall):
    WindowFactory(hall=hall, code="07", zone="一层东区")
    WindowFactory(code="88", zone="别处")
    as_role(client, hall, Role.HALL_MANAGER)
    page = client.get("/hall/").content.decode()
    assert "07" in page
    assert "别处" not in page


def test_the_overview_is_not_for_window_clerks(client, hall):
    as_role(client, hall, Role.WINDOW_CLERK)
    assert client.get("/hall/").status_code == 403
    assert client.get("/staff/").status_code == 403
    assert client.get("/steps/").status_code == 403


def test_the_staff_list_shows_ones_own_hall_by_role(client, hall):
    StaffFactory(hall=hall, name="赵窗口")
    StaffFactory(hall=hall, name="钱导办", roles=[Role.GUIDE])
    StaffFactory(name="外厅人")
    as_role(client, hall, Role.HALL_MANAGER)
    page = client.get("/staff/").content.decode()
    assert "赵窗口" in page
    assert "外厅人" not in page
    assert "pbkdf2" not in page
    assert "md5$" not in page
    only_guides = client.get("/staff/?role=guide").content.decode()
    assert "钱导办" in only_guides
    assert "赵窗口" not in only_guides


def test_the_staff_list_asks_the_same_however_long_it_is(client, hall, django_assert_num_queries):
    as_role(client, hall, Role.HALL_MANAGER)
    StaffFactory.create_batch(30, hall=hall)
    with django_assert_num_queries(5):
        client.get("/staff/")


def record_some(hall, count):
    clerk = StaffFactory(hall=hall)
    for _ in range(count):
        steps.record(PartyFactory(), "reveal", clerk, "核对身份")
    return clerk


def test_the_record_shows_ones_own_hall_in_words_with_the_chain(client, hall):
    record_some(hall, 3)
    record_some(HallFactory(), 2)
    steps.seal()
    record_some(hall, 1)
    as_role(client, hall, Role.AUDITOR)
    page = client.get("/steps/").content.decode()
    assert page.count("查看个人信息") == 4
    assert "已入链 5 条" in page
    assert "待入链 1 条" in page


def test_states_are_told_in_words_and_what_has_none_as_it_is():
    assert state_for("applications.application", "awaiting_correction") == "待补正"
    assert state_for("queueing.ticket", "parked") not in {"", "parked"}
    assert [state_for(thing, "x") for thing in ("applications.application", "hall.step", "no.such")] == ["x", "x", "x"]


def test_what_was_done_in_no_hall_is_read_in_the_citys(client, hall):
    steps.record(PartyFactory(), "register", system_person("import"))
    as_role(client, hall, Role.AUDITOR)
    assert "登记申请人" in client.get("/steps/").content.decode()
    as_role(client, HallFactory(level="district"), Role.AUDITOR)
    assert "登记申请人" not in client.get("/steps/").content.decode()


def test_the_record_is_found_by_who_acted(client, hall):
    clerk = record_some(hall, 2)
    record_some(hall, 3)
    as_role(client, hall, Role.AUDITOR)
    assert client.get("/steps/", {"by": clerk.username}).content.decode().count("查看个人信息") == 2
    assert "没有符合条件的记录" in client.get("/steps/", {"number": "ZZ"}).content.decode()


def test_the_record_asks_the_same_however_long_it_is(client, hall, django_assert_num_queries):
    record_some(hall, 60)
    steps.seal()
    as_role(client, hall, Role.AUDITOR)
    with django_assert_num_queries(9):
        client.get("/steps/")


def test_verifying_says_whether_the_chain_holds_and_where_not(client, hall):
    record_some(hall, 4)
    steps.seal()
    as_role(client, hall, Role.AUDITOR)
    assert "链条完整" in client.post("/steps/verify/", follow=True).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE hall_step DISABLE TRIGGER hall_step_append_only")
        cursor.execute("UPDATE hall_step SET reason = '改过' WHERE position = 2")
        cursor.execute("ALTER TABLE hall_step ENABLE TRIGGER hall_step_append_only")
    assert "第 2 条断开" in client.post("/steps/verify/", follow=True).content.decode()
    assert "校验到第 " in client.get("/steps/").content.decode()
    as_role(client, hall, Role.SUPERVISOR)
    assert client.post("/steps/verify/").status_code == 403
