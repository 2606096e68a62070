"""Catalogue tables written as CSV and XLSX: what the export gives back is what the import takes."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from matters.catalogue_file.cells import NOT_SAID
from matters.catalogue_file.columns import MATERIALS, MATTERS, SHEETS, Column
from matters.catalogue_file.escaping import escaped

Row = Mapping[str, Any]
Lines = Iterable[list[str]]
HEAD = PatternFill("solid", fgColor="E7F0FA")
WRAPPED = Alignment(vertical="top", wrap_text=True)
EXPLAINED = ("工作表", "列名", "国家交换库字段名", "必填", "可以填什么", "说明", "举例")


def matter_line(row: Row, credit_code: str) -> list[str]:
    """A line of the matters' sheet."""
    values = {**row, "department": credit_code}
    return [escaped(_cell(column, values)) for column in SHEETS[MATTERS]]


def material_lines(row: Row) -> Iterator[list[str]]:
    """The lines of one matter in the materials' sheet."""
    for material in row["materials"]:
        yield [escaped(_cell(column, {**material, "code": row["code"]})) for column in SHEETS[MATERIALS]]


def _cell(column: Column, values: Row) -> str:
    value: Any = values
    for part in column.path.split("."):
        value = value.get(part, "")
    return column.kind.write(value) if value or column.is_required else column.kind.write(_empty(column))


def _empty(column: Column) -> Any:
    return column.kind.empty if column.kind.empty is not NOT_SAID else ""


def headings(sheet: str) -> list[str]:
    return [column.title for column in SHEETS[sheet]]


def csv_text(sheet: str, lines: Lines) -> Iterator[str]:
    """A CSV file piece by piece, with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for line in [headings(sheet)]:
        writer.writerow(line)
    for line in lines:
        writer.writerow(line)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def write_xlsx(target: IO[bytes], matters: Lines, materials: Lines) -> None:
    """A workbook of the two sheets and the sheet that explains their columns; every cell is text."""
    book = Workbook(write_only=True)
    for sheet, lines in ((MATTERS, matters), (MATERIALS, materials)):
        _write_sheet(book, sheet, headings(sheet), lines)
    _write_sheet(book, "填写说明", EXPLAINED, explanations())
    book.save(target)


def _write_sheet(book: Workbook, title: str, head: Iterable[str], lines: Lines) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    head = list(head)
    for number in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 24
        sheet.column_dimensions[get_column_letter(number)].number_format = "@"
    sheet.append([_head_cell(sheet, heading) for heading in head])
    for line in lines:
        sheet.append([cell or None for cell in line])


def _head_cell(sheet: Any, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD, WRAPPED
    return cell


def explanations() -> Iterator[list[str]]:
    """What may stand in each column, a line each."""
    for sheet, columns in SHEETS.items():
        for column in columns:
            need = "是" if column.is_required else "否"
            yield [
                sheet,
                column.heading,
                column.exchange,
                need,
                column.kind.words,
                column.note,
                escaped(column.example),
            ]


def write_template(target: IO[bytes]) -> None:
    """An empty workbook with headings and explanations."""
    write_xlsx(target, [], [])
