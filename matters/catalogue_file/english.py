"""English texts written beside the catalogue (`english.jsonl`): one matter a line, checked against the lines."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from matters.catalogue_file.problems import Problem
from matters.catalogue_file.shape import Check, faults, listed, text

FILE = "english.jsonl"
Row = dict[str, Any]


def words_by_words(longest: int) -> Check:
    """An object of Chinese words and their English."""

    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return "应为对象（中文: 英文）"
        return listed(text(longest), most=60)(list(value.values()))

    return check


LINE = {"code": text(33), "name": text(300)}
OPTIONAL = {
    "summary": text(600, blank=True), "conditions": words_by_words(600), "materials": words_by_words(200),
    "result": text(200, blank=True),
}  # fmt: skip


def read_english(path: Path, rows: Iterable[Row]) -> tuple[list[Row], list[Problem]]:
    """The texts of the file, and what does not fit; a file that is not there has none."""
    if not path.is_file():
        return [], []
    by_code = {row["code"]: row for row in rows}
    found: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            entry, wrong = _entry(line, by_code)
            problems += [Problem(number, FILE, what, "请核对英文文本") for what in wrong]
            found += [entry] if entry is not None else []
    return found, problems


def _entry(line: str, by_code: dict[str, Row]) -> tuple[Row | None, list[str]]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        return None, [f"不是有效的 JSON（{error}）"]
    if not isinstance(entry, dict):
        return None, ["每行应为对象"]
    wrong = [f"{field} {fault}" for field, fault in faults(entry, LINE, OPTIONAL)]
    if wrong:
        return None, wrong
    row = by_code.get(entry["code"])
    if row is None:
        return None, [f"目录中没有编码为 {entry['code']} 的事项"]
    return entry, list(_strangers(entry, row))


def _strangers(entry: Row, row: Row) -> Iterator[str]:
    """English for words that the standard does not have."""
    names = {material["name"] for material in row["materials"]}
    for word in sorted(entry.get("materials", {}).keys() - names):
        yield f"“{row['name']}”没有材料“{word}”"
    for word in sorted(entry.get("conditions", {}).keys() - set(row["conditions"])):
        yield f"“{row['name']}”没有条件“{word}”"
