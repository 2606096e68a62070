"""Reading an XLSX of two sheets, row by row, without loading it whole."""

import logging
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax import SAXException

from matters.catalogue_file import xlsx_parts
from matters.catalogue_file.columns import MATERIALS, MATTERS, SHEETS
from matters.catalogue_file.escaping import unescaped
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.tables import MOST_COLUMNS, MOST_LINES, Table, UnreadableFile, letter, table_of
from matters.catalogue_file.xlsx_guard import SAVE_AGAIN, guard
from matters.catalogue_file.xlsx_parts import FORMULA, Cell

logger = logging.getLogger(__name__)

MOST_SHOWN = 50
LAST_ROW = 1_048_576
BROKEN = (zipfile.BadZipFile, SAXException, SyntaxError, LookupError, ValueError, EOFError, OSError)
_PLACE = re.compile(r"^([A-Z]{1,3})\d{1,7}$")


def xlsx_tables(path: Path) -> dict[str, Table]:
    """Both sheets of a workbook."""
    merged = guard(path)
    if merged:
        raise UnreadableFile(f"表里有合并单元格：{'、'.join(merged[:MOST_SHOWN])}", "请取消合并，每一行都写全")
    try:
        with zipfile.ZipFile(path) as packed:
            titles, strings = xlsx_parts.sheets(packed), xlsx_parts.shared_strings(packed)
            return {sheet: _table(packed, sheet, titles, strings) for sheet in (MATTERS, MATERIALS)}
    except BROKEN as error:
        logger.warning("workbook_not_read", extra={"why": type(error).__name__})
        raise UnreadableFile(f"XLSX 文件读不懂（{type(error).__name__}）", SAVE_AGAIN) from error


def _table(packed: zipfile.ZipFile, sheet: str, titles: dict[str, str], strings: Sequence[str]) -> Table:
    part = titles.get(sheet) or titles.get(f"{sheet}表")
    if part is None:
        raise UnreadableFile(f"没有名为“{sheet}”的工作表", "请用模板：一张“事项”表，一张“材料”表")
    formulae: list[Problem] = []
    table = table_of(sheet, _rows(sheet, xlsx_parts.rows(packed, part), strings, formulae))
    headings = {table.letters[column.path]: column.heading for column in SHEETS[sheet] if column.path in table.letters}
    table.problems += [replace(formula, field=headings.get(formula.column, "")) for formula in formulae]
    return table


def _rows(
    sheet: str, rows: Iterator[tuple[int, list[Cell]]], strings: Sequence[str], formulae: list[Problem]
) -> Iterator[list[str]]:
    """Every row from the first on, empty ones too, so that numbers stay those of the sheet."""
    expected = 1
    for number, cells in rows:
        if number > LAST_ROW or number < expected:
            raise ValueError("rows out of order")
        yield from ([] for _ in range(number - expected))
        expected = number + 1
        yield _texts(sheet, number, cells, strings, formulae)


def _texts(sheet: str, number: int, cells: list[Cell], strings: Sequence[str], formulae: list[Problem]) -> list[str]:
    texts: list[str] = []
    for name, kind, raw in cells:
        place = _place(name, len(texts))
        if place > MOST_COLUMNS and raw:
            raise UnreadableFile(f"{sheet}表第 {number} 行超过 {MOST_COLUMNS} 列", "请用模板的列重新整理")
        if kind == FORMULA and len(formulae) <= MOST_LINES[MATTERS]:
            todo = "请改为直接填写的值（复制后“选择性粘贴”为数值）"
            formulae.append(Problem(number, "", "这一格是公式", todo, sheet=sheet, column=letter(place), value=raw))
        texts += [""] * (place - len(texts))
        texts.append(_text(kind, raw, strings))
    return texts


def _place(name: str, default: int) -> int:
    found = _PLACE.match(name)
    if not found:
        return default
    place = 0
    for char in found[1]:
        place = place * 26 + ord(char) - 64
    return place - 1


def _text(kind: str, raw: str, strings: Sequence[str]) -> str:
    """The text of a cell by its type: s points at a shared string, b is a yes or no, n a number."""
    if kind == "s":
        return unescaped(strings[int(raw)].strip())
    if kind in {"inlineStr", "str"}:
        return unescaped(raw.strip())
    if kind == "b":
        return "是" if raw == "1" else "否"
    if kind == "n" and re.fullmatch(r"-?\d+\.0*", raw):
        return raw.partition(".")[0]
    return raw.strip()
