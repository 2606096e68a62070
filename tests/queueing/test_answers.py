"""Answers travel: from the kiosk, the phone and the guide's desk with the ticket to the clerk's tick list."""

import pytest
from django.test import Client

from applications.models import Application
from hall.permissions import system_person
from hall.steps import steps_of
from matters.models import MatterVersion
from queueing.errors import AnsweringOver
from queueing.models import Ticket
from queueing.verbs.answering import answer_questions
from tests.factories import MaterialFactory
from tests.queueing.workbench import a_bench

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]
ELDER = "11010519491231002X"
QUESTIONS = [
    {"id": "house", "ask": "房子是自己的还是租的？", "help": "看房产证", "options": [
        {"id": "own", "say": "自己的", "situation": "自有场地", "needs": ["房产证"]},
        {"id": "rent", "say": "租的", "situation": "租用场地", "needs": ["租赁合同"]}]},
    {"id": "who", "ask": "您自己来办吗？", "options": [
        {"id": "self", "say": "自己来"},
        {"id": "agent", "say": "请人代办", "situation": "委托办理", "needs": ["授权委托书"]}]},
]  # fmt: skip


@pytest.fixture
def bench():
    made = a_bench(matters=2)
    version = made.version()
    MatterVersion.objects.filter(pk=version.pk).update(questions=QUESTIONS)
    for order, name in enumerate(["房产证", "租赁合同", "授权委托书"], 5):
        MaterialFactory(version=version, order=order, name=name, necessity="conditional", condition=f"要用{name}")
    return made


@pytest.fixture
def code(bench):
    return bench.small.matters[0].code


@pytest.fixture
def kiosk(bench):
    return f"/halls/{bench.small.hall.code}/kiosk/"


def kept(ticket=None):
    rows = (ticket or Ticket.objects.latest("pk")).ticket_matters.all()
    return {row.matter.code: row.answers for row in rows if row.answers}


def test_the_kiosk_offers_questions_only_where_there_are_some(client, bench, kiosk, code):
    plain = bench.small.matters[1].code
    assert "答几个问题" in client.get(f"{kiosk}matters/", {"chosen": [code]}).content.decode()
    assert "答几个问题" not in client.get(f"{kiosk}matters/", {"chosen": [plain]}).content.decode()
    skipped = client.get(f"{kiosk}questions/", {"chosen": [plain]})
    assert skipped.status_code == 302 and "identity" in skipped.url


def test_the_kiosk_asks_one_question_at_a_time_and_the_answers_go_with_the_ticket(client, kiosk, code):
    first = client.get(f"{kiosk}questions/", {"chosen": [code]}).content.decode()
    assert "房子是自己的还是租的？" in first and f"{code}!house:rent" in first
    second = client.get(f"{kiosk}questions/", {"chosen": [code], "now": f"{code}!house:rent"}).content.decode()
    assert "您自己来办吗？" in second and f'value="{code}!house:rent"' in second
    done = client.get(f"{kiosk}questions/", {"chosen": [code], "a": f"{code}!house:rent", "now": f"{code}!who:agent"})
    identity = client.get(done.url).content.decode()
    assert "租用场地 · 委托办理" in identity and f'value="{code}!who:agent"' in identity
    given = {"chosen": [code], "a": [f"{code}!house:rent", f"{code}!who:agent"], "id_type": "resident"}
    answer = client.post(f"{kiosk}identity/", {**given, "id_number": ELDER, "request_key": "press-1"})
    assert kept() == {code: {"house": "rent", "who": "agent"}}
    slip = client.get(answer.url).content.decode()
    assert "租用场地 · 委托办理" in slip and "租赁合同" in slip and "房产证" not in slip


def test_questions_are_skipped_with_one_press(client, kiosk, code):
    answer = client.get(f"{kiosk}questions/", {"chosen": [code], "skip": [code]})
    assert answer.status_code == 302 and "identity" in answer.url


def test_the_guides_desk_asks_the_same_questions(bench, code):
    desk = Client()
    desk.force_login(bench.small.guide)
    found = desk.get("/guide/matters/", {"chosen": [code], "now": f"{code}!house:own"}).content.decode()
    assert "您自己来办吗？" in found and "自有场地" in found
    typed = {"chosen": [code], "name": "张建国", "id_type": "resident", "id_number": ELDER, "request_key": "d-1"}
    again = desk.post("/guide/", {**typed, "now": f"{code}!house:own"}).content.decode()
    assert Ticket.objects.count() == 1 and "张建国" in again
    desk.post("/guide/", {**typed, "a": [f"{code}!house:own", f"{code}!who:self"]})
    assert kept() == {code: {"house": "own", "who": "self"}}


