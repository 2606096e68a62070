"""No catch-all clause slips through, and no real paper is stopped."""

import pytest

from matters.catch_all import EXCEPTIONS, catch_all_clauses

REFUSED = [
    "法律、法规规定的其他所需材料",
    "审批部门要求提交的其他相关材料",
    "其他材料",
    "其它材料",
    "其 他 材 料",
    "其　他　材　料",
    "其他附件",
    "其他有关证明文件",
    "其他相关资料",
    "依法应当提交的材料",
    "依法应当提交的其他材料",
    "按规定需要提供的文件",
    "营业执照、身份证等材料",
    "营业执照、身份证等",
    "营业执照，身份证等。",
    "身份证明等有关材料",
    "有关材料",
    "相关证明",
    "相关证明材料",
    "审批部门认为需要的材料",
    "认为有必要提交的资料",
    "根据需要提供的照片",
    "根据实际情况要求补充的材料",
    "视情况提供",
    "视具体情形提交",
    "必要时提交鉴定报告",
    "另行通知",
    "具体要求另行通知",
    "以窗口要求为准",
    "以窗口通知为准",
    "窗口要求的材料",
    "包括但不限于下列材料",
    "法律、行政法规规定的其他条件",
    "符合有关规定",
    "国家规定的其他条件",
    "其他",
    "营业执照及其他",
    "ｅ其他材料",
    "其\u200b他材料",
]

ALLOWED = [
    "营业执照",
    "其他应收款明细表",
    "其他材料费明细表",
    "高等学校毕业证书",
    "无犯罪记录证明",
    "等级证书",
    "安全等级保护备案证明",
    "生产设备清单",
    "有与经营品种、数量相适应的场所",
    "有关主管部门出具的批准文件名称与申请表一致",
    "企业名称登记管理规定",
    "加盖公章，与身份证一致",
    "具有中等以上学历",
    "二等水准测量成果",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_catch_all_clause_is_refused_and_the_words_are_named(text):
    found = catch_all_clauses(text)
    assert found, text
    assert "请" in str(found[0])


@pytest.mark.parametrize("text", ALLOWED)
def test_a_clear_text_passes(text):
    assert [str(clause) for clause in catch_all_clauses(text)] == []


def test_each_exception_says_who_allowed_it_and_why():
    assert all(allowed.by and allowed.why for allowed in EXCEPTIONS)


def test_an_exception_does_not_shelter_the_clause_beside_it():
    assert catch_all_clauses("其他应收款明细表和其他材料")
