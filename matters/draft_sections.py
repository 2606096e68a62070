"""How the page of a draft is arranged: sections with their fields and lists, and the standing text beside them."""

from dataclasses import dataclass
from typing import Any

from django import forms

from matters.content_words import MATERIAL, STANDARD, Content
from matters.draft_pages import DraftPage, Rows


@dataclass(frozen=True)
class Section:
    """One part of the page: its title, plain fields, lists of rows, and which words of the standing version go beside."""

    title: str
    fields: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


SECTIONS = (
    Section("时限", ("case_kind", "promised_limit", "promised_unit", "limit_note", "statutory_limit", "statutory_unit", "statutory_note"), (), ("case_kind", "promised", "limit_note", "statutory", "statutory_note")),
    Section("谁能办", ("quantity_limit",), ("conditions",), ("conditions", "questions", "quantity_limit")),
    Section("申请材料", (), ("materials",), ()),
    Section("办理流程", (), ("process", "special_procedures", "intermediaries"), ("process", "special_procedures", "intermediaries")),
    Section("收费与结果", ("fee_charged", "fee_item", "fee_standard", "fee_basis", "fee_pay_online", "result_kind", "result_name", "result_valid_years", "result_sample"), (), ("fee", "result_kind", "result_name", "result_valid_years", "result_sample")),
    Section("怎样办", ("visits", "visit_reason", "channels", "online_depth", "online_url", "service_scope", "takes_appointments", "appointment_note", "daily_appointments", "accepts_post", "delivers_by_post", "self_service", "place", "hours", "transport"), (), ("visits", "visit_reason", "channels", "online_depth", "online_url", "service_scope", "takes_appointments", "appointment_note", "daily_appointments", "accepts_post", "delivers_by_post", "self_service", "place", "hours", "transport")),
    Section("依据与问答", (), ("legal_basis", "faq"), ("legal_basis", "faq")),
    Section("咨询、监督与救济", ("consult_phone", "consult_ways", "supervise_phone", "reconsideration", "litigation"), (), ("consult_phone", "consult_ways", "supervise_phone", "reconsideration", "litigation")),
    Section("计划日期", ("planned_from", "planned_until"), (), ()),
)  # fmt: skip


@dataclass(frozen=True)
class Arranged:
    """A section ready to be shown."""

    title: str
    fields: list[forms.BoundField]
    lists: list[Rows]
    beside: list[tuple[str, Any]]


def arranged(page: DraftPage, previous: Content | None) -> list[Arranged]:
    """The sections of a draft's page, each with the words of the version that stands."""
    return [
        Arranged(
            section.title,
            [page.standard[name] for name in section.fields],
            [page.lists[name] for name in section.lists],
            _beside(section, previous),
        )
        for section in SECTIONS
    ]


def _beside(section: Section, previous: Content | None) -> list[tuple[str, Any]]:
    if previous is None:
        return []
    if "materials" in section.lists:
        return [(material["name"], _facts(material)) for material in previous.get("materials", [])]
    shown = {one.key: one for one in STANDARD}
    said = [(shown[key].label, shown[key].words(previous)) for key in section.beside]
    return [(label, words) for label, words in said if words]


def _facts(material: Content) -> list[str]:
    said = ((one.label, one.words(material)) for one in MATERIAL)
    return [f"{label}：{words}" for label, words in said if words]


def in_words(content: Content) -> list[tuple[str, Any]]:
    """A whole content in words, for reading: label and text or lines; nothing for what is empty."""
    said = [(one.label, one.words(content)) for one in STANDARD]
    listed = [(f"材料：{material['name']}", _facts(material)) for material in content.get("materials", [])]
    return [(label, words) for label, words in [*said, *listed] if words]
