"""Reading a catalogue file: every line is checked, every fault is told at once."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from matters import codes
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.questions import FOLDER, QUESTIONS, attach_questions
from matters.catalogue_file.rules import RULES, question_wording, wording_rules
from matters.catalogue_file.shape import LINE, OPTIONAL, faults
from matters.catch_all import Excepted

MOST_BYTES = 50 * 1024 * 1024
Row = dict[str, Any]


def read_catalogue(path: Path, exceptions: Iterable[Excepted] = ()) -> tuple[list[Row], list[Problem]]:
    """The lines of a file and all their faults. Each line gets its number under `line`.

    `exceptions` are the names of real papers that pass the gate (`matters.queries.gate.allowed_wordings`).
    """
    if path.stat().st_size > MOST_BYTES:
        return [], [Problem(0, "", f"文件超过 {MOST_BYTES // 1024 // 1024} MB", "请分成几个文件")]
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        return [], [Problem(0, "", f"文件不是 UTF-8 编码（第 {error.start} 字节处读不懂）", "请另存为 UTF-8")]
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            row, wrong = read_line(number, line, tuple(exceptions))
            problems += wrong
            rows += [row] if row is not None else []
    problems += [*repeated(rows), *not_leaves(rows), *attach_questions(path.with_name(FOLDER), rows)]
    problems += [Problem(row["line"], *fault) for row in rows for fault in question_wording(row, tuple(exceptions))]
    if not rows and not problems:
        problems.append(Problem(0, "", "文件里没有事项", "每行写一个事项（JSON）"))
    return rows, sorted(problems, key=lambda problem: problem.line)


def read_line(number: int, line: str, exceptions: tuple[Excepted, ...] = ()) -> tuple[Row | None, list[Problem]]:
    """One line and its faults; rules across fields are asked only of a line whose shape is right."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return None, [Problem(number, "", f"不是有效的 JSON（{error}）", "请检查引号、逗号和括号")]
    if not isinstance(row, dict):
        return None, [Problem(number, "", "每行应为一个 JSON 对象", "请用花括号包起来")]
    if row.get("matter_type") in codes.BY_OFFICE_TYPES:
        kind = codes.BY_OFFICE_TYPES[row["matter_type"]]
        return None, [Problem(number, "matter_type", f"{kind}不是依申请事项，不进大厅", "请删去这一行")]
    questions = row.pop(QUESTIONS, [])
    wrong = [Problem(number, field, fault, "请更正") for field, fault in faults(row, LINE, OPTIONAL)]
    if wrong:
        return None, wrong
    row["line"], row[QUESTIONS] = number, questions
    row["code"] = row["handling_code"] or row["implementation_code"]
    broken = [fault for rule in RULES for fault in rule(row)]
    return row, [Problem(number, *fault) for fault in [*broken, *wording_rules(row, exceptions)]]


def repeated(rows: list[Row]) -> list[Problem]:
    """Codes and names that stand twice in the file."""
    return list(_repeated(rows))


def _repeated(rows: list[Row]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        keys = (("编码", row["code"]), ("名称", row["department"], row["name"]))
        for field, key in zip(("handling_code", "name"), keys, strict=True):
            if key in seen:
                yield Problem(row["line"], field, f"{key[0]}“{key[-1]}”与第 {seen[key]} 行重复", "请改其中一行")
            seen.setdefault(key, row["line"])


def not_leaves(rows: list[Row]) -> Iterator[Problem]:
    """Lines whose matter has others below it: only a leaf can be applied for."""
    below = {codes.main_of(row["basic_code"]): row["line"] for row in rows if not row["basic_code"].endswith("000")}
    items = {row["implementation_code"]: row["line"] for row in rows if row["handling_code"]}
    for row in rows:
        if row["basic_code"] in below:
            what = f"主项 {row['basic_code']} 下有子项（第 {below[row['basic_code']]} 行），主项本身不能申办"
            yield Problem(row["line"], "basic_code", what, "请删去主项这一行，或改为子项")
        elif not row["handling_code"] and row["implementation_code"] in items:
            what = f"该实施编码下有办理项（第 {items[row['implementation_code']]} 行），本身不能申办"
            yield Problem(row["line"], "handling_code", what, "请删去这一行，或写办理项编码")
