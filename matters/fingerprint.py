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


def content_of(code: str, name: str, version: Any, materials: Iterable[Any]) -> dict[str, Any]:
    """The content that the public is promised, from rows or from any objects with the same fields.

    Guided questions count where there are some; a standard without them has the digest it always had.
    """
    content = {field: _plain(getattr(version, field)) for field in STANDARD_FIELDS}
    listed = [{field: _plain(getattr(material, field)) for field in MATERIAL_FIELDS} for material in materials]
    guided = {"questions": stored(version.questions)} if version.questions else {}
    return {"code": code, "name": name, **content, "materials": listed, **guided}


def fingerprint(content: Mapping[str, Any]) -> str:
    """The digest of the canonical form: keys sorted, no blanks, text as it is."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Enumerations count as their plain value."""
    return getattr(value, "value", value)
