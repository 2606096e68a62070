"""Loading the departments (部门) of the city from their data file."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from hall import steps
from hall.models import Department
from hall.permissions import system_person

DEPARTMENTS_CSV = Path(__file__).resolve().parent.parent / "data" / "departments.csv"
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
    for row in _rows(path):
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
    return Loaded(**counts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]
