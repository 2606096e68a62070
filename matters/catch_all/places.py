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
    "legal_basis": Place.DETAIL,
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
}


@dataclass(frozen=True)
class Spot:
    """One text of a standard: what kind it is, where it stands in words, what it says."""

    place: Place
    where: str
    text: str


def spots(version: Any, materials: Iterable[Any]) -> Iterator[Spot]:
    """All texts of a standard that the gate reads, from rows or from any objects with the same fields."""
    for index, condition in enumerate(version.conditions or [], 1):
        text = condition if isinstance(condition, str) else str(condition.get("text", ""))
        yield Spot(Place.CONDITION, f"受理条件第 {index} 项", text)
    for index, material in enumerate(materials, 1):
        yield from of_material(index, material)
    for field, (place, where) in VERSION_TEXTS.items():
        yield Spot(place, where, getattr(version, field, "") or "")
    yield Spot(Place.FEE, "收费标准", str((version.fee or {}).get("standard", "")))
    for index, step in enumerate(version.process or [], 1):
        yield Spot(Place.STEP, f"办理流程第 {index} 步", str(step.get("step", "")))
    for index, one in enumerate(getattr(version, "faq", None) or [], 1):
        yield Spot(Place.FAQ, f"常见问题第 {index} 条的回答", str(one.get("answer", "")))
    for where, text in asked_beside(getattr(version, "questions", None), getattr(version, "intermediaries", None)):
        yield Spot(Place.DETAIL, where, text)


def asked_beside(questions: Any, intermediaries: Any) -> Iterator[tuple[str, str]]:
    """What guided questions and intermediary services say: the guide prints them, so they, too, could hide a drawer."""
    for index, question in enumerate(questions or [], 1):
        options = [option.get("say", "") for option in question.get("options", [])]
        for text in (question.get("ask", ""), question.get("help", ""), *options):
            yield f"情形引导第 {index} 问", str(text)
    for index, service in enumerate(intermediaries or [], 1):
        yield f"中介服务第 {index} 项", str(service.get("name", ""))


def of_material(index: int, material: Any) -> Iterator[Spot]:
    """The texts of one material."""
    for field, place in MATERIAL_TEXTS.items():
        text = getattr(material, field, "") or ""
        where = "名称" if place is Place.NAME else f"“{material.name}”的{place.label}"
        yield Spot(place, f"申请材料第 {index} 项{where}", text)
