"""Doors: start page, logging in and out, language, elder mode, password."""

import pytest
from django.urls import reverse

from hall.models import Step
from hall.roles import Role
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db
PASSWORD = "hall-demo-1"


@pytest.fixture
def hall():
    return HallFactory(name="北京市政务服务中心（演示）")


def log_in(client, **given):
    return client.post(reverse("login"), {"username": "ck01", "password": PASSWORD, **given})


def test_citizens_see_the_hall_and_whether_it_is_open(client, hall):
    page = client.get("/").content.decode()
    assert "北京市政务服务中心（演示）" in page
    assert "全天开放" in page
    assert reverse("login") in page


def test_without_a_hall_the_start_page_says_what_to_do(client):
    assert client.get("/").status_code == 404


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.HALL_MANAGER, "/hall/"),
        (Role.SUPERVISOR, "/hall/"),
        (Role.AUDITOR, "/steps/"),
        (Role.SYSTEM_ADMIN, "/staff/"),
    ],
)
def test_staff_go_to_the_page_of_their_role(client, hall, role, address):
    client.force_login(StaffFactory(hall=hall, roles=[role]))
    assert client.get("/").headers["Location"] == address


def test_logging_in_leads_on_to_where_one_wanted_to_go(client, hall):
    StaffFactory(username="ck01", hall=hall, roles=[Role.AUDITOR])
    answer = log_in(client, next="/steps/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/steps/?page=2")
    assert client.get("/steps/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(client, hall, elsewhere):
    StaffFactory(username="ck01", hall=hall)
    assert log_in(client, next=elsewhere).headers["Location"] == "/"
    assert client.get(reverse("language"), {"language": "en", "next": elsewhere}).headers["Location"] == "/"
    assert client.post(reverse("elder-mode"), {"next": elsewhere}).headers["Location"] == "/"


def test_a_wrong_password_is_said_in_words_and_keeps_the_account_but_not_the_password(client, hall):
    StaffFactory(username="ck01", hall=hall)
    answer = log_in(client, password="wrong-one")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "账号或密码不正确" in page
    assert 'value="ck01"' in page
    assert "wrong-one" not in page
    assert "请填写密码" in log_in(client, password="").content.decode()


def test_an_account_that_was_disabled_cannot_log_in_and_looks_like_a_wrong_password(client, hall):
    StaffFactory(username="ck01", hall=hall, is_active=False)
    assert "账号或密码不正确" in log_in(client).content.decode()


def test_five_wrong_passwords_lock_this_account_here_and_a_colleague_still_gets_in(client, hall):
    StaffFactory(username="ck01", hall=hall)
    StaffFactory(username="ck02", hall=hall)
    for _ in range(5):
        answer = log_in(client, password="wrong-one")
    assert answer.status_code == 429
    assert log_in(client).status_code == 429, "even the right password waits"
    assert log_in(client, username="ck02").status_code == 303


def test_logging_in_gives_a_new_session_and_logging_out_ends_it(client, hall):
    StaffFactory(username="ck01", hall=hall, roles=[Role.AUDITOR])
    client.get("/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert client.get("/steps/").status_code == 302


def test_the_language_is_remembered_and_an_unknown_one_is_not(client, hall):
    answer = client.post(reverse("language"), {"language": "en", "next": "/login/"})
    assert (answer.headers["Location"], answer.cookies["django_language"].value) == ("/login/", "en")
    assert "django_language" not in client.get(reverse("language"), {"language": "tlh"}).cookies
    assert client.get("/").headers["Content-Language"] == "en"


def test_elder_mode_switches_on_and_off(client, hall):
    assert client.post(reverse("elder-mode")).cookies["elder"].value == "1"
    assert "data-elder" in client.get("/").content.decode()
    assert client.post(reverse("elder-mode")).cookies["elder"].value == ""


def test_the_password_is_changed_by_who_knows_the_old_one(client, hall):
    person = StaffFactory(username="ck01", hall=hall)
    client.force_login(person)
    new = "新的口令-2026-足够长"
    wrong = client.post("/password/", {"present": "no", "new": new, "again": new})
    assert "当前密码不正确" in wrong.content.decode()
    unequal = client.post("/password/", {"present": PASSWORD, "new": new, "again": new + "!"})
    assert "不一致" in unequal.content.decode()
    assert client.post("/password/", {"present": PASSWORD, "new": "12345678", "again": "12345678"}).status_code == 422
    assert client.post("/password/", {"present": PASSWORD, "new": new, "again": new}).status_code == 302
    assert client.get("/password/").status_code == 200, "this session stays"
    person.refresh_from_db()
    assert person.check_password(new)
    assert new not in str(Step.objects.get(verb="change_password").data)
