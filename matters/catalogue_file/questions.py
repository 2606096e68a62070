"""Guided questions written beside the catalogue: one JSON object a line, in files of the folder `questions/`."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from matters.catalogue_file.problems import Problem
from matters.guided.checks import faults

FOLDER = "questions"
QUESTIONS = "questions"
Row = dict[str, Any]


def attach_questions(folder: Path, rows: list[Row]) -> list[Problem]:
    """Put the questions of the folder's files onto the lines they belong to, and check all questions of all lines."""
    by_code = {row["code"]: row for row in rows}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if text.strip():
                problems += _attach(f"{FOLDER}/{path.name}", number, text, by_code)
    return problems + [problem for row in rows for problem in _faults(row)]


def _attach(name: str, number: int, text: str, by_code: dict[str, Row]) -> Iterator[Problem]:
    try:
        entry = json.loads(text)
    except ValueError as error:
        yield Problem(number, name, f"不是有效的 JSON（{error}）", "请检查引号、逗号和括号")
        return
    if not isinstance(entry, dict) or entry.keys() != {"code", "questions"}:
        yield Problem(number, name, "每行应为有 code 和 questions 的 JSON 对象", "请照 README 改写")
        return
    row = by_code.get(entry["code"])
    if row is None:
        yield Problem(number, name, f"目录中没有编码为 {entry['code']} 的事项", "请核对编码")
    elif row[QUESTIONS]:
        yield Problem(number, name, f"“{row['name']}”的问题写了两次", "请删去其中一行")
    else:
        row[QUESTIONS] = entry["questions"]


def _faults(row: Row) -> Iterator[Problem]:
    listed = [SimpleNamespace(**material) for material in row["materials"]]
    for what, todo in faults(row[QUESTIONS], listed):
        yield Problem(row["line"], QUESTIONS, f"“{row['name']}”的情形引导：{what}", todo)


def targets(rows: list[Row]) -> Iterator[tuple[Row, str]]:
    """The other matters that options send people to, by the line that says so."""
    for row in rows:
        for question in row.get(QUESTIONS, []):
            for option in question["options"]:
                if option.get("matter"):
                    yield row, option["matter"]
