"""A standard as a row: the same shape as a line of the file, so that one set of rules judges drafts and files."""

from collections.abc import Iterable
from typing import Any

from matters.catalogue_file.building import SAME_NAME
from matters.fingerprint import LATER_MATERIAL_FIELDS, LATER_STANDARD_FIELDS, MATERIAL_FIELDS
from matters.models import Material, Matter, MatterVersion

Row = dict[str, Any]
Fault = tuple[str, str, str]
PLANNED = ("planned_from", "planned_until")
OF_THE_MATTER = (
    "implementation_code", "handling_code", "name", "main_item", "matter_type", "applicants", "themes", "aliases",
    "power_source", "authority_kind", "entrusted_by", "joint_departments", "origin", "hall_codes",
)  # fmt: skip
WRITTEN = (*SAME_NAME, *LATER_STANDARD_FIELDS, *PLANNED)
MATERIAL_WRITTEN = (*MATERIAL_FIELDS, *LATER_MATERIAL_FIELDS)


def matter_row(matter: Matter) -> Row:
    """What a row says of the matter itself."""
    said = {field: getattr(matter, field) for field in OF_THE_MATTER}
    return {
        **said,
        "code": matter.code,
        "basic_code": matter.basic_item.code,
        "department": matter.department.code,
        "level": matter.use_level,
        "stationed": matter.is_stationed,
        "one_window": matter.is_one_window,
        "frequent": matter.is_frequent,
    }


def row_of(matter: Matter, version: MatterVersion, materials: Iterable[Material]) -> Row:
    """The whole row of a version, later fields among them."""
    said = {field: getattr(version, field) for field in (*SAME_NAME, *LATER_STANDARD_FIELDS)}
    planned = {field: value.isoformat() if (value := getattr(version, field)) else None for field in PLANNED}
    result = {"kind": version.result_kind, "name": version.result_name, "valid_years": version.result_valid_years}
    listed = [{field: getattr(material, field) for field in MATERIAL_WRITTEN} for material in materials]
    fee = {"item": "", "pay_online": False, **version.fee}
    return {**matter_row(matter), **said, **planned, "fee": fee, "result": result, "materials": listed}
