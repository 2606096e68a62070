"""Rows of the database made from a line of the file; nothing is saved here."""

from typing import Any

from hall.models import Department
from matters.fingerprint import (
    LATER_MATERIAL_FIELDS,
    LATER_STANDARD_FIELDS,
    MATERIAL_FIELDS,
    content_of,
    fingerprint,
)
from matters.guided.questions import stored
from matters.models import Material, Matter, MatterVersion
from matters.search_text import search_text
from matters.states import VersionState

MATTER_FIELDS = (
    "basic_item_id", "department_id", "implementation_code", "handling_code", "name", "main_item", "matter_type",
    "use_level", "applicants", "themes", "aliases", "is_stationed", "is_one_window", "is_frequent", "search_text",
    "power_source", "authority_kind", "entrusted_by", "joint_departments", "origin", "local_catalog_code",
    "local_task_code", "old_basic_code", "old_implementation_code", "hall_codes",
)  # fmt: skip
LATER_MATTER_FIELDS = MATTER_FIELDS[MATTER_FIELDS.index("power_source") :]
SAME_NAME = (
    "case_kind", "statutory_limit", "statutory_unit", "promised_limit", "promised_unit", "limit_note", "legal_basis",
    "conditions", "process", "fee", "visits", "online_depth", "consult_phone", "supervise_phone",
)  # fmt: skip


def matter_fields(row: dict[str, Any], department: Department, basic_item_id: int) -> dict[str, Any]:
    """What a line says of the matter itself, and the text it is found by."""
    found_by = search_text(
        row["name"], row["main_item"], row["aliases"], department.short_name, [row["result"]["name"]]
    )
    return {"basic_item_id": basic_item_id, **described(row, department), "search_text": found_by}


def described(row: dict[str, Any], department: Department) -> dict[str, Any]:
    """What a line says of the matter itself."""
    return {
        "department_id": department.pk,
        "implementation_code": row["implementation_code"],
        "handling_code": row["handling_code"],
        "name": row["name"],
        "main_item": row["main_item"],
        "matter_type": row["matter_type"],
        "use_level": row["level"],
        "applicants": row["applicants"],
        "themes": row["themes"],
        "aliases": row["aliases"],
        "is_stationed": row["stationed"],
        "is_one_window": row["one_window"],
        "is_frequent": row["frequent"],
        **{field: row[field] for field in LATER_MATTER_FIELDS if field in row},
    }


def standard(row: dict[str, Any], matter: Matter) -> tuple[MatterVersion, list[Material]]:
    """The published version and its materials that a line describes, with the fingerprint."""
    said = {field: row[field] for field in (*SAME_NAME, *LATER_STANDARD_FIELDS) if field in row}
    version = MatterVersion(matter=matter, name=row["name"], state=VersionState.PUBLISHED, **said)
    result = row["result"]
    version.result_kind, version.result_name = result["kind"], result["name"]
    version.result_valid_years = result["valid_years"]
    version.questions = stored(row.get("questions", []))
    materials = [
        Material(order=order, **{f: material[f] for f in (*MATERIAL_FIELDS, *LATER_MATERIAL_FIELDS) if f in material})
        for order, material in enumerate(row["materials"], 1)
    ]
    version.fingerprint = fingerprint(content_of(row["code"], row["name"], version, materials))
    return version, materials
