"""From the field a rule speaks of to the cell a person looks at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matters.catalogue_file.columns import MATERIALS, MATTERS, SHEETS, Column
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.tables import Table

_MATERIAL = re.compile(r"^materials\[(\d+)\](?:\.(\w+))?$")
_ENTRY = re.compile(r"\[\d+\]$")
IN_WORDS = {
    "law": "法律名称", "article": "条款", "quote": "原文", "step": "环节", "days": "工作日", "by": "办理人",
    "standard": "收费标准", "basis": "依据", "item": "收费项目", "kind": "种类", "name": "名称", "note": "说明",
    "question": "问", "answer": "答", "valid_years": "有效年数", "none": "“无”",
}  # fmt: skip
_ENGLISH = re.compile(r" ?\b(" + "|".join(IN_WORDS) + r")\b ?")


@dataclass
class Places:
    """Where one matter stands: its line, the lines of its materials, the columns that could not be read."""

    line: int
    materials: list[int] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def problem(self, fault: Problem, tables: Mapping[str, Table]) -> Problem:
        """The fault at its cell, with what stands there."""
        found = _MATERIAL.match(fault.field)
        if found:
            place = int(found[1]) - 1
            line = self.materials[place] if place < len(self.materials) else 0
            return _at(tables[MATERIALS], line, found[2] or "name", fault)
        return _at(tables[MATTERS], fault.line, _ENTRY.sub("", fault.field), fault)


def _at(table: Table, line: int, path: str, fault: Problem) -> Problem:
    column = _column(table.sheet, path)
    heading = column.heading if column else ""
    found = table.line(line)
    value = found.cells.get(column.path, "") if found and column else ""
    letter = table.letters.get(column.path, "") if column else ""
    what = _ENGLISH.sub(lambda word: IN_WORDS[word[1]], fault.what)
    return replace(fault, what=what, line=line, field=heading, sheet=table.sheet, column=letter, value=value)


def _column(sheet: str, path: str) -> Column | None:
    """The column of a path, or the first of a group: `fee` stands for 是否收费, `code` for the matter's own code."""
    columns = SHEETS[sheet]
    wanted = {"code": "handling_code", "materials": "name"}.get(path, path) if sheet == MATTERS else path
    exact = next((column for column in columns if column.path == wanted), None)
    return exact or next((column for column in columns if column.path.startswith(f"{wanted}.")), None)
