"""The guided questions on the guide, on paper and over the API; the lists over the API."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from hall.kernel import clock
from hall.roles import Role
from tests.factories import MaterialFactory, StaffFactory, VersionFactory

pytestmark = pytest.mark.django_db
QUESTIONS = [
    {"id": "house", "ask": "房子是自己的还是租的？", "help": "看房产证上的名字", "options": [
        {"id": "own", "say": "自己的", "situation": "自有场地", "needs": ["房产证"]},
        {"id": "rent", "say": "租的", "situation": "租用场地", "needs": ["租赁合同"]}]},
    {"id": "who", "ask": "您自己来办吗？", "options": [
        {"id": "self", "say": "自己来"},
        {"id": "agent", "say": "请人代办", "situation": "委托办理", "needs": ["授权委托书"]}]},
]  # fmt: skip


@pytest.fixture
def version():
    made = VersionFactory(questions=QUESTIONS)
    MaterialFactory(version=made, order=1, name="申请表")
    for order, name in enumerate(["房产证", "租赁合同", "授权委托书"], 2):
        MaterialFactory(version=made, order=order, name=name, necessity="conditional", condition=f"要用{name}")
    return made


def page(client, version, *answers, name="matter"):
    return client.get(reverse(name, args=[version.matter.code]), {"a": answers}, follow=True).content.decode()


def test_the_guide_asks_the_first_question_and_still_shows_the_whole_list(client, version):
    html = page(client, version)
    assert "房子是自己的还是租的？" in html and "看房产证上的名字" in html
    assert "您自己来办吗？" not in html
    assert "仅限：要用租赁合同" in html


def test_the_answers_lead_to_the_exact_list_without_a_script(client, version):
    assert "您自己来办吗？" in page(client, version, "house:rent")
    html = page(client, version, "house:rent", "who:agent")
    assert "租用场地 · 委托办理" in html
    assert "您不用带</b>：房产证" in html


def test_a_given_answer_can_be_given_anew(client, version):
    html = page(client, version, "house:rent", "who:agent")
    assert "?a=house%3Arent#guided" in html


def test_the_list_prints_with_situation_and_fingerprint(client, version):
    html = page(client, version, "house:own", "who:self", name="matter-my-list")
    assert "我的材料单" in html and "自有场地" in html
    assert version.short_fingerprint in html
    assert "租赁合同" in html.split("您不用带")[1]


def test_an_unfinished_list_asks_on(client, version):
    assert "您自己来办吗？" in page(client, version, "house:own", name="matter-my-list")


def test_a_matter_without_questions_shows_its_guide_as_ever(client):
    plain = VersionFactory()
    MaterialFactory(version=plain, order=1)
    assert 'id="guided"' not in page(client, plain, "x:y")


def test_an_answer_may_lead_to_another_matter(client, version):
    other = VersionFactory().matter
    version = VersionFactory(questions=[{**QUESTIONS[0], "options": [
        QUESTIONS[0]["options"][0], {"id": "lost", "say": "证丢了", "matter": other.code}]}])  # fmt: skip
    MaterialFactory(version=version, order=1)
    html = page(client, version, "house:lost")
    assert "您要办的是另一个事项" in html and other.name in html


def answered(version, **answers):
    url = reverse("api-matter-questions", args=[version.matter.code])
    return APIClient().post(url, {"answers": answers}, format="json")


def names(rows):
    return [row["name"] for row in rows]


def test_the_api_gives_the_questions_and_takes_the_answers(version):
    url = reverse("api-matter-questions", args=[version.matter.code])
    assert [row["id"] for row in APIClient().get(url).json()["questions"]] == ["house", "who"]
    half = answered(version, house="rent").json()
    assert half["next_question"]["id"] == "who" and not half["is_complete"]
    whole = answered(version, house="rent", who="self").json()
    assert whole["is_complete"] and whole["situation"] == "租用场地"
    assert names(whole["materials"]) == ["申请表", "租赁合同"]
    assert names(whole["not_needed"]) == ["房产证", "授权委托书"]
    assert whole["fingerprint"] == version.fingerprint


def test_the_api_refuses_an_answer_nobody_asked_for(version):
    refused = answered(version, house="rent", who="nobody")
    assert refused.status_code == 422 and refused.json()["code"] == "matters.answer_unknown"
    assert answered(VersionFactory(), house="rent").status_code == 422


def test_a_list_is_drafted_published_and_read_over_the_api(version):
    editor, reviewer, anyone = APIClient(), APIClient(), APIClient()
    editor.force_authenticate(StaffFactory(roles=[Role.CATALOGUE_EDITOR]))
    reviewer.force_authenticate(StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))
    body = {"codes": [version.matter.code], "since": clock.today().isoformat(), "source": "局长办公会"}
    made = editor.post(reverse("api-matter-list-draft", args=["weekend"]), body, format="json")
    assert made.status_code == 201
    assert anyone.get(reverse("api-matter-list", args=["weekend"])).status_code == 404
    publish = reverse("api-matter-list-publish", args=[made.json()["id"]])
    assert editor.post(publish).status_code == 403
    assert reviewer.post(publish).json()["state"] == "published"
    assert anyone.get(reverse("api-matter-list", args=["weekend"])).json()["codes"] == [version.matter.code]
    assert [(row["kind"], row["size"]) for row in anyone.get(reverse("api-matter-lists")).json()] == [("weekend", 1)]
    assert "周末可办" in page(anyone, version)
