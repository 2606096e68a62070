"""Reading a pair of CSV files: one of matters, one of materials."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from matters.catalogue_file.columns import MATERIALS, MATTERS
from matters.catalogue_file.decoding import text_of
from matters.catalogue_file.escaping import unescaped
from matters.catalogue_file.tables import Table, UnreadableFile, table_of


def csv_tables(matters: Path, materials: Path) -> dict[str, Table]:
    """Both sheets of a CSV pair."""
    return {MATTERS: _table(MATTERS, matters), MATERIALS: _table(MATERIALS, materials)}


def _table(sheet: str, path: Path) -> Table:
    text = text_of(path.read_bytes())
    if not text.strip():
        raise UnreadableFile(f"{sheet}表是空文件", "请下载模板，填好后再上传")
    try:
        return table_of(sheet, _rows(text))
    except csv.Error as error:
        raise UnreadableFile(f"{sheet}表不是有效的 CSV（{error}）", "请检查引号是否成对") from error


def _rows(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [unescaped(cell.strip()) for cell in row]
