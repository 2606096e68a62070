"""Lines of a catalogue file that do not fit what the hall already has."""

from collections.abc import Iterator, Mapping
from typing import Any

from hall.models import Department
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.questions import QUESTIONS, targets
from matters.models import Matter

Row = dict[str, Any]


def conflicts(rows: list[Row], departments: Mapping[str, Department]) -> list[Problem]:
    """Unknown departments, a credit code of somebody else, a name that another matter bears, questions that lead nowhere."""
    owners = {(dept, name): code for dept, name, code in Matter.objects.values_list("department__code", "name", "code")}
    in_file = {row["code"] for row in rows}
    known = in_file | set(owners.values())
    nowhere = [
        Problem(row["line"], QUESTIONS, f"“{row['name']}”的选项转到的事项 {code} 不在目录中", "请核对事项编码")
        for row, code in targets(rows)
        if code not in known
    ]
    return nowhere + [problem for row in rows for problem in _of_line(row, departments, owners, in_file)]


def _of_line(
    row: Row, departments: Mapping[str, Department], owners: Mapping[tuple[str, str], str], in_file: set[str]
) -> Iterator[Problem]:
    department = departments.get(row["department"])
    if department is None:
        what = f"没有编码为“{row['department']}”的部门"
        yield Problem(row["line"], "department", what, "请先加载部门，或改用已有部门的编码")
    elif not row["implementation_code"].startswith(department.credit_code):
        what = f"前 18 位不是{department.short_name}的统一社会信用代码 {department.credit_code}"
        yield Problem(row["line"], "implementation_code", what, "请改用实施主体的代码")
    owner = owners.get((row["department"], row["name"]), row["code"])
    if owner != row["code"] and owner not in in_file:
        what = f"名称“{row['name']}”已被编码 {owner} 的事项使用"
        yield Problem(row["line"], "name", what, "请改名称，或沿用原编码")
