"""Lines of a catalogue file that do not fit what the hall already has."""

from collections.abc import Iterator, Mapping
from typing import Any

from hall.models import Department
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.questions import QUESTIONS, targets
from matters.codes import main_of
from matters.models import BasicItem, Matter

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
    found = [problem for row in rows for problem in _of_line(row, departments, owners, in_file)]
    return [*nowhere, *found, *_against_the_tree(rows)]


def _against_the_tree(rows: list[Row]) -> Iterator[Problem]:
    """Lines that would make a parent of a matter, or a matter of a parent: only a leaf can be applied for."""
    known = Matter.objects.values_list("implementation_code", "handling_code", "basic_item__code")
    basics = {row[2] for row in known}
    plain: set[str] = set()
    with_items: set[str] = set()
    for implementation, handling, _ in known:
        (with_items if handling else plain).add(implementation)
    mains = set(BasicItem.objects.filter(sub_items__isnull=False).values_list("code", flat=True))
    for row in rows:
        basic, implementation = row["basic_code"], row["implementation_code"]
        if basic in mains:
            yield Problem(row["line"], "basic_code", f"主项 {basic} 在目录中有子项，本身不能申办", "请改为子项")
        elif basic != main_of(basic) and main_of(basic) in basics:
            yield Problem(
                row["line"], "basic_code", f"主项 {main_of(basic)} 本身可以申办，不能再有子项", "请先调整主项"
            )
        if implementation in (plain if row["handling_code"] else with_items):
            what = "目录中该实施编码本身是事项" if row["handling_code"] else "目录中该实施编码下有办理项"
            yield Problem(row["line"], "handling_code", f"{what}，只有最末一级可以申办", "请核对办理项编码")


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
