"""English texts written beside the catalogue: `english.jsonl`, one matter a line, and words that many matters share."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from matters.catalogue_file.problems import Problem
from matters.catalogue_file.shape import Check, faults, listed, text
from matters.catch_all import Place, catch_all_clauses

FILE = "english.jsonl"
SHARED = "english_shared.json"
MOST = 300
Row = dict[str, Any]


def words_by_words(longest: int) -> Check:
    """An object of Chinese words and their English."""

    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return "应为对象（中文: 英文）"
        return listed(text(longest), most=MOST)(list(value.values()))

    return check


LINE = {"code": text(33), "name": text(300)}
OPTIONAL = {
    "summary": text(600, blank=True), "conditions": words_by_words(600), "materials": words_by_words(200),
    "words": words_by_words(1000), "result": text(200, blank=True),
}  # fmt: skip


def read_english(path: Path, rows: Iterable[Row]) -> tuple[list[Row], list[Problem]]:
    """The texts of the file with the shared words each standard uses, and what does not fit; no file has no texts."""
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
    shared, unread = _shared(path.with_name(SHARED))
    return [_with_shared(entry, shared, by_code[entry["code"]]) for entry in found], problems + unread


def _shared(path: Path) -> tuple[Row, list[Problem]]:
    """Words that many matters share: departments, steps, standards that stand in many lists."""
    if not path.is_file():
        return {}, []
    try:
        words = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        return {}, [Problem(0, SHARED, f"不是有效的 JSON（{error}）", "请检查引号、逗号和括号")]
    wrong = (
        "应为对象（中文: 英文）" if not isinstance(words, dict) else listed(text(1000), most=5000)([*words.values()])
    )
    return ({}, [Problem(0, SHARED, wrong, "请核对英文文本")]) if wrong else (words, [])


def _with_shared(entry: Row, shared: Row, row: Row) -> Row:
    """The matter's own English goes before the shared."""
    used = {word: shared[word] for word in sorted(set(texts_of(row)) & shared.keys())}
    return {**entry, "words": {**used, **entry.get("words", {})}} if used else entry


def texts_of(thing: Any) -> Iterator[str]:
    """Every text of a line, however deep: what English may be written for."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list):
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from texts_of(part)


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
    return entry, [*_strangers(entry, row), *_vague(entry)]


def _vague(entry: Row) -> Iterator[str]:
    """English that leaves open what is asked."""
    for words in texts_of({key: value for key, value in entry.items() if key != "code"}):
        for clause in catch_all_clauses(words, place=Place.ENGLISH):
            yield f"英文“{words}”中的{clause}"


def _strangers(entry: Row, row: Row) -> Iterator[str]:
    """English for words that the standard does not have."""
    names = {material["name"] for material in row["materials"]}
    for word in sorted(entry.get("materials", {}).keys() - names):
        yield f"“{row['name']}”没有材料“{word}”"
    for word in sorted(entry.get("conditions", {}).keys() - set(row["conditions"])):
        yield f"“{row['name']}”没有条件“{word}”"
    for word in sorted(entry.get("words", {}).keys() - set(texts_of(row))):
        yield f"“{row['name']}”没有文字“{word}”"
