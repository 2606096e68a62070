"""Loading the departments (部门) of the city from their data file."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hall import steps
from hall.models import Department, DepartmentName
from hall.permissions import system_person

DEPARTMENTS_CSV = Path(__file__).resolve().parent.parent / "data" / "departments.csv"
RENAMED = date(2024, 6, 14)
FIELDS = ("short_name", "full_name", "kind", "central_code", "credit_code", "phone", "supervision_phone")


@dataclass(frozen=True)
class Loaded:
    """How many departments a file added, changed and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def load_departments(path: Path = DEPARTMENTS_CSV) -> Loaded:
    """Bring the departments up to the file, all or nothing; loading it again changes nothing."""
    by = system_person("import")
    known = {department.code: department for department in Department.objects.select_for_update()}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    rows = _rows(path)
    for row in rows:
        department = known.get(row["code"], Department(code=row["code"]))
        is_new = department.pk is None
        differences = [field for field in FIELDS if field in row and getattr(department, field) != row[field]]
        if not (is_new or differences):
            counts["unchanged"] += 1
            continue
        for field in differences:
            setattr(department, field, row[field])
        department.save()
        steps.record(department, "add" if is_new else "change", by, fields=differences)
        counts["added" if is_new else "changed"] += 1
    _remember_names(rows)
    return Loaded(**counts)


def former_name(text: str) -> tuple[str, date]:
    """The former name and its last day plus one, from a remark such as 甲委；乙委（2021年合署）."""
    year = re.search(r"（(\d{4})年", text)
    until = date(int(year.group(1)), 1, 1) if year else RENAMED
    return re.split(r"[；（]", text)[0].strip(), until


def _remember_names(rows: list[dict[str, str]]) -> None:
    """The former and the present name of each department that was renamed."""
    renamed = {row["code"]: row["name_in_2019"] for row in rows if row.get("name_in_2019")}
    known = set(DepartmentName.objects.values_list("department__code", flat=True))
    names = []
    for department in Department.objects.filter(code__in=set(renamed) - known):
        former, until = former_name(renamed[department.code])
        names.append(DepartmentName(department=department, full_name=former, period=DateRange(None, until)))
        names.append(
            DepartmentName(department=department, full_name=department.full_name, period=DateRange(until, None))
        )
    DepartmentName.objects.bulk_create(names)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]
