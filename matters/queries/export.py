"""The catalogue in the tables that the import takes: all of it, or what the list's filters leave."""

from collections.abc import Iterable, Iterator
from typing import IO

from django.db.models import QuerySet

from hall.models import Department
from matters.catalogue_file import writing
from matters.catalogue_file.columns import MATERIALS, MATTERS
from matters.models import Matter, MatterVersion
from matters.queries.catalogue_lines import line_of, whole_versions
from matters.queries.listing import Filters, listed
from matters.queries.search import asked

Lines = list[list[str]]


def exported(filters: Filters | None = None) -> QuerySet[MatterVersion]:
    """The standing versions that are exported."""
    if filters is None or filters == Filters():
        return whole_versions()
    return whole_versions().filter(matter__in=_found(filters))


def _found(filters: Filters) -> list[int]:
    rows: QuerySet[Matter] = listed(filters, asked(filters.words))
    return [matter.pk for matter in rows]


def sheets(versions: Iterable[MatterVersion]) -> tuple[Lines, Lines]:
    """The lines of both sheets."""
    credit_codes = dict(Department.objects.values_list("code", "credit_code"))
    matters: Lines = []
    materials: Lines = []
    for version in versions:
        row = line_of(version)
        matters.append(writing.matter_line(row, credit_codes[row["department"]]))
        materials += writing.material_lines(row)
    return matters, materials


def export_xlsx(target: IO[bytes], filters: Filters | None = None) -> int:
    """Write the workbook; how many matters it holds."""
    matters, materials = sheets(exported(filters))
    writing.write_xlsx(target, matters, materials)
    return len(matters)


def export_csv(sheet: str, filters: Filters | None = None) -> Iterator[str]:
    """One of the two CSV files, piece by piece."""
    lines = dict(zip((MATTERS, MATERIALS), sheets(exported(filters)), strict=True))
    return writing.csv_text(sheet, lines[sheet])
