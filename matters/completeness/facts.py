"""What is missing in a standard's own fields; each function yields the words for one place."""

from collections.abc import Callable, Iterator
from typing import Any

from matters.catalogue_file.rules import PERMIT_STEPS

Row = dict[str, Any]
PERMIT = "01"
LABELS = {
    "basic_code": "基本编码", "implementation_code": "实施编码", "name": "事项名称", "matter_type": "事项类型",
    "level": "行使层级", "power_source": "权力来源", "authority_kind": "实施主体性质", "applicants": "服务对象",
    "themes": "主题", "channels": "办理形式", "place": "办理地点", "hours": "办理时间", "consult_ways": "咨询方式",
    "consult_phone": "咨询电话", "materials": "申请材料",
}  # fmt: skip
FEWEST_CONDITIONS = 2


def without(*fields: str) -> Callable[[Row], Iterator[str]]:
    """Fields that simply have to be filled in."""

    def lacks(row: Row) -> Iterator[str]:
        yield from (LABELS[field] for field in fields if not row.get(field))

    return lacks


def law(row: Row) -> Iterator[str]:
    if not any(basis.get("law", "").strip() for basis in row["legal_basis"]):
        yield "设定依据"


def conditions(row: Row) -> Iterator[str]:
    if sum(bool(text.strip()) for text in row["conditions"]) < FEWEST_CONDITIONS:
        yield f"受理条件少于 {FEWEST_CONDITIONS} 条"


def limits(row: Row) -> Iterator[str]:
    if row["promised_limit"] and row["promised_unit"] == "none":
        yield "承诺时限的单位"
    if row["matter_type"] == PERMIT and row["statutory_limit"] is None:
        yield "法定时限"


def process(row: Row) -> Iterator[str]:
    named = {word for step in row["process"] for word in PERMIT_STEPS if word in step["step"]}
    if row["matter_type"] == PERMIT:
        yield from (f"流程缺“{step}”" for step in PERMIT_STEPS if step not in named)
    if not row["process"]:
        yield "办理流程"
    yield from (f"“{step['step']}”没有经办" for step in row["process"] if not step.get("by", "").strip())


def fee(row: Row) -> Iterator[str]:
    if row["fee"].get("charged"):
        wanted = {"item": "收费项目", "standard": "收费标准", "basis": "收费依据"}
        yield from (label for field, label in wanted.items() if not row["fee"].get(field, "").strip())


def result(row: Row) -> Iterator[str]:
    if row["result"]["kind"] != "none":
        if not row["result"]["name"].strip():
            yield "结果名称"
        if not row.get("result_sample"):
            yield "结果样本"


def visits(row: Row) -> Iterator[str]:
    if row["visits"] and not row.get("visit_reason"):
        yield "必须到现场的原因"


def online(row: Row) -> Iterator[str]:
    if row["online_depth"] in {"2", "3", "4"} and not row.get("online_url"):
        yield "网办地址"


def supervising(row: Row) -> Iterator[str]:
    if not row["supervise_phone"] or row["supervise_phone"] == row["consult_phone"]:
        yield "监督投诉电话"


def faq(row: Row) -> Iterator[str]:
    if row["matter_type"] == PERMIT and not row.get("faq"):
        yield "常见问题"


def remedies(row: Row) -> Iterator[str]:
    if row["matter_type"] == PERMIT:
        wanted = {"reconsideration": "行政复议机关", "litigation": "行政诉讼法院"}
        yield from (label for field, label in wanted.items() if not row.get(field))


def aliases(row: Row) -> Iterator[str]:
    if row["frequent"] and not row["aliases"]:
        yield "通俗说法"


def questions(row: Row) -> Iterator[str]:
    if row["frequent"] and not row.get("questions"):
        yield "情形引导"
