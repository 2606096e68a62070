"""A standard's content in words, field by field: what people read on histories, reviews, change reports and papers.

Works on the canonical content of `matters.fingerprint.content_of`; a content that lacks a later field says nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matters.limits import in_words
from matters.models.material import Exemption, MaterialKind, MaterialSource, Medium, Necessity
from matters.models.version import CaseKind, Channel, ServiceScope, SpecialProcedure

Content = Mapping[str, Any]
Words = str | list[str]
RESULT_KINDS = {
    "certificate": "证照", "approval": "批文", "reply": "批复答复", "confirmation": "确认文书", "none": "无",
    "other": "其他",
}  # fmt: skip
ONLINE_DEPTHS = {"1": "Ⅰ级（网上查询）", "2": "Ⅱ级（网上收件）", "3": "Ⅲ级（网上预审）", "4": "Ⅳ级（全程网办）"}


@dataclass(frozen=True)
class Shown:
    """One field as people read it: its label and how to put its value into words (a list for numbered lines)."""

    key: str
    label: str
    words: Callable[[Content], Words]


def _text(key: str) -> Callable[[Content], Words]:
    return lambda content: str(content.get(key) or "")


def _yes(key: str) -> Callable[[Content], Words]:
    return lambda content: "是" if content.get(key) else ""


def _named(key: str, names: Any) -> Callable[[Content], Words]:
    table = dict(getattr(names, "choices", None) or names.items())
    return lambda content: str(table.get(content.get(key) or "", content.get(key) or ""))


def _joined(key: str, names: Any) -> Callable[[Content], Words]:
    table = dict(names.choices)
    return lambda content: "、".join(str(table.get(value, value)) for value in content.get(key) or [])


def _lines(key: str, line: Callable[[Any], str]) -> Callable[[Content], Words]:
    return lambda content: [line(item) for item in content.get(key) or []]


def _limit(name: str) -> Callable[[Content], Words]:
    return lambda content: in_words(content.get(f"{name}_limit"), content.get(f"{name}_unit") or "none")


def _number(key: str, unit: str) -> Callable[[Content], Words]:
    return lambda content: f"{content[key]} {unit}" if content.get(key) else ""


def _fee(content: Content) -> Words:
    fee = content.get("fee") or {}
    if not fee.get("charged"):
        return "不收费"
    parts = [fee.get("item", ""), fee.get("standard", ""), f"依据：{fee.get('basis', '')}"]
    return "；".join(part for part in [*parts, "可网上缴费" if fee.get("pay_online") else ""] if part)


def _basis(item: Mapping[str, Any]) -> str:
    quote = f"：“{item['quote']}”" if item.get("quote") else ""
    return f"{item['law']}{item.get('article', '')}{quote}"


def _step(item: Mapping[str, Any]) -> str:
    return f"{item['step']}（{item['by']}" + (f"，{item['days']} 日）" if item.get("days") else "）")


def _procedure(item: Mapping[str, Any]) -> str:
    name = dict(SpecialProcedure.choices).get(item["kind"], item["kind"])
    days = f"（{item['days']} 日）" if item.get("days") else ""
    return f"{name}{days}" + (f"：{item['note']}" if item.get("note") else "")


def _question(item: Mapping[str, Any]) -> str:
    return f"{item['ask']} " + " / ".join(_option(option) for option in item["options"])


def _option(option: Mapping[str, Any]) -> str:
    needs = "、".join(option.get("needs") or [])
    return option["say"] + (f"（需要{needs}）" if needs else "")


def _visits(content: Content) -> Words:
    return f"{content.get('visits', 0)} 次"


STANDARD = (
    Shown("name", "事项名称", _text("name")),
    Shown("case_kind", "办件类型", _named("case_kind", CaseKind)),
    Shown("promised", "承诺办结时限", _limit("promised")),
    Shown("limit_note", "时限说明", _text("limit_note")),
    Shown("statutory", "法定办结时限", _limit("statutory")),
    Shown("statutory_note", "法定时限说明", _text("statutory_note")),
    Shown("conditions", "受理条件", _lines("conditions", str)),
    Shown("questions", "情形引导", _lines("questions", _question)),
    Shown("process", "办理流程", _lines("process", _step)),
    Shown("special_procedures", "特别程序", _lines("special_procedures", _procedure)),
    Shown("intermediaries", "中介服务", _lines("intermediaries", lambda item: f"{item['name']}（{item['basis']}）")),
    Shown("quantity_limit", "数量限制", _text("quantity_limit")),
    Shown("fee", "收费", _fee),
    Shown("result_kind", "结果类型", _named("result_kind", RESULT_KINDS)),
    Shown("result_name", "结果名称", _text("result_name")),
    Shown("result_valid_years", "结果有效年数", _number("result_valid_years", "年")),
    Shown("result_sample", "结果样本", _text("result_sample")),
    Shown("visits", "到现场次数", _visits),
    Shown("visit_reason", "必须到现场的原因", _text("visit_reason")),
    Shown("channels", "办理形式", _joined("channels", Channel)),
    Shown("online_depth", "网办深度", _named("online_depth", ONLINE_DEPTHS)),
    Shown("online_url", "网办地址", _text("online_url")),
    Shown("service_scope", "通办范围", _named("service_scope", ServiceScope)),
    Shown("takes_appointments", "可预约", _yes("takes_appointments")),
    Shown("appointment_note", "预约规则", _text("appointment_note")),
    Shown("daily_appointments", "每天可预约量", _number("daily_appointments", "件")),
    Shown("accepts_post", "申报材料可邮寄", _yes("accepts_post")),
    Shown("delivers_by_post", "结果可邮寄", _yes("delivers_by_post")),
    Shown("self_service", "自助终端可办", _yes("self_service")),
    Shown("place", "办理地点", _text("place")),
    Shown("hours", "办理时间", _text("hours")),
    Shown("transport", "交通", _text("transport")),
    Shown("legal_basis", "设定依据", _lines("legal_basis", _basis)),
    Shown("consult_phone", "咨询电话", _text("consult_phone")),
    Shown("consult_ways", "咨询方式", _text("consult_ways")),
    Shown("supervise_phone", "监督投诉电话", _text("supervise_phone")),
    Shown("reconsideration", "行政复议", _text("reconsideration")),
    Shown("litigation", "行政诉讼", _text("litigation")),
    Shown("faq", "常见问题", _lines("faq", lambda item: f"问：{item['question']} 答：{item['answer']}")),
)


def _late(material: Content) -> Words:
    return f"可容缺，{material['late_days']} 个工作日内补" if material.get("may_be_late") else ""


def _copies(material: Content) -> Words:
    parts = [f"原件 {material['originals']} 份"] if material.get("originals") else []
    return "，".join(parts + ([f"复印件 {material['copies']} 份"] if material.get("copies") else []))


MATERIAL = (
    Shown("kind", "材料类型", _named("kind", MaterialKind)),
    Shown("medium", "材料形式", _named("medium", Medium)),
    Shown("paper_size", "纸质规格", _text("paper_size")),
    Shown("numbers", "份数", _copies),
    Shown("source", "来源渠道", _named("source", MaterialSource)),
    Shown("issuer", "出具机构", _text("issuer")),
    Shown("issued_within", "出具时间要求", _text("issued_within")),
    Shown("necessity", "必要性", _named("necessity", Necessity)),
    Shown("condition", "何种情形需要", _text("condition")),
    Shown("late", "容缺", _late),
    Shown("may_be_promised", "可告知承诺", _yes("may_be_promised")),
    Shown("promise_template", "承诺书模板", _text("promise_template")),
    Shown("shared_licence", "免提交（共享证照）", _text("shared_licence")),
    Shown("exemption", "免提交方式", _named("exemption", Exemption)),
    Shown("licence_code", "证照类型代码", _text("licence_code")),
    Shown("acceptance_standard", "受理标准", _text("acceptance_standard")),
    Shown("note", "填报须知", _text("note")),
    Shown("sample", "样表", _text("sample")),
    Shown("blank_form", "空表", _text("blank_form")),
    Shown("legal_basis", "法律依据", _text("legal_basis")),
)
