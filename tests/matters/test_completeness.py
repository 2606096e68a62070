"""How complete a standard is, and the worklist of what is missing."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from hall.roles import Role
from matters.completeness.scoring import completeness
from matters.completeness.table import REQUIRED
from matters.queries.catalogue_lines import line_of, whole_versions
from matters.queries.completeness import report
from tests.factories import StaffFactory, a_published_matter

CATALOGUE = Path(settings.BASE_DIR) / "matters" / "data" / "catalogue.jsonl"
DEFAULTS = {"power_source": "own", "authority_kind": "statutory", "questions": []}


def shipped(name):
    rows = (json.loads(line) for line in CATALOGUE.read_text("utf-8").splitlines())
    return DEFAULTS | next(row for row in rows if row["name"] == name)


@pytest.fixture
def food():
    return shipped("食品经营许可（首次申请）")


def missing(row):
    return {lack.requirement.field: lack.words for lack in completeness(row).missing}


def test_a_complete_standard_scores_a_hundred(food):
    assert missing(food) == {}
    assert completeness(food).percent == 100


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"place": ""}, "place", "办理地点"),
        ({"conditions": ["只有一条。"]}, "conditions", "受理条件少于 2 条"),
        ({"faq": []}, "faq", "常见问题"),
        ({"visits": 1, "visit_reason": ""}, "visits", "必须到现场的原因"),
        ({"process": []}, "process", "流程缺“受理”、流程缺“审核”、流程缺“审批”、流程缺“办结”、流程缺“送达”、办理流程"),
        ({"fee": {"charged": True, "standard": "120 元", "basis": ""}}, "fee", "收费项目、收费依据"),
        ({"result_sample": ""}, "result", "结果样本"),
        ({"legal_basis": [{"law": " ", "article": ""}]}, "legal_basis", "设定依据"),
        ({"supervise_phone": "010-55001338", "consult_phone": "010-55001338"}, "supervising", "监督投诉电话"),
    ],
)
def test_what_is_missing_is_named(food, change, field, words):
    assert missing(food | change) == {field: words}
    assert completeness(food | change).percent < 100


def test_a_material_without_a_standard_is_named_by_its_name(food):
    first = food["materials"][0] | {"acceptance_standard": "", "originals": 0}
    found = missing(food | {"materials": [first, *food["materials"][1:]]})
    assert found == {"standards": "“食品经营许可申请书”的受理标准", "numbers": "“食品经营许可申请书”的份数"}


def test_a_wish_never_lowers_the_score(food):
    score = completeness(food | {"aliases": []})
    assert score.percent == 100
    assert "aliases" in {lack.requirement.field for lack in score.wished}


def test_each_requirement_has_its_own_field_and_a_weight():
    assert len({one.field for one in REQUIRED}) == len(REQUIRED)
    assert all(one.weight > 0 for one in REQUIRED)


@pytest.mark.django_db
def test_the_worklist_names_what_a_published_standard_lacks_by_department():
    version = a_published_matter(materials=2, matter__name="测绘资质")
    found = report()
    line = found.departments[0]
    assert (found.published, line.matters, line.complete) == (1, 1, 0)
    assert found.percent == line.percent == completeness(line_of(whole_versions().get())).percent < 100
    assert [one.version.pk for one in found.worklist] == [version.pk]
    assert report(department="nobody").worklist == []


@pytest.mark.django_db
def test_the_page_is_for_editors_and_asks_little(client, django_assert_max_num_queries):
    a_published_matter(materials=2, matter__name="测绘资质")
    editor = StaffFactory(roles=[Role.CATALOGUE_EDITOR])
    client.force_login(editor)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("completeness"), {"wishes": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "测绘资质" in html and "办理地点" in html and "必填内容完整度" in html
    client.force_login(StaffFactory(roles=[Role.WINDOW_CLERK]))
    assert client.get(reverse("completeness")).status_code == 403


@pytest.mark.django_db
def test_the_same_report_is_given_over_the_api(client):
    a_published_matter(materials=2, matter__name="测绘资质")
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))
    answer = client.get(reverse("api-matters-completeness"))
    if answer.status_code == 401:  # the API takes tokens only
        from rest_framework.test import APIClient

        api = APIClient()
        api.force_authenticate(StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))
        answer = api.get(reverse("api-matters-completeness"))
    body = answer.json()
    assert body["published"] == 1 and body["worklist"][0]["name"] == "测绘资质"
    assert body["worklist"][0]["missing"][0]["label"]