def test_the_phone_answers_and_changes_until_the_matter_is_handed_in(client, bench, code):
    ticket = Ticket.objects.get()
    assert f"/tickets/{ticket.token}/answers/{code}/" in client.get(f"/tickets/{ticket.token}/").content.decode()
    page = f"/tickets/{ticket.token}/answers/{code}/"
    assert "房子是自己的还是租的？" in client.get(page).content.decode()
    client.post(page, {"now": "house:rent"})
    words = client.post(page, {"a": "house:rent", "now": "who:self"}).content.decode()
    assert "您要带的材料" in words and kept() == {code: {"house": "rent", "who": "self"}}
    assert "房子是自己的还是租的？" in client.get(f"{page}?anew").content.decode()
    assert "租用场地" in client.get(f"/tickets/{ticket.token}/").content.decode()
    bench.call()
    bench.send("accept")
    assert client.post(page, {"now": "house:own"}).status_code == 409


def answered(bench, **answers):
    bench.call()
    matter = bench.small.matters[0]
    return answer_questions(
        hall=bench.small.hall, token=bench.ticket.token, matter_code=matter.code, answers=answers, by=bench.clerk
    )


def test_the_clerk_sees_the_answers_and_only_the_exact_list(bench):
    answered(bench, house="rent", who="self")
    words = bench.client.get("/workbench/").content.decode()
    assert "租用场地" in words and "房子是自己的还是租的？" in words
    names = {material.name: material.pk for material in bench.version().materials.all()}
    assert f"tick_{names['租赁合同']}" in words
    assert f"tick_{names['房产证']}" not in words and f"tick_{names['授权委托书']}" not in words
    assert "本情形不需要，不得收取：房产证、授权委托书" in words


def test_what_is_handed_in_is_bound_to_the_answers_of_the_ticket(bench):
    answered(bench, house="rent", who="self")
    bench.send("accept")
    application = Application.objects.get()
    assert (application.state, application.situation) == ("accepted", "租用场地")
    spared = application.materials.filter(status="not_needed").values_list("material__name", flat=True)
    assert set(spared) == {"房产证", "授权委托书"}


def test_the_clerk_asks_again_and_nothing_typed_is_lost(bench, code):
    answered(bench, house="own", who="self")
    words = bench.send("answer:house", content="只改了情形").content.decode()
    assert "房子是自己的还是租的？" in words and "只改了情形" in words
    assert kept(bench.ticket) == {}
    bench.send("answer:house:rent")
    words = bench.send("answer:who:agent").content.decode()
    assert "租用场地 · 委托办理" in words
    verbs = [step.data["answers"] for step in steps_of(bench.ticket) if step.verb == "answer_questions"]
    assert verbs[-1] == {"house": "rent", "who": "agent"} and len(verbs) == 4


def test_answers_that_fit_no_question_are_not_kept_and_a_handed_in_matter_takes_none(bench):
    assert answered(bench, house="castle", colour="red").answers == {}
    bench.send("accept")
    with pytest.raises(AnsweringOver):
        answer_questions(
            hall=bench.small.hall, token=bench.ticket.token, matter_code=bench.small.matters[0].code,
            answers={"house": "own"}, by=system_person("phone"),
        )  # fmt: skip


def test_the_api_takes_answers_with_the_ticket_and_shows_them_at_the_window(bench, code):
    guide = Client()
    guide.force_login(bench.small.guide)
    body = {"matter_codes": [code], "id_number": ELDER, "answers": {code: {"house": "own", "who": "self"}}}
    made = guide.post("/api/v1/tickets/", body, content_type="application/json")
    assert made.status_code == 201 and made.json()["answers"] == {code: {"house": "own", "who": "self"}}
    changed = {"matter_code": code, "answers": {"house": "rent"}}
    url = f"/api/v1/tickets/{made.json()['token']}/answers/"
    assert Client().post(url, changed, content_type="application/json").json()["answers"] == {code: {"house": "rent"}}
