"""A wholly new matter begins in the editors' pages and goes the usual way: three people, then the public."""

import pytest
from django.urls import reverse

from hall.roles import Role
from hall.steps import steps_of
from matters.catalogue_file.rows import row_of
from matters.models import BasicItem, Matter, MatterVersion
from matters.queries.search import search_matters
from matters.verbs import drafts, versions
from tests.factories import DepartmentFactory, StaffFactory
from tests.matters.lines import CREDIT_CODE, LINE

pytestmark = pytest.mark.django_db
GIVEN = {
    "level": "2", "basic_code": "110131077002", "name": "小餐饮店登记（新设）", "main_item": "小餐饮店登记", "handling": "01",
    "applicants": ["enterprise", "person"], "themes": "商贸流通", "aliases": "开小饭馆", "is_stationed": "on",
    "power_source": "own", "authority_kind": "statutory", "origin": "own", "old_basic_code": "0101311800",
    "old_implementation_code": "000000000000000000131180",
}  # fmt: skip


@pytest.fixture
def department():
    return DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)


@pytest.fixture
def editor(client, department):
    person = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=department)
    client.force_login(person)
    return person


def send(client, **changes):
    return client.post(reverse("matter-new"), {"department": "scjgj", **GIVEN, **changes})


def written(draft, editor):
    """The whole of a first standard."""
    place = {"basic_code", "implementation_code", "handling_code", "name", "applicants", "themes", "aliases"}
    said = {
        **{key: value for key, value in LINE.items() if key not in place}, "channels": ["window", "web"],
        "visit_reason": "现场核对经营场所", "faq": [{"question": "要多久？", "answer": "七个工作日。"}],
    }  # fmt: skip
    row = {**row_of(draft.matter, draft, []), **said}
    return drafts.save_draft(version_id=draft.pk, row=row, seen_revision=0, by=editor)


def test_a_new_matter_gets_its_codes_and_an_empty_first_draft(client, editor):
    answer = send(client)
    draft = MatterVersion.objects.get()
    assert answer.status_code == 302 and answer.url == reverse("draft", args=[draft.pk])
    matter = draft.matter
    assert matter.code == f"{CREDIT_CODE}211013107700201" and matter.old_basic_code == "0101311800"
    assert matter.basic_item.parent == BasicItem.objects.get(code="110131077000")
    assert (draft.number, draft.state, matter.applicants) == (1, "draft", ["enterprise", "person"])
    assert [step.verb for step in steps_of(matter)] == ["begin_matter"]
    page = client.get(answer.url).content.decode()
    assert "没有前一版" in page and "提交审核前还要改正" in page
    told = client.post(reverse("version-act", args=[draft.pk, "submit"]))
    assert told.status_code == 422 and MatterVersion.objects.get().state == "draft"


def test_nobody_outside_sees_it_before_three_people_agreed(client, editor):
    send(client)
    draft = MatterVersion.objects.get()
    code = draft.matter.code
    assert search_matters("开小饭馆") == [] and client.get(reverse("matter", args=[code])).status_code in {
        404,
        410,
        422,
    }
    assert GIVEN["name"] not in client.get(reverse("matters"), {"q": "小餐饮店"}).content.decode()
    written(draft, editor)
    versions.submit(version_id=draft.pk, by=editor)
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_REVIEWER], department=None))
    page = client.get(reverse("version", args=[draft.pk])).content.decode()
    assert "新增的事项" in page and "0101311800" in page and "开小饭馆" in page
    assert client.post(reverse("version-act", args=[draft.pk, "review"])).status_code == 302
    versions.publish(version_id=draft.pk, by=StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], department=None))
    assert search_matters("开小饭馆")[0].matter == draft.matter
    assert client.get(reverse("matter", args=[code])).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"basic_code": "0101311800"}, "2016 版的 10 位编码"),
        ({"basic_code": "110231077002"}, "行政处罚不是依申请事项"),
        ({"basic_code": "11013107700"}, "12 位数字"),
        ({"handling": "1"}, "两位数字"),
        ({"old_basic_code": "110131077002"}, "10 位数字"),
        ({"is_stationed": "", "is_one_window": "on"}, "先进驻大厅"),
        ({"power_source": "entrusted_above"}, "委托部门"),
        ({"applicants": []}, "服务对象"),
        ({"name": ""}, "事项名称"),
    ],
)
def test_wrong_codes_and_gaps_are_told_at_their_field(client, editor, changes, words):
    answer = send(client, **changes)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Matter.objects.exists() and not BasicItem.objects.exists()


def test_the_tree_is_kept(client, editor):
    assert send(client).status_code == 302
    again = send(client)
    assert again.status_code == 422 and "已有事项" in again.content.decode()
    plain = send(client, handling="", name="小餐饮店登记（变更）")
    assert plain.status_code == 422 and "只有最末一级可以申办" in plain.content.decode()
    parent = send(client, basic_code="110131077000", name="小餐饮店登记（全部）")
    assert parent.status_code == 422 and "有子项" in parent.content.decode()
    assert send(client, handling="02", name="小餐饮店登记（注销）").status_code == 302
    same_name = send(client, handling="03")
    assert same_name.status_code == 422 and "已被编码" in same_name.content.decode()


def test_an_editor_begins_matters_of_the_own_department_only(client, editor):
    DepartmentFactory(code="gaj", credit_code="11110000000028888X")
    assert send(client, department="gaj").status_code == 422
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))
    assert client.get(reverse("matter-new")).status_code == 403
