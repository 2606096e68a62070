"""Guided questions as plain text that an editor writes, and back. Pure.

问 house：房子是自己的还是租的？
注：看房产证上的名字
答 own：自己的 | 情形 自有场地 | 要 房产证
答 rent：租的 | 情形 租用场地 | 要 租赁合同 + 房主身份证复印件 | 转 who
答 moved：已经办过，搬了地方 | 改办 1111…
"""

import re
from typing import Any

from matters.guided.questions import Option, questions_of

LINE = re.compile(r"(问|注|答)\s*([a-z][a-z0-9_]{0,23})?\s*[：:]\s*(.+)\Z")
PARTS = {"情形": "situation", "要": "needs", "转": "next", "改办": "matter"}
Rows = list[dict[str, Any]]


def written(rows: Rows) -> str:
    """The text of stored questions."""
    blocks = []
    for question in questions_of(rows):
        lines = [f"问 {question.id}：{question.ask}"]
        lines += [f"注：{question.help}"] if question.help else []
        lines += [_option_line(option) for option in question.options]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _option_line(option: Option) -> str:
    parts = [f"答 {option.id}：{option.say}"]
    parts += [f"情形 {option.situation}"] if option.situation else []
    parts += [f"要 {' + '.join(option.needs)}"] if option.needs else []
    parts += [f"转 {option.next}"] if option.next else []
    parts += [f"改办 {option.matter}"] if option.matter else []
    return " | ".join(parts)


def read(text: str) -> tuple[Rows, list[str]]:
    """The questions of a text, and what could not be read, by line."""
    rows: Rows = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = LINE.match(line.strip())
        problem = _take(rows, found[1], found[2] or "", found[3].strip()) if found else "应以“问”“注”“答”加冒号开头"
        wrong += [f"第 {number} 行{problem}"] if problem else []
    return rows, wrong


def _take(rows: Rows, word: str, name: str, rest: str) -> str:
    """Put one line where it belongs; what is wrong with it, or nothing."""
    if word == "问":
        rows.append({"id": name or f"q{len(rows) + 1}", "ask": rest, "help": "", "options": []})
        return ""
    if not rows:
        return "前面还没有“问”"
    if word == "注":
        rows[-1]["help"] = rest
        return ""
    options = rows[-1]["options"]
    say, *parts = [part.strip() for part in re.split(r"[|｜]", rest)]
    option: dict[str, Any] = {"id": name or f"a{len(options) + 1}", "say": say}
    options.append(option)
    return next((problem for part in parts if (problem := _part(option, part))), "")


def _part(option: dict[str, Any], part: str) -> str:
    word, _, value = part.partition(" ")
    key = PARTS.get(word)
    if key is None or not value.strip():
        return f"的“{part}”应写成“情形 …”“要 …”“转 …”或“改办 …”"
    given = value.strip()
    option[key] = [name.strip() for name in given.split("+") if name.strip()] if key == "needs" else given
    return ""
