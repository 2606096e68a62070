"""What a matter is, beside its standard: everyday words, applicants, whence the power comes."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from rest_framework.test import APIClient

from hall.roles import Role
from hall.steps import steps_of
from matters.models import DescriptionChange, Matter
from tests.factories import DepartmentFactory, StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return a_published_matter(matter__applicants=["enterprise"]).matter


@pytest.fixture
def editor(client, matter):
    person = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=matter.department)
    client.force_login(person)
    return person


def send(client, matter, **changes):
    seen = client.get(reverse("matter-describe", args=[matter.code])).context["seen"]
    given = {
        "aliases": "开饭店\n办餐馆", "themes": "商贸流通、设立变更", "applicants": ["enterprise"], "is_stationed": "on",
        "power_source": "own", "authority_kind": "statutory", "origin": "own", "seen": seen, "reason": "群众这样叫",
    }  # fmt: skip
    return client.post(reverse("matter-describe", args=[matter.code]), {**given, **changes})


def reviewer_of():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER], department=None)


def decide(client, change, verb, **words):
    return client.post(reverse("description-act", args=[change.pk, verb]), words)


def test_nothing_is_said_anew_before_a_second_person_agrees(client, matter, editor):
    answer = send(client, matter)
    change = DescriptionChange.objects.get()
    assert answer.status_code == 302 and answer.url == reverse("description-change", args=[change.pk])
    matter.refresh_from_db()
    assert matter.aliases == [] and "开饭店" not in matter.search_text
    page = client.get(answer.url).content.decode()
    assert "通俗说法" in page and "开饭店；办餐馆" in page and "群众这样叫" in page and "审核通过，立即执行" not in page
    client.force_login(second := reviewer_of())
    assert matter.name in client.get(reverse("catalogue-desk")).content.decode()
    assert "审核通过，立即执行" in client.get(answer.url).content.decode()
    assert decide(client, change, "approve").status_code == 302
    matter.refresh_from_db()
    assert matter.aliases == ["开饭店", "办餐馆"] and matter.themes == ["商贸流通", "设立变更"]
    assert "开饭店" in matter.search_text and matter.history.first().history_user == second
    step = steps_of(matter).last()
    assert (step.verb, step.data["fields"]) == ("describe", ["aliases", "is_one_window", "themes"])
    public = client.get(reverse("matter-history", args=[matter.code])).content.decode()
    assert "开饭店；办餐馆" in public and "群众这样叫" in public and editor.name not in public


def test_a_refusal_owes_words_and_the_proposer_reads_them(client, matter, editor):
    send(client, matter)
    change = DescriptionChange.objects.get()
    client.force_login(reviewer_of())
    assert decide(client, change, "refuse").status_code == 422
    assert decide(client, change, "refuse", words="服务对象没有依据").status_code == 302
    client.force_login(editor)
    page = client.get(reverse("matter-describe", args=[matter.code])).content.decode()
    assert "服务对象没有依据" in page and "未通过" in page
    assert Matter.objects.get(pk=matter.pk).aliases == []
    assert send(client, matter).status_code == 302


def test_nobody_decides_on_the_own_proposal(client, matter):
    both = StaffFactory(roles=[Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER], department=matter.department)
    client.force_login(both)
    send(client, matter)
    change = DescriptionChange.objects.get()
    assert decide(client, change, "approve").status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        DescriptionChange.objects.filter(pk=change.pk).update(state="approved", decided_by=both)
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=matter.department))
    assert decide(client, change, "approve").status_code == 403
    assert decide(client, change, "withdraw").status_code == 302
    assert DescriptionChange.objects.get().state == "withdrawn"


def test_one_open_proposal_at_a_time_and_none_without_a_change_or_a_reason(client, matter, editor):
    assert send(client, matter, reason="").status_code == 422
    send(client, matter)
    again = send(client, matter, aliases="别的说法")
    assert again.status_code == 409 and editor.name in again.content.decode() and "别的说法" in again.content.decode()
    client.force_login(reviewer_of())
    decide(client, DescriptionChange.objects.get(), "approve")
    client.force_login(editor)
    same = send(client, matter)
    assert same.status_code == 422 and "没有改动" in same.content.decode()


def test_an_outdated_proposal_is_not_carried_out(client, matter, editor):
    send(client, matter)
    Matter.objects.filter(pk=matter.pk).update(themes=["交通出行"])
    client.force_login(reviewer_of())
    answer = decide(client, DescriptionChange.objects.get(), "approve")
    assert answer.status_code == 409 and "已经改过" in answer.content.decode()
    assert DescriptionChange.objects.get().state == "proposed"


def test_programs_propose_and_decide_by_the_same_rules(matter):
    def as_(role, department=None):
        api = APIClient()
        api.force_authenticate(StaffFactory(roles=[role], department=department))
        return api

    editor, base = as_(Role.CATALOGUE_EDITOR, matter.department), "/api/v1/catalogue"
    address = f"{base}/matters/{matter.code}/description/"
    given = {"described": {"applicants": ["person", "enterprise"]}, "reason": "个人也能办"}
    made = editor.post(address, given, format="json")
    assert made.status_code == 201 and made.json()["difference"] == ["服务对象：企业法人 → 自然人、企业法人"]
    assert editor.post(address, {"described": {"name": "新名"}, "reason": "x"}, format="json").status_code == 400
    assert editor.post(address, {"described": {"origin": "moon"}, "reason": "x"}, format="json").status_code == 400
    act = f"{base}/changes/{made.json()['id']}/approve/"
    assert editor.post(act).status_code == 403
    reviewer = as_(Role.CATALOGUE_REVIEWER)
    assert [line["id"] for line in reviewer.get(f"{base}/changes/").json()] == [made.json()["id"]]
    assert reviewer.post(act).json()["state"] == "approved"
    matter.refresh_from_db()
    assert matter.applicants == ["person", "enterprise"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"power_source": "entrusted_above"}, "委托部门"),
        ({"is_stationed": "", "is_one_window": "on"}, "先进驻大厅"),
        ({"old_basic_code": "000114108003"}, "10 位数字"),
        ({"old_implementation_code": "123"}, "24 位"),
        ({"applicants": ["person"], "themes": "投资审批"}, "法人主题"),
        ({"aliases": "长" * 61}, "60 个字"),
        ({"power_source": "nobody"}, "nobody"),
    ],
)
def test_bad_input_is_told_and_nothing_changes(client, matter, editor, changes, words):
    answer = send(client, matter, **changes)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Matter.objects.get(pk=matter.pk).aliases == []


def test_the_second_of_two_is_told_who_was_first_and_the_words_stay(client, matter, editor):
    matter._history_user = editor
    matter.save()
    answer = send(client, matter, seen=1, aliases="我的说法")
    assert (
        answer.status_code == 409 and editor.name in answer.content.decode() and "我的说法" in answer.content.decode()
    )


def test_another_department_may_not(client, matter):
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=DepartmentFactory()))
    assert client.get(reverse("matter-describe", args=[matter.code])).status_code == 403
