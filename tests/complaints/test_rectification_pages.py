"""Bad ratings at work in the browser's and the API's terms."""

import pytest

from complaints.models import Rectification
from complaints.rating_tokens import again_token_for, token_for
from complaints.verbs.ratings import invite, rate
from hall.models import Step
from hall.permissions import system_person
from hall.roles import Role
from tests.complaints.services import a_service
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
WORDS = "已电话联系，窗口人员确实没有说明原因"
PHONE = "13800001234"


@pytest.fixture
def bad():
    service = a_service(phone=PHONE)
    invite(service_id=service.pk)
    words = "<script>alert(1)</script>等了一小时"
    rate(
        token=token_for(service.pk),
        level="dissatisfied",
        tags=["214"],
        words=words,
        channel="pad",
        by=system_person("public"),
    )
    return Rectification.objects.get()


@pytest.fixture
def manager(client, bad):
    person = StaffFactory(hall=bad.hall, roles=[Role.HALL_MANAGER])
    client.force_login(person)
    return client


def html(answer):
    return answer.content.decode()


def act(client, bad, name, **given):
    return client.post(f"/rectifications/{bad.number}/act/", {"act": name, **given}, follow=True)


def test_the_inbox_shows_what_was_said_and_nothing_of_who_said_it(manager, bad):
    page = html(manager.get("/rectifications/"))
    assert bad.number in page and "服务态度生硬" in page and "剩 " in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    party = bad.rating.service.ticket.party
    assert party.name not in page and PHONE not in page


def test_the_page_masks_the_rater_until_they_are_revealed_for_a_reason_on_record(manager, bad):
    page = html(manager.get(f"/rectifications/{bad.number}/"))
    party = bad.rating.service.ticket.party
    assert "138****1234" in page and PHONE not in page and party.name not in page
    assert manager.post(f"/rectifications/{bad.number}/reveal/", {"reason": ""}).status_code == 422
    assert PHONE in html(manager.post(f"/rectifications/{bad.number}/reveal/", {"reason": "联系核实差评"}))
    assert Step.objects.filter(verb="reveal", reason="联系核实差评").count() == 1


def test_the_whole_loop_on_pages(manager, bad, client):
    assert "整改中" in html(act(manager, bad, "contact", words=WORDS))
    assert "待回访" in html(act(manager, bad, "rectify", finding="right", measures=WORDS))
    assert "已回访" in html(act(manager, bad, "call_back", outcome="satisfied", words=WORDS))
    assert "差评办结" in html(act(manager, bad, "close", words=WORDS))
    bad.refresh_from_db()
    assert bad.state == "closed"


def test_a_refused_act_keeps_what_was_typed_and_says_what_is_missing(manager, bad):
    act(manager, bad, "contact", words=WORDS)
    answer = act(manager, bad, "rectify", measures="已向办事人道歉")
    assert answer.status_code == 422 and "请选择核实结论" in html(answer) and "已向办事人道歉" in html(answer)


def test_a_double_click_does_an_act_once(manager, bad):
    data = {"act": "contact", "words": WORDS, "request_key": "key-of-this-form"}
    first = manager.post(f"/rectifications/{bad.number}/act/", data)
    second = manager.post(f"/rectifications/{bad.number}/act/", data)
    assert first.status_code == second.status_code == 302
    assert Step.objects.filter(verb="contact_rater").count() == 1


def test_an_unknown_act_is_not_found(manager, bad):
    assert manager.post(f"/rectifications/{bad.number}/act/", {"act": "forget"}).status_code == 404


@pytest.mark.parametrize("role", [Role.WINDOW_CLERK, Role.GUIDE, Role.APPROVER, Role.AUDITOR, Role.PAD])
def test_the_pages_are_closed_to_everyone_else(client, bad, role):
    client.force_login(StaffFactory.create(hall=bad.hall, roles=[role], **_department(role)))
    for path in ("", f"{bad.number}/", "rules/"):
        assert client.get(f"/rectifications/{path}").status_code == 403
    assert client.get("/api/v1/rectifications/").status_code == 403


