"""What a notice asks for in words stands on the published list, or is found out (domain.md 1.7)."""

import pytest

from applications.asked_papers import papers_not_listed

LISTED = ("食品经营许可申请书", "营业执照", "居民身份证", "教师资格认定体检合格证明", "经医院盖章，六个月内出具")


@pytest.mark.parametrize(
    "words",
    [
        "未提供该材料，请补交",
        "请提供加盖公章的营业执照",
        "证明已过有效期，请提交有效期内的证明",
        "请提供身份证复印件",
        "申请书第 3 页没有签字，请补签",
        "请提交体检合格证明原件",
        "照片是两年前的，须提交近六个月内的照片",
        "",
    ],
)
def test_words_about_listed_papers_pass(words):
    assert papers_not_listed(words, LISTED) == []


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        ("请补交无犯罪记录证明", ["无犯罪记录证明"]),
        ("请出具村委会证明", ["村委会证明"]),
        ("请提供营业执照和法定代表人无欠税证明", ["法定代表人无欠税证明"]),
        ("复印件不清，请重印；另附房屋租赁合同、单位介绍信", ["房屋租赁合同", "单位介绍信"]),
    ],
)
def test_a_paper_that_nobody_published_is_named(words, papers):
    assert papers_not_listed(words, LISTED) == papers
