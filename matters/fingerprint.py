"""The fingerprint of a standard: SHA-256 of its canonical content. Two standards with one fingerprint are the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from matters.guided.questions import stored

STANDARD_FIELDS = (
    "case_kind", "statutory_limit", "statutory_unit", "promised_limit", "promised_unit", "limit_note", "legal_basis",
    "conditions", "process", "fee", "result_kind", "result_name", "result_valid_years", "visits", "online_depth",
    "consult_phone", "supervise_phone",
)  # fmt: skip
MATERIAL_FIELDS = (
    "name", "kind", "medium", "originals", "copies", "source", "issuer", "necessity", "condition", "may_be_late",
    "late_days", "may_be_promised", "shared_licence", "acceptance_standard", "note",
)  # fmt: skip

# Fields that came later count only where they say something: a standard that does not use them keeps its fingerprint.
LATER_STANDARD_FIELDS = (
    "statutory_note", "visit_reason", "channels", "online_url", "service_scope", "special_procedures",
    "intermediaries", "quantity_limit", "result_sample", "takes_appointments", "appointment_note",
    "daily_appointments", "accepts_post", "delivers_by_post", "self_service", "place", "hours", "transport",
    "consult_ways", "reconsideration", "litigation", "faq",
)  # fmt: skip
LATER_MATERIAL_FIELDS = (
    "paper_size", "issued_within", "promise_template", "exemption", "licence_code", "sample", "blank_form",
    "legal_basis",
)  # fmt: skip


def content_of(code: str, name: str, version: Any, materials: Iterable[Any]) -> dict[str, Any]:
    """The content that the public is promised, from rows or from any objects with the same fields.

    Guided questions count where there are some; a standard without them has the digest it always had.
    """
    content = _read(version, STANDARD_FIELDS, LATER_STANDARD_FIELDS)
    listed = [_read(material, MATERIAL_FIELDS, LATER_MATERIAL_FIELDS) for material in materials]
    guided = {"questions": stored(version.questions)} if version.questions else {}
    return {"code": code, "name": name, **content, "materials": listed, **guided}


def _read(thing: Any, always: Iterable[str], when_said: Iterable[str]) -> dict[str, Any]:
    content = {field: _plain(getattr(thing, field)) for field in always}
    later = {field: _plain(getattr(thing, field, None)) for field in when_said}
    return content | {field: value for field, value in later.items() if value}


def fingerprint(content: Mapping[str, Any]) -> str:
    """The digest of the canonical form: keys sorted, no blanks, text as it is."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one form that is digested: JSON in UTF-8, keys sorted, no blanks between, text as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    """Enumerations count as their plain value."""
    return getattr(value, "value", value)
