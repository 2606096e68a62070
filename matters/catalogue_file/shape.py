"""The shape of one line: which fields there are, of what kind, how long."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matters.models import CaseKind, LimitUnit, MatterType
from matters.models.material import MaterialKind, MaterialSource, Medium, Necessity
from matters.models.matter import Applicant

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


def one_of(choices: type[Any]) -> Check:
    def check(value: Any) -> str:
        if value in choices.values:
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


def record(fields: Mapping[str, Check]) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return "应为对象"
        return next((f"的 {field} {fault}" for field, fault in faults(value, fields)), "")

    return check


def faults(row: Mapping[str, Any], fields: Mapping[str, Check]) -> Iterator[tuple[str, str]]:
    """Each field that is missing, unknown or of the wrong kind, with what is wrong."""
    for field, check in fields.items():
        fault = check(row[field]) if field in row else "缺少此项"
        if fault:
            yield field, fault
    for field in row.keys() - fields.keys():
        yield field, "没有这个字段"


MATERIAL = {
    "name": text(200), "kind": one_of(MaterialKind), "medium": one_of(Medium), "originals": whole(0, 99),
    "copies": whole(0, 99), "source": one_of(MaterialSource), "issuer": text(100, blank=True),
    "necessity": one_of(Necessity), "condition": text(200, blank=True), "may_be_late": flag, "late_days": whole(0, 365),
    "may_be_promised": flag, "shared_licence": text(60, blank=True), "acceptance_standard": text(500),
    "note": text(500, blank=True),
}  # fmt: skip

LINE = {
    "basic_code": text(12), "implementation_code": text(31), "handling_code": text(33, blank=True), "name": text(500),
    "main_item": text(500, blank=True), "department": text(32), "matter_type": one_of(MatterType), "level": text(11),
    "applicants": listed(one_of(Applicant), least=1), "legal_basis": listed(record({"law": text(200), "article": text(60, blank=True)}), least=1),
    "conditions": listed(text(500), least=1), "materials": listed(record(MATERIAL), least=2, most=8),
    "process": listed(record({"step": text(30), "days": whole(0, 1000), "by": text(60)}), least=1),
    "statutory_limit": whole(1, 1000, optional=True), "statutory_unit": one_of(LimitUnit),
    "promised_limit": whole(0, 1000), "promised_unit": one_of(LimitUnit), "limit_note": text(500, blank=True),
    "case_kind": one_of(CaseKind), "fee": record({"charged": flag, "standard": text(500, blank=True), "basis": text(500, blank=True)}),
    "result": record({"kind": text(16), "name": text(200, blank=True), "valid_years": whole(0, 100)}),
    "stationed": flag, "one_window": flag, "visits": whole(0, 9), "online_depth": digit("1", "4"),
    "aliases": listed(text(60)), "themes": listed(text(20)), "frequent": flag, "consult_phone": text(32),
    "supervise_phone": text(32),
}  # fmt: skip
