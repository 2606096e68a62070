"""Which material is missing, and which tick the standard does not allow."""

from dataclasses import dataclass

import pytest

from applications.completeness import Missing, Tick, allowed_statuses, illegal_ticks, missing, newly_asked


@dataclass
class Listed:
    pk: int = 1
    name: str = "申请书"
    necessity: str = "required"
    may_be_late: bool = False
    may_be_promised: bool = False
    shared_licence: str = ""


ALLOWED = [
    (Listed(), {"have", "missing"}),
    (Listed(may_be_late=True), {"have", "missing", "late"}),
    (Listed(may_be_promised=True), {"have", "missing", "promised"}),
    (Listed(shared_licence="营业执照"), {"have", "missing", "shared"}),
    (Listed(necessity="conditional"), {"have", "missing", "not_needed"}),
]
STATUSES = ["have", "missing", "not_needed", "late", "promised", "shared", "lost"]


@pytest.mark.parametrize(("material", "allowed"), ALLOWED)
@pytest.mark.parametrize("status", STATUSES)
def test_only_what_the_standard_allows_may_be_ticked(material, allowed, status):
    assert set(allowed_statuses(material)) == allowed
    refused = illegal_ticks([material], [Tick(1, status)])
    assert bool(refused) == (status not in allowed)
    assert all(tick.why for tick in refused)


def test_a_material_that_is_not_listed_cannot_be_asked_for():
    assert illegal_ticks([Listed()], [Tick(99, "missing")])[0].why == "不在本事项公布的材料清单中"


def test_a_material_ticked_twice_is_refused():
    assert illegal_ticks([Listed()], [Tick(1, "have"), Tick(1, "missing")])


def test_what_is_not_ticked_counts_as_missing():
    listed = [Listed(1, "申请书"), Listed(2, "平面图"), Listed(3, "租赁合同", "conditional")]
    lacking = missing(listed, [Tick(1, "have"), Tick(2, "missing", "未标面积")])
    assert [(item.name, item.problem) for item in lacking] == [("平面图", "未标面积"), ("租赁合同", "")]


def test_late_promised_shared_and_not_needed_do_not_stop_acceptance():
    listed = [Listed(n) for n in range(1, 5)]
    ticks = [Tick(1, "late"), Tick(2, "promised"), Tick(3, "shared"), Tick(4, "not_needed")]
    assert missing(listed, ticks) == []


def test_a_second_notice_may_only_repeat_the_first():
    told = [(1, "未提交"), (2, "未盖章")]
    plan, lease = Missing(2, "平面图", " 未盖章 "), Missing(3, "合同", "")
    assert newly_asked(told, [plan, Missing(1, "申请表", "")]) == []
    assert newly_asked(told, [plan, lease]) == [lease], "another material"
    blurred = Missing(2, "平面图", "看不清")
    assert newly_asked(told, [blurred]) == [blurred], "the same material, another defect"
