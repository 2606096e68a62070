"""The catalogue as lines of a catalogue file: what the export writes and what an import is compared with."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from matters.catalogue_file.building import LATER_MATTER_FIELDS, SAME_NAME
from matters.fingerprint import LATER_MATERIAL_FIELDS, LATER_STANDARD_FIELDS, MATERIAL_FIELDS
from matters.models import Material, MatterVersion
from matters.queries.catalogue import versions_at

Row = dict[str, Any]
STRUCTURES = ("legal_basis", "fee", "process", "special_procedures", "intermediaries", "faq")
MATERIAL_LINE = (*MATERIAL_FIELDS, *LATER_MATERIAL_FIELDS)


def whole_versions(at: datetime | None = None) -> QuerySet[MatterVersion]:
    """The standing versions with matter, department and materials, by department and code."""
    ordered = Prefetch("materials", queryset=Material.objects.order_by("order"))
    rows = versions_at(at).select_related("matter__department", "matter__basic_item").prefetch_related(ordered)
    return rows.order_by("matter__department__code", "matter__code")


def line_of(version: MatterVersion) -> Row:
    """A standing version as a line of the file."""
    matter = version.matter
    return {
        "code": matter.code,
        "basic_code": matter.basic_item.code,
        "implementation_code": matter.implementation_code,
        "handling_code": matter.handling_code,
        "name": matter.name,
        "main_item": matter.main_item,
        "department": matter.department.code,
        "matter_type": matter.matter_type,
        "level": matter.use_level,
        "applicants": matter.applicants,
        "themes": matter.themes,
        "aliases": matter.aliases,
        "stationed": matter.is_stationed,
        "one_window": matter.is_one_window,
        "frequent": matter.is_frequent,
        "result": {
            "kind": version.result_kind,
            "name": version.result_name,
            "valid_years": version.result_valid_years,
        },
        "questions": version.questions,
        **{field: getattr(matter, field) for field in LATER_MATTER_FIELDS},
        **{field: getattr(version, field) for field in (*SAME_NAME, *LATER_STANDARD_FIELDS)},
        "materials": [{field: getattr(one, field) for field in MATERIAL_LINE} for one in version.materials.all()],
    }


def with_what_stands(rows: Iterable[Row], standing: Mapping[str, MatterVersion]) -> Iterator[Row]:
    """Each line filled up: what it does not say stays as it stands, and an empty part is the same as none."""
    for row in rows:
        version = standing.get(row["code"])
        yield _filled(row, line_of(version)) if version is not None else row


def _filled(row: Row, stands: Row) -> Row:
    filled = {**{field: value for field, value in stands.items() if field not in row}, **row}
    for field in STRUCTURES:
        if _pruned(filled[field]) == _pruned(stands[field]):
            filled[field] = stands[field]
    former = {material["name"]: material for material in stands["materials"]}
    filled["materials"] = [{**former.get(material["name"], {}), **material} for material in row["materials"]]
    return filled


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: pruned for key, part in value.items() if (pruned := _pruned(part)) not in ("", None, False)}
    return [_pruned(item) for item in value] if isinstance(value, (list, tuple)) else value
