"""An application received with answers: only the materials of its situation are asked for, and everyone can see why."""

import pytest

from applications.completeness import Tick
from applications.errors import IllegalTicks
from applications.verbs import intake
from tests.factories import MaterialFactory, a_published_matter
from tests.factories.applications import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]
QUESTIONS = [
    {"id": "house", "ask": "房子是自己的还是租的？", "options": [
        {"id": "own", "say": "自己的", "situation": "自有场地", "needs": ["房产证"]},
        {"id": "rent", "say": "租的", "situation": "租用场地", "needs": ["租赁合同"]}]},
    {"id": "who", "ask": "您自己来办吗？", "options": [
        {"id": "self", "say": "自己来"},
        {"id": "agent", "say": "请人代办", "situation": "委托办理", "needs": ["授权委托书"]}]},
]  # fmt: skip
RENTED = {"house": "rent", "who": "self"}


@pytest.fixture
def hall():
    version = a_published_matter(materials=1, questions=QUESTIONS)
    for order, name in enumerate(["房产证", "租赁合同", "授权委托书"], 2):
        MaterialFactory(version=version, order=order, name=name, necessity="conditional", condition=f"要用{name}")
    return people(version=version)


def by_name(hall):
    return {material.name: material.pk for material in hall.version.materials.all()}


def ticks(hall, **given):
    required = hall.version.materials.get(order=1)
    return [Tick(required.pk, "have"), *(Tick(by_name(hall)[name], status) for name, status in given.items())]


def received(hall, answers, **given):
    return intake.receive(
        hall=hall.hall, matter_code=hall.version.matter.code, applicant=hall.applicant, ticks=ticks(hall, **given),
        form={}, answers=answers, by=hall.clerk,
    )  # fmt: skip


def statuses(application):
    return {row.material.name: row.status for row in application.materials.select_related("material")}


def test_what_the_situation_does_not_need_is_not_missing(hall):
    application = received(hall, RENTED, 租赁合同="have")
    assert application.situation == "租用场地"
    assert application.answers == RENTED
    assert statuses(application)["房产证"] == statuses(application)["授权委托书"] == "not_needed"
    assert intake.accept(hall=hall.hall, number=application.number, by=hall.clerk).state == "accepted"


def test_a_material_outside_the_situation_cannot_be_asked_for(hall):
    with pytest.raises(IllegalTicks) as refused:
        received(hall, RENTED, 房产证="missing")
    assert "房产证" in str(refused.value.words) and "按所选情形不需要" in str(refused.value.words)


def test_a_material_of_the_situation_cannot_be_passed_over(hall):
    with pytest.raises(IllegalTicks) as refused:
        received(hall, RENTED, 租赁合同="not_needed")
    assert "按所选情形需要提交" in str(refused.value.words)


def test_the_situation_binds_later_ticks_too(hall):
    application = received(hall, RENTED)
    with pytest.raises(IllegalTicks):
        intake.tick(
            hall=hall.hall, number=application.number, ticks=[Tick(by_name(hall)["房产证"], "missing")], by=hall.clerk
        )
    again = [Tick(by_name(hall)["租赁合同"], "have")]
    assert (
        statuses(intake.tick(hall=hall.hall, number=application.number, ticks=again, by=hall.clerk))["租赁合同"]
        == "have"
    )


def test_half_an_answer_settles_only_what_it_says(hall):
    application = received(hall, {"house": "rent"}, 租赁合同="have", 授权委托书="missing")
    assert statuses(application)["房产证"] == "not_needed"
    assert statuses(application)["授权委托书"] == "missing"


def test_without_answers_the_clerk_ticks_the_whole_list(hall):
    application = received(hall, {}, 房产证="have", 租赁合同="not_needed", 授权委托书="not_needed")
    assert application.situation == "" and application.answers == {}


def test_answers_that_make_no_sense_are_not_kept(hall):
    application = received(hall, {"house": "castle", "colour": "red"})
    assert application.answers == {}


def test_the_receipt_and_the_notices_say_the_situation(hall):
    application = received(hall, RENTED, 租赁合同="have")
    receipt = application.documents.get(kind="receipt").content
    assert receipt["situation"] == "租用场地"
    assert receipt["answers"][0] == {"ask": "房子是自己的还是租的？", "say": "租的"}
    intake.accept(hall=hall.hall, number=application.number, by=hall.clerk)
    assert application.documents.get(kind="acceptance_notice").content["situation"] == "租用场地"


def test_the_pages_show_the_situation(hall, client):
    application = received(hall, RENTED, 租赁合同="have")
    client.force_login(hall.clerk)
    html = client.get(f"/applications/{application.number}/").content.decode()
    assert "租用场地" in html and "您自己来办吗？ 自己来" in html and "本情形不需要" in html
    code = application.documents.get(kind="receipt").verification_code
    assert "办理情形：<b>租用场地</b>" in client.get(f"/documents/{code}/").content.decode()
