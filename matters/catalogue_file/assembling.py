"""Lines of the catalogue made from two tables, and all faults by row and column, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from matters.catalogue_file.cells import NOT_SAID, BadCell
from matters.catalogue_file.columns import MATERIAL_COLUMNS, MATERIALS, MATTER_COLUMNS, MATTERS, Column
from matters.catalogue_file.placing import Places
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.reading import not_leaves, repeated
from matters.catalogue_file.rules import RULES, wording_rules
from matters.catalogue_file.shape import LINE, MATERIAL, MATERIAL_OPTIONAL, OPTIONAL, faults
from matters.catalogue_file.tables import Line, Table
from matters.catch_all import Excepted

MOST_PROBLEMS = 2_000
EVERY = 200
MAY_LACK = {"item", "pay_online"}
CLEARED = {"（空）", "(空)"}
Row = dict[str, Any]
Progress = Callable[[int, int], None]


def assemble(
    tables: Mapping[str, Table],
    departments: Mapping[str, str],
    progress: Progress = lambda done, all_: None,
    exceptions: Iterable[Excepted] = (),
) -> tuple[list[Row], list[Problem]]:
    """The lines of the catalogue in two tables and all their faults. `departments`: credit code → our code."""
    matters, materials = tables[MATTERS], tables[MATERIALS]
    problems = [*matters.problems, *materials.problems]
    if any(problem.line <= 1 for problem in problems):
        return [], problems
    lists = _material_lists(materials, problems)
    rows: list[Row] = []
    for done, line in enumerate(matters.lines):
        if done % EVERY == 0:
            progress(done, len(matters.lines))
        row, places = _row(matters, line, departments, problems)
        listed = lists.pop(row["code"], [])
        places.materials = [where.number for where, _ in listed]
        row["materials"] = [material for _, material in listed]
        problems += _checked(row, places, tables, exceptions)
        rows.append(row)
        if len(problems) > MOST_PROBLEMS:
            return [], problems
    problems += _strays(materials, lists)
    readable = [row for row in rows if row.keys() >= {"basic_code", "handling_code", "implementation_code", "name"}]
    problems += [Places(fault.line).problem(fault, tables) for fault in (*repeated(readable), *not_leaves(readable))]
    formulae = {(found.sheet, found.line, found.column) for found in (*matters.problems, *materials.problems)}
    told = len(matters.problems) + len(materials.problems)
    problems[told:] = [one for one in problems[told:] if (one.sheet, one.line, one.column) not in formulae]
    if not rows and not problems:
        problems.append(Problem(2, "", "表里没有事项", "请从第 2 行开始填写", sheet=MATTERS))
    return rows, problems


def _row(table: Table, line: Line, departments: Mapping[str, str], problems: list[Problem]) -> tuple[Row, Places]:
    places = Places(line.number)
    row = _values(table, line, MATTER_COLUMNS, problems, places.unread)
    row["line"] = line.number
    row["code"] = row.get("handling_code") or row.get("implementation_code") or ""
    credit_code = row.get("department", "")
    if credit_code and credit_code not in departments:
        places.unread.add("department")
        column = next(column for column in MATTER_COLUMNS if column.path == "department")
        problems.append(
            table.problem(line.number, column, "没有这个统一社会信用代码的部门", "请核对 18 位代码", credit_code)
        )
    row["department"] = departments.get(credit_code, "")
    return row, places


def _values(table: Table, line: Line, columns: tuple[Column, ...], problems: list[Problem], unread: set[str]) -> Row:
    """The values of one line; what cannot be read is told and marked in `unread`."""
    row: Row = {}
    for column in columns:
        cell = line.cells.get(column.path, "")
        if not cell and column.may_stay_unsaid:
            continue
        try:
            value = _value(column, cell)
        except BadCell as fault:
            problems.append(table.problem(line.number, column, str(fault), "请更正", cell))
            unread.add(column.path.partition(".")[0])
            continue
        place, _, part = column.path.partition(".")
        if part in MAY_LACK and not value:
            continue
        if part:
            row.setdefault(place, {})[part] = value
        else:
            row[place] = value
    return row


def _value(column: Column, cell: str) -> Any:
    if not cell and column.is_required:
        raise BadCell(f"不能为空，应填{column.kind.words}")
    if cell and cell not in CLEARED:
        return column.kind.read(cell)
    if column.kind.empty is NOT_SAID:
        raise BadCell("这一列不能清空")
    return list(column.kind.empty) if isinstance(column.kind.empty, tuple) else column.kind.empty


def _material_lists(table: Table, problems: list[Problem]) -> dict[str, list[tuple[Line, Row]]]:
    """The materials of each matter in the order of their lines; those that cannot be read are told and left out."""
    lists: dict[str, list[tuple[Line, Row]]] = defaultdict(list)
    for line in table.lines:
        unread: set[str] = set()
        material = _values(table, line, MATERIAL_COLUMNS, problems, unread)
        code = material.pop("code", "")
        if not unread:
            for field, fault in faults(material, MATERIAL, MATERIAL_OPTIONAL):
                column = next(column for column in MATERIAL_COLUMNS if column.path == field)
                problems.append(table.problem(line.number, column, fault, "请更正", line.cells.get(field, "")))
        if code:
            lists[code].append((line, material))
    return lists


def _checked(row: Row, places: Places, tables: Mapping[str, Table], exceptions: Iterable[Excepted]) -> list[Problem]:
    """What shape and rules say of a line; rules across fields are asked only of a line that could be read."""
    values = {field: value for field, value in row.items() if field not in {"line", "code"}}
    wrong = [
        Problem(row["line"], field, fault, "请更正")
        for field, fault in faults(values, LINE, OPTIONAL)
        if field not in places.unread and field != "materials"
    ]
    whole = not places.unread and not wrong and all(set(material) >= set(MATERIAL) for material in row["materials"])
    if whole:
        wrong += [Problem(row["line"], *fault) for rule in RULES for fault in rule(row)]
        wrong += [Problem(row["line"], *fault) for fault in wording_rules(row, exceptions)]
    if not row["materials"]:
        wrong.append(Problem(row["line"], "code", NO_MATERIALS, ADD_MATERIALS))
    return [places.problem(fault, tables) for fault in wrong]


def _strays(table: Table, lists: Mapping[str, list[tuple[Line, Row]]]) -> list[Problem]:
    """Materials of matters that the other sheet does not name."""
    column = MATERIAL_COLUMNS[0]
    return [
        table.problem(line.number, column, "事项表里没有这个编码", "请核对编码，或在事项表中补上该事项", code)
        for code, listed in lists.items()
        for line, _ in listed
    ]


NO_MATERIALS = "材料表里没有这一事项的材料；只有末级的办理项可以申请，没有办理项的上级事项不能单独成行"
ADD_MATERIALS = "请在材料表中列出它的材料；如果它是上级事项，请改写它的各个业务办理项"