def _department(role):
    from tests.factories import DepartmentFactory

    return {"department": DepartmentFactory()} if role == Role.APPROVER else {}


def test_the_limits_are_set_on_a_page(manager, bad):
    assert "7 日内核实整改" in html(manager.get("/rectifications/rules/"))
    refused = manager.post("/rectifications/rules/", {"contact_working_days": "0", "rectify_days": "x"})
    assert refused.status_code == 422 and "至少 1 天" in html(refused)
    given = {"contact_working_days": "1", "rectify_days": "5", "invite_after_days": "2"}
    assert "期限已保存" in html(manager.post("/rectifications/rules/", given, follow=True))
    assert "5 日内整改" in html(manager.get("/rectifications/"))


def test_the_rater_rates_again_on_their_telephone_and_staff_cannot(manager, bad, client):
    act(manager, bad, "contact", words=WORDS)
    act(manager, bad, "rectify", finding="right", measures=WORDS)
    token = again_token_for(bad.rating_id)
    refused = manager.post(f"/rate/again/{token}/", {"level": "very_satisfied"})
    assert refused.status_code == 403 and "工作人员不能代为评价" in html(refused)
    manager.logout()
    page = html(client.get(f"/a/{token}", follow=True))
    assert page.count('type="radio"') == 5 and "checked" not in page
    assert "谢谢您的评价" in html(client.post(f"/rate/again/{token}/", {"level": "satisfied"}, follow=True))
    assert client.get(f"/rate/again/{token}/").status_code == 404
    bad.refresh_from_db()
    assert (bad.again_level, bad.again_channel) == ("satisfied", "sms")


def test_the_api_goes_the_whole_loop(manager, bad):
    def post(name, **body):
        path = f"/api/v1/rectifications/{bad.number}/{name}/"
        return manager.post(path, body, content_type="application/json")

    assert manager.get("/api/v1/rectifications/").json()["count"] == 1
    assert post("contact", words="短").json()["code"] == "complaints.words_needed"
    assert post("miss-rater").json()["state"] == "opened"
    assert post("contact", words=WORDS).json()["state"] == "contacted"
    assert post("rectify", finding="right", measures=WORDS).json()["state"] == "rectified"
    assert post("miss-call-back").json()["state"] == "rectified"
    assert post("call-back", outcome="dissatisfied", words=WORDS).json()["state"] == "called_back"
    assert post("close", words=WORDS).json()["code"] == "complaints.still_dissatisfied"
    assert post("send-back", reason=WORDS).json()["state"] == "contacted"
    assert post("appeal", side="window", reason=WORDS).json()["appeal_state"] == "lodged"
    assert post("decide-appeal", upheld=True, reason=WORDS).status_code == 403
    shown = manager.get(f"/api/v1/rectifications/{bad.number}/").json()
    assert PHONE not in str(shown) and shown["second_level"] == ""


def test_the_api_reveals_for_a_reason_sets_limits_and_takes_the_second_rating(manager, bad, client):
    def post(path, **body):
        return client.post(f"/api/v1/{path}/", body, content_type="application/json")

    assert post(f"rectifications/{bad.number}/reveal", reason="联系核实差评").json()["phone"] == PHONE
    assert Step.objects.filter(verb="reveal").count() == 1
    assert post("rating-rules", contact_working_days=1, rectify_days=5, invite_after_days=2).json()["rectify_days"] == 5
    assert post("rating-rules", contact_working_days=0, rectify_days=5, invite_after_days=2).status_code == 400
    post(f"rectifications/{bad.number}/contact", words=WORDS)
    post(f"rectifications/{bad.number}/rectify", finding="right", measures=WORDS)
    token = again_token_for(bad.rating_id)
    assert post("ratings/again", token=token, level="satisfied").status_code == 403, "staff never rate"
    client.logout()
    assert post("ratings/again", token=token, level="satisfied").status_code == 201
    assert post("ratings/again", token=token, level="satisfied").json()["code"] == "complaints.rating_link_closed"
    assert post("ratings/opt-out", token="forged").status_code == 404
