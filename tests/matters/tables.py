"""Catalogue tables to test with: right ones, and ones with a chosen fault."""

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from matters.catalogue_file import writing
from matters.catalogue_file.columns import MATERIALS, MATTERS, SHEETS
from tests.matters.lines import CREDIT_CODE, a_line

Cells = list[list[str]]


def rows_of(*lines: dict[str, Any]) -> tuple[Cells, Cells]:
    """Both sheets of these lines, headings first."""
    matters, materials = [writing.headings(MATTERS)], [writing.headings(MATERIALS)]
    for line in lines or (a_line(1), a_line(2)):
        coded = {**line, "code": line["handling_code"] or line["implementation_code"]}
        matters.append(writing.matter_line(coded, CREDIT_CODE))
        materials += list(writing.material_lines(coded))
    return matters, materials


def place(sheet: str, heading: str) -> int:
    """Where a column stands."""
    return next(i for i, column in enumerate(SHEETS[sheet]) if column.heading == heading)


def with_cell(rows: Cells, sheet: str, line: int, heading: str, value: str) -> Cells:
    """The sheet with another value in one cell; lines are numbered as people see them."""
    changed = [list(row) for row in rows]
    changed[line - 1][place(sheet, heading)] = value
    return changed


def csv_pair(folder: Path, matters: Cells, materials: Cells, encoding: str = "utf-8-sig") -> tuple[Path, Path]:
    """Two CSV files of these sheets."""
    paths = []
    for name, rows in (("matters.csv", matters), ("materials.csv", materials)):
        text = "\r\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
        path = folder / name
        path.write_bytes(text.encode(encoding))
        paths.append(path)
    return paths[0], paths[1]


def workbook(matters: Cells, materials: Cells, titles: tuple[str, str] = (MATTERS, MATERIALS)) -> Workbook:
    """A workbook as people make it, not as we write it."""
    book = Workbook()
    for title, rows in zip(titles, (matters, materials), strict=True):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell or None for cell in row])
    del book["Sheet"]
    return book


def xlsx(folder: Path, book: Workbook | None = None) -> Path:
    """The workbook as a file."""
    path = folder / "catalogue.xlsx"
    (book or workbook(*rows_of())).save(path)
    return path


def repacked(path: Path, **parts: bytes) -> Path:
    """The XLSX with parts replaced or added (`xl__evil__xml` for xl/evil.xml)."""
    with zipfile.ZipFile(path) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    contents |= {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in contents.items():
            new.writestr(name, part)
    path.write_bytes(packed.getvalue())
    return path
