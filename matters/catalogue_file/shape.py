"""The shape of one line: which fields there are, of what kind, how long."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from matters.models import CaseKind, LimitUnit, MatterType
from matters.models.material import Exemption, MaterialKind, MaterialSource, Medium, Necessity
from matters.models.matter import Applicant, AuthorityKind, Origin, PowerSource
from matters.models.version import Channel, ServiceScope, SpecialProcedure

Check = Callable[[Any], str]


def text(longest: int, *, blank: bool = False) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            return "应为文字"
        if not blank and not value.strip():
            return "不能为空"
        return f"超过 {longest} 个字" if len(value) > longest else ""

    return check


def whole(least: int = 0, most: int = 30_000, *, optional: bool = False) -> Check:
    def check(value: Any) -> str:
        if value is None and optional:
            return ""
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return f"应为 {least} 到 {most} 之间的整数"
        return ""

    return check


def flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "应为 true 或 false"


def one_of(choices: type[Any], *, blank: bool = False) -> Check:
    known = frozenset([*map(str, choices.values), *([""] if blank else [])])

    def check(value: Any) -> str:
        if isinstance(value, str) and value in known:
            return ""
        return "只能写 " + "、".join(f"{code}（{label}）" for code, label in choices.choices)

    return check


def digit(first: str, last: str) -> Check:
    def check(value: Any) -> str:
        return (
            "" if isinstance(value, str) and len(value) == 1 and first <= value <= last else f"应为 {first} 到 {last}"
        )

    return check


def listed(item: Check, *, least: int = 0, most: int = 60) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or not least <= len(value) <= most:
            return f"应为 {least} 到 {most} 项的列表"
        return next((f"第 {index} 项{fault}" for index, fault in enumerate(map(item, value), 1) if fault), "")

    return check


def each_once(item: Check) -> Check:
    def check(value: Any) -> str:
        return listed(item)(value) or ("有重复的项" if len(set(map(str, value))) < len(value) else "")

    return check


def day(value: Any) -> str:
    try:
        date.fromisoformat(value if value is not None else "2026-01-01")
    except (TypeError, ValueError):
        return "应为日期，例如 2026-12-01"
    return ""


def code_like(pattern: str, what: str) -> Check:
    def check(value: Any) -> str:
        return "" if value == "" or (isinstance(value, str) and re.fullmatch(pattern, value)) else f"应为{what}"

    return check


def record(fields: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return "应为对象"
        return next((f"的 {field} {fault}" for field, fault in faults(value, fields, optional or {})), "")

    return check


def faults(
    row: Mapping[str, Any], fields: Mapping[str, Check], optional: Mapping[str, Check]
) -> Iterator[tuple[str, str]]:
    """Each field that is missing, unknown or of the wrong kind, with what is wrong."""
    for field, check in fields.items():
        fault = check(row[field]) if field in row else "缺少此项"
        if fault:
            yield field, fault
    for field, check in optional.items():
        fault = check(row[field]) if field in row else ""
        if fault:
            yield field, fault
    for field in sorted(row.keys() - fields.keys() - optional.keys()):
        yield field, "没有这个字段"


MATERIAL = {
    "name": text(200), "kind": one_of(MaterialKind), "medium": one_of(Medium), "originals": whole(0, 99),
    "copies": whole(0, 99), "source": one_of(MaterialSource), "issuer": text(100, blank=True),
    "necessity": one_of(Necessity), "condition": text(200, blank=True), "may_be_late": flag, "late_days": whole(0, 365),
    "may_be_promised": flag, "shared_licence": text(60, blank=True), "acceptance_standard": text(500),
    "note": text(500, blank=True),
}  # fmt: skip
MATERIAL_OPTIONAL = {
    "paper_size": text(30, blank=True), "issued_within": text(100, blank=True),
    "promise_template": text(300, blank=True), "exemption": one_of(Exemption, blank=True),
    "licence_code": text(40, blank=True), "sample": text(300, blank=True), "blank_form": text(300, blank=True),
    "legal_basis": text(300, blank=True),
}  # fmt: skip

LINE = {
    "basic_code": text(12), "implementation_code": text(31), "handling_code": text(33, blank=True), "name": text(500),
    "main_item": text(500, blank=True), "department": text(32), "matter_type": one_of(MatterType), "level": text(11),
    "applicants": listed(one_of(Applicant), least=1), "legal_basis": listed(record({"law": text(200), "article": text(60, blank=True)}, {"quote": text(2000, blank=True)}), least=1),
    "conditions": listed(text(500), least=1), "materials": listed(record(MATERIAL, MATERIAL_OPTIONAL), least=1, most=60),
    "process": listed(record({"step": text(30), "days": whole(0, 1000), "by": text(60)}), least=1),
    "statutory_limit": whole(1, 1000, optional=True), "statutory_unit": one_of(LimitUnit),
    "promised_limit": whole(0, 1000), "promised_unit": one_of(LimitUnit), "limit_note": text(500, blank=True),
    "case_kind": one_of(CaseKind), "fee": record({"charged": flag, "standard": text(500, blank=True), "basis": text(500, blank=True)}, {"item": text(200, blank=True), "pay_online": flag}),
    "result": record({"kind": text(16), "name": text(200, blank=True), "valid_years": whole(0, 100)}),
    "stationed": flag, "one_window": flag, "visits": whole(0, 9), "online_depth": digit("1", "4"),
    "aliases": listed(text(60)), "themes": listed(text(20)), "frequent": flag, "consult_phone": text(32),
    "supervise_phone": text(32),
}  # fmt: skip

# What a line may say besides; what it does not say stays as it is, or is empty in a new standard.
OPTIONAL = {
    "power_source": one_of(PowerSource), "authority_kind": one_of(AuthorityKind), "origin": one_of(Origin),
    "entrusted_by": text(100, blank=True), "joint_departments": text(200, blank=True),
    "local_catalog_code": text(50, blank=True), "local_task_code": text(50, blank=True),
    "old_basic_code": code_like(r"[0-9]{10}", "10 位数字（2016 版基本编码）"),
    "old_implementation_code": code_like(r"[0-9A-Z]{24}", "24 位数字或大写字母（2016 版实施编码）"),
    "hall_codes": each_once(text(32)), "statutory_note": text(500, blank=True),
    "visit_reason": text(1000, blank=True), "channels": each_once(one_of(Channel)), "online_url": text(500, blank=True),
    "service_scope": one_of(ServiceScope, blank=True),
    "special_procedures": listed(record({"kind": one_of(SpecialProcedure), "days": whole(0, 1000)}, {"note": text(300, blank=True)})),
    "intermediaries": listed(record({"name": text(100), "basis": text(300)})),
    "quantity_limit": text(500, blank=True), "result_sample": text(300, blank=True), "takes_appointments": flag,
    "appointment_note": text(300, blank=True), "daily_appointments": whole(1, 10_000, optional=True),
    "accepts_post": flag, "delivers_by_post": flag, "self_service": flag, "place": text(300, blank=True),
    "hours": text(300, blank=True), "transport": text(300, blank=True), "consult_ways": text(300, blank=True),
    "reconsideration": text(300, blank=True), "litigation": text(300, blank=True),
    "faq": listed(record({"question": text(200), "answer": text(1000)})),
    "planned_from": day, "planned_until": day,
}  # fmt: skip
