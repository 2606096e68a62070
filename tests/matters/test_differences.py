"""The plain difference between two contents of a standard."""

from copy import deepcopy
from typing import Any

from matters.differences import ADDED, CHANGED, REMOVED, difference
from tests.matters.lines import LINE, MATERIAL


def content(**changes: Any) -> dict[str, Any]:
    line = deepcopy(LINE)
    result = line.pop("result")
    said = {"result_kind": result["kind"], "result_name": result["name"], "result_valid_years": result["valid_years"]}
    return {**line, **said, **changes}


def materials(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**MATERIAL, **change} for change in changes]


def test_two_equal_contents_do_not_differ():
    assert not difference(content(), content())


def test_a_shorter_promise_is_told_in_words_and_with_its_unit():
    (change,) = difference(content(), content(promised_limit=3)).changes
    assert change.words == "承诺办结时限：7 个工作日 → 3 个工作日"
    assert [(part.kind, part.text) for part in change.parts] == [("gone", "7"), ("new", "3"), ("same", " 个工作日")]


def test_a_limit_in_another_unit_differs_even_with_the_same_number():
    found = difference(content(), content(promised_unit="natural_day"))
    assert found.words == ["承诺办结时限：7 个工作日 → 7 个自然日"]


def test_conditions_are_compared_line_by_line():
    before = content(conditions=["有场所", "有设备", "有人员"])
    after = content(conditions=["有场所", "有专业人员", "有设备"])
    (change,) = difference(before, after).changes
    assert [(part.kind, part.text) for part in change.lines] == [
        ("same", "有场所"),
        ("new", "有专业人员"),
        ("same", "有设备"),
        ("gone", "有人员"),
    ]


def test_a_fee_says_item_standard_and_basis():
    fee = {"charged": True, "standard": "每本 10 元", "basis": "发改价格〔2019〕914 号"}
    (change,) = difference(content(), content(fee=fee)).changes
    assert change.words == "收费：不收费 → 每本 10 元；依据：发改价格〔2019〕914 号"


def test_materials_that_came_went_and_changed_are_told_one_by_one():
    before = content(materials=materials({"name": "申请书"}, {"name": "场所平面图"}, {"name": "承诺函"}))
    after = content(materials=materials({"name": "申请书", "copies": 2}, {"name": "场所平面图"}, {"name": "营业执照"}))
    found = difference(before, after).materials
    assert [(change.kind, change.name) for change in found] == [
        (CHANGED, "申请书"),
        (ADDED, "营业执照"),
        (REMOVED, "承诺函"),
    ]
    assert found[0].words == "材料“申请书”份数：原件 1 份 → 原件 1 份，复印件 2 份"
    assert dict(found[1].facts)["受理标准"] == "法定代表人签字，加盖公章"


def test_a_material_under_a_similar_name_is_the_same_one_renamed():
    before, after = materials({"name": "食品经营许可申请书"}), materials({"name": "食品经营许可申请表"})
    (change,) = difference(content(materials=before), content(materials=after)).materials
    assert (change.kind, change.former_name, change.name) == (CHANGED, "食品经营许可申请书", "食品经营许可申请表")
    assert change.words == "材料“食品经营许可申请书”更名为“食品经营许可申请表”"


def test_a_later_field_that_one_side_does_not_know_is_empty_there():
    (change,) = difference(content(), content(visit_reason="核验原件")).changes
    assert (change.label, change.before, change.after) == ("必须到现场的原因", "", "核验原件")


def test_materials_in_another_order_are_the_same_materials():
    before, after = materials({"name": "甲表"}, {"name": "乙证"}), materials({"name": "乙证"}, {"name": "甲表"})
    assert not difference(content(materials=before), content(materials=after))


def test_a_long_text_of_which_much_stayed_is_shown_in_place():
    before = "主体业态和经营项目已勾选，食品安全管理人员、从业人员数已填，末页由经营者签名"
    (change,) = difference(content(limit_note=before), content(limit_note=before + "并注明日期")).changes
    assert change.is_long and [part.kind for part in change.parts] == ["same", "new"]
    (short,) = difference(content(), content(promised_limit=3)).changes
    assert not short.is_long
