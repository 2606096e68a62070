"""What a matter is, beside its standard: everyday words, applicants, whence the power comes."""

import pytest
from django.urls import reverse

from hall.roles import Role
from hall.steps import steps_of
from matters.models import Matter
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
        "power_source": "own", "authority_kind": "statutory", "origin": "own", "seen": seen,
    }  # fmt: skip
    return client.post(reverse("matter-describe", args=[matter.code]), {**given, **changes})


def test_an_editor_writes_everyday_words_and_the_matter_is_found_by_them(client, matter, editor):
    assert send(client, matter).status_code == 302
    matter.refresh_from_db()
    assert matter.aliases == ["开饭店", "办餐馆"] and matter.themes == ["商贸流通", "设立变更"]
    assert "开饭店" in matter.search_text and matter.history.first().history_user == editor
    step = steps_of(matter).last()
    assert (step.verb, step.data["fields"]) == ("describe", ["aliases", "is_one_window", "themes"])


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
    assert send(client, matter).status_code == 302
    answer = send(client, matter, seen=1, aliases="我的说法")
    assert (
        answer.status_code == 409 and editor.name in answer.content.decode() and "我的说法" in answer.content.decode()
    )


def test_another_department_may_not(client, matter):
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=DepartmentFactory()))
    assert client.get(reverse("matter-describe", args=[matter.code])).status_code == 403
