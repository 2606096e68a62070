"""`python -m benchmarks.imports`: a workbook of 10,000 rows (matters and their materials), and one of 10,000 matters, into the
catalogue: checked, approved, published.

Runs in one transaction on the database of the environment and rolls everything back.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (1_640, 10_000)  # with their materials about 10,000 and about 60,000 rows
WITHIN = 60.0
CATALOGUE = Path(__file__).resolve().parent.parent / "matters" / "data" / "catalogue.jsonl"


def measure(say: Callable[[str, str], None], matters: int | None = None) -> None:
    """Print how long each step takes; every line is a new matter whose texts no cache has seen."""
    from django.db import transaction

    for size in SIZES if matters is None else (matters,):
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            _walk(Path(folder), size, say)
            transaction.set_rollback(True)


def _walk(folder: Path, matters: int, say: Callable[[str, str], None]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.utils import override_settings

    from hall.permissions import system_person
    from matters.verbs import catalogue_imports as verbs
    from matters.verbs.checking_imports import check_import, publish_import

    editor, reviewer = system_person("bench.editor"), system_person("bench.reviewer")
    publisher, worker = system_person("bench.publisher"), system_person("import")
    path = folder / "matters.xlsx"
    materials = _workbook(path, matters)
    with override_settings(MEDIA_ROOT=folder / "media"):
        for name in ("new", "the same again"):
            row = verbs.upload(file=SimpleUploadedFile(path.name, path.read_bytes()), by=editor)
            took, used, row = _timed(lambda row=row: check_import(import_id=row.pk, by=worker))
            assert row.state == "checked", (row.state, row.trouble, row.problems[:3])
            total = took
            say(
                f"import, {name}",
                f"{matters + materials} rows ({matters} matters): check {took:.1f} s ({used:.1f} s of CPU)",
            )
            if row.unchanged < matters:
                verbs.propose(import_id=row.pk, by=editor)
                verbs.approve(import_id=row.pk, by=reviewer)
                verbs.release(import_id=row.pk, by=publisher)
                took, used, row = _timed(lambda row=row: publish_import(import_id=row.pk, by=worker))
                assert row.state == "applied", (row.state, row.trouble)
                total += took
                within = "within" if total <= WITHIN else "NOT within"
                say(
                    "import, published",
                    f"{took:.1f} s ({used:.1f} s of CPU); in all {total:.1f} s, {within} {WITHIN:.0f} s",
                )


def _timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    wall, cpu = time.monotonic(), time.process_time()
    done = act()
    return time.monotonic() - wall, time.process_time() - cpu, done


def _workbook(path: Path, matters: int) -> int:
    from hall.models import Department
    from hall.verbs.departments import load_departments
    from matters.catalogue_file import writing

    load_departments()
    credit_codes = dict(Department.objects.values_list("code", "credit_code"))
    lines = [json.loads(text) for text in CATALOGUE.read_text(encoding="utf-8").splitlines()]
    rows = [_varied(lines[number % len(lines)], number) for number in range(matters)]
    materials = [cells for row in rows for cells in writing.material_lines(row)]
    with path.open("wb") as target:
        writing.write_xlsx(
            target, [writing.matter_line(row, credit_codes[row["department"]]) for row in rows], materials
        )
    return len(materials)


def _varied(line: dict[str, Any], number: int) -> dict[str, Any]:
    """A line under a code of its own (guiding department 98, which nobody has), with texts of its own."""
    basic = f"11{line['matter_type']}98{number % 999 + 1:03d}{number // 999 + 1:03d}"
    code = line["implementation_code"][:19] + basic
    return {
        **line,
        "basic_code": basic,
        "implementation_code": code,
        "handling_code": "",
        "code": code,
        "name": f"{line['name']}（{number}号）",
        "conditions": [f"{text[:-1]}（{number}号）。" for text in line["conditions"]],
    }


if __name__ == "__main__":
    import django

    django.setup()
    measure(lambda what, words: print(f"{what:24} {words}", flush=True), int(sys.argv[1]) if sys.argv[1:] else None)
