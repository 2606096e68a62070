"""Where a hidden drawer could be: every text of a standard that tells the window what it may ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models


class Place(models.TextChoices):
    """The kinds of text that the gate reads."""

    CONDITION = "condition", "受理条件"
    NAME = "name", "材料名称"
    WHEN = "when", "何种情形需要"
    ACCEPTANCE = "acceptance", "受理标准"
    NOTE = "note", "填报须知"
    ISSUER = "issuer", "出具机构"
    LICENCE = "licence", "免提交（共享证照）"
    LIMIT = "limit", "时限说明"
    FEE = "fee", "收费标准"
    STEP = "step", "办理流程"
    DETAIL = "detail", "办理说明"
    FAQ = "faq", "常见问题"
    ASKED = "asked", "常见问题的问句"
    BASIS = "basis", "依据"
    RESULT = "result", "结果名称"
    LIST = "list", "清单说明"
    ENGLISH = "english", "英文文本"


MATERIAL_TEXTS = {
    "name": Place.NAME,
    "condition": Place.WHEN,
    "acceptance_standard": Place.ACCEPTANCE,
    "note": Place.NOTE,
    "issuer": Place.ISSUER,
    "shared_licence": Place.LICENCE,
    "issued_within": Place.DETAIL,
    "paper_size": Place.DETAIL,
    "promise_template": Place.DETAIL,
    "sample": Place.DETAIL,
    "blank_form": Place.DETAIL,
    "legal_basis": Place.BASIS,
}
VERSION_TEXTS = {
    "limit_note": (Place.LIMIT, "时限说明"),
    "statutory_note": (Place.LIMIT, "法定时限说明"),
    "visit_reason": (Place.DETAIL, "必须到现场的原因"),
    "quantity_limit": (Place.DETAIL, "数量限制"),
    "appointment_note": (Place.DETAIL, "预约规则"),
    "hours": (Place.DETAIL, "办理时间"),
    "place": (Place.DETAIL, "办理地点"),
    "transport": (Place.DETAIL, "交通"),
    "consult_ways": (Place.DETAIL, "咨询方式"),
    "reconsideration": (Place.DETAIL, "行政复议机关及地址"),
    "litigation": (Place.DETAIL, "行政诉讼法院及地址"),
    "result_name": (Place.RESULT, "结果名称"),
}


ENTRY_TEXTS = {
    "process": (("step", Place.STEP, "办理流程第 {} 步"),),
    "faq": (("question", Place.ASKED, "常见问题第 {} 条的问句"), ("answer", Place.FAQ, "常见问题第 {} 条的回答")),
    "legal_basis": (("law", Place.BASIS, "设定依据第 {} 项"), ("article", Place.BASIS, "设定依据第 {} 项的条款")),
    "special_procedures": (("note", Place.DETAIL, "特别程序第 {} 项的说明"),),
    "intermediaries": (
        ("name", Place.DETAIL, "中介服务第 {} 项"),
        ("basis", Place.BASIS, "中介服务第 {} 项的依据"),
    ),
}


@dataclass(frozen=True)
class Spot:
    """One text of a standard: what kind it is, where it stands in words and by its field, what it says."""

    place: Place
    where: str
    text: str
    field: str = ""


def spots(version: Any, materials: Iterable[Any]) -> Iterator[Spot]:
    """All texts of a standard that the gate reads, from rows or from any objects with the same fields."""
    for index, condition in enumerate(version.conditions or [], 1):
        text = condition if isinstance(condition, str) else str(condition.get("text", ""))
        yield Spot(Place.CONDITION, f"受理条件第 {index} 项", text, f"conditions[{index}]")
    for index, material in enumerate(materials, 1):
        yield from of_material(index, material)
    for field, (place, where) in VERSION_TEXTS.items():
        yield Spot(place, where, getattr(version, field, "") or "", field)
    fee = version.fee or {}
    yield Spot(Place.FEE, "收费标准", str(fee.get("standard", "")), "fee")
    yield Spot(Place.BASIS, "收费依据", str(fee.get("basis", "")), "fee")
    yield from of_entries(version)
    yield from of_questions(getattr(version, "questions", None))


def of_entries(version: Any) -> Iterator[Spot]:
    """The texts of steps, questions and answers, laws, special procedures, intermediary services."""
    for field, parts in ENTRY_TEXTS.items():
        for index, entry in enumerate(getattr(version, field, None) or [], 1):
            for key, place, where in parts:
                yield Spot(place, where.format(index), str(entry.get(key) or ""), f"{field}[{index}]")


def of_questions(questions: Any) -> Iterator[Spot]:
    """What guided questions say: the guide prints it, so it, too, could hide a drawer."""
    for index, question in enumerate(questions or [], 1):
        options = [option.get(key, "") for option in question.get("options", []) for key in ("say", "situation")]
        for text in (question.get("ask", ""), question.get("help", ""), *options):
            yield Spot(Place.DETAIL, f"情形引导第 {index} 问", str(text or ""), "questions")


def of_material(index: int, material: Any) -> Iterator[Spot]:
    """The texts of one material."""
    for field, place in MATERIAL_TEXTS.items():
        text = getattr(material, field, "") or ""
        where = "名称" if place is Place.NAME else f"“{material.name}”的{place.label}"
        yield Spot(place, f"申请材料第 {index} 项{where}", text, f"materials[{index}].{field}")
