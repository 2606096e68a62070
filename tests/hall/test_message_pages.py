"""The outbox for managers, the previews, and the phone of the development machine."""

import pytest

from hall.messages.wording import TEMPLATES
from hall.models import OutgoingMessage
from hall.roles import Role
from hall.verbs.messages import queue_message
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return StaffFactory(roles=[Role.HALL_MANAGER])


def a_message(hall, serial=1, state="queued", **more) -> OutgoingMessage:
    values = {"number": f"A{serial:03d}", "window": "12"}
    made = queue_message(
        "called",
        hall=hall,
        phone=f"1381234{serial:04d}",
        dedupe_key=f"{hall.pk}:{serial}",
        about=values["number"],
        values=values,
    )
    OutgoingMessage.objects.filter(pk=made.pk).update(state=state, **more)
    return made


def page(client, person, address="/messages/"):
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_a_manager_sees_the_outbox_of_the_hall_with_phones_masked(client, manager):
    a_message(manager.hall, 1)
    a_message(HallFactory(), 2)
    status, words = page(client, manager)
    assert status == 200 and "138****0001" in words and "A001" in words
    assert "13812340001" not in words and "A002" not in words


def test_a_clerk_does_not(client):
    assert page(client, StaffFactory())[0] == 403


def test_what_needs_a_look_is_listed_with_its_reason(client, manager):
    a_message(manager.hall, 1, "failed", failure="运营商回执：空号")
    a_message(manager.hall, 2, "expired")
    a_message(manager.hall, 3, "delivered")
    _, words = page(client, manager, "/messages/?state=troubled")
    assert "运营商回执：空号" in words and "超过有效时间仍未发出" in words and "A003" not in words
    assert '需关注 <span class="number">2</span>' in words


def test_a_message_is_found_by_whole_phone_or_number_and_no_address_tells_the_phone(client, manager):
    a_message(manager.hall, 1)
    a_message(manager.hall, 2)
    client.force_login(manager)
    for sought in ("138 1234 0001", "a001"):
        answer = client.post("/messages/", {"q": sought}, follow=True)
        words = answer.content.decode()
        assert answer.redirect_chain == [("/messages/", 303)]
        assert "138****0001" in words and "138****0002" not in words
        assert "13812340001" not in words
    assert "13812340001" not in str(dict(client.session))
    words = client.post("/messages/", {"q": ""}, follow=True).content.decode()
    assert "138****0001" in words and "138****0002" in words
    assert "138****0001" in client.get("/messages/?q=13812340002").content.decode(), "an address finds nothing"


def test_a_message_is_found_over_the_api_without_the_phone_in_the_address(client, manager):
    a_message(manager.hall, 1)
    a_message(manager.hall, 2)
    a_message(HallFactory(), 3)
    client.force_login(manager)
    found = client.post("/api/v1/messages/find/", {"q": "13812340001"}, content_type="application/json").json()
    assert [row["phone"] for row in found["results"]] == ["138****0001"]
    elsewhere = client.post("/api/v1/messages/find/", {"q": "13812340003"}, content_type="application/json").json()
    assert elsewhere["results"] == []
    client.force_login(StaffFactory())
    assert client.post("/api/v1/messages/find/", {"q": "1"}, content_type="application/json").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_outbox_asks_the_database_a_stated_number_of_times(client, manager, count, django_assert_num_queries):
    for serial in range(count):
        a_message(manager.hall, serial)
    client.force_login(manager)
    with django_assert_num_queries(
        11
    ):  # session, person, hall, counts, how many, rows; channels, attempts, switches, backlog, today
        client.get("/messages/")


def test_a_fragment_is_only_the_list(client, manager):
    client.force_login(manager)
    words = client.get("/messages/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in words and "还没有消息" in words


def test_templates_are_previewed_with_their_length_in_parts(client, manager):
    _, words = page(client, manager, "/messages/templates/")
    assert words.count("1 条</span>") == len(TEMPLATES) and f"【{manager.hall.short_name}】" in words


def test_the_demonstration_phone_shows_messages_with_links_to_follow(client):
    made = a_message(HallFactory(), 7)
    OutgoingMessage.objects.filter(pk=made.pk).update(text="请评价：http://127.0.0.1:8000/rate/abc/")
    words = client.get("/dev/messages/").content.decode()
    assert '<a href="http://127.0.0.1:8000/rate/abc/"' in words and "13812340007" in words


@pytest.mark.parametrize("sought", ["13812340007", "0007", "07"])
def test_the_demonstration_phone_can_be_one_persons(client, sought):
    a_message(HallFactory(), 7)
    a_message(HallFactory(), 8)
    words = client.get(f"/dev/messages/?q={sought}").content.decode()
    assert "13812340007" in words and "13812340008" not in words


def test_there_is_no_demonstration_phone_in_production(client, settings):
    settings.DEVELOPMENT = False
    a_message(HallFactory(), 7)
    answer = client.get("/dev/messages/")
    assert answer.status_code == 404 and "13812340007" not in answer.content.decode()


def test_the_demonstration_phone_asks_once(client, django_assert_num_queries):
    for serial in range(5):
        a_message(HallFactory(), serial)
    with django_assert_num_queries(1):
        client.get("/dev/messages/")


def test_the_outbox_over_the_api(client, manager):
    a_message(manager.hall, 1)
    client.force_login(manager)
    rows = client.get("/api/v1/messages/").json()["results"]
    assert [row["phone"] for row in rows] == ["138****0001"]
    client.force_login(StaffFactory())
    assert client.get("/api/v1/messages/").status_code == 403


def test_a_citizens_link_is_not_shown_to_staff(client, manager):
    made = a_message(manager.hall, 1)
    OutgoingMessage.objects.filter(pk=made.pk).update(
        text="请评价：https://hall.example.gov.cn/rate/3Xk9pQ7vTz2mWd8sLr/"
    )
    _, words = page(client, manager)
    assert "https://hall.example.gov.cn/…" in words and "3Xk9" not in words
    assert "3Xk9" not in client.get("/api/v1/messages/").content.decode()
