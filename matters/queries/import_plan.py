"""What a checked file would do to the catalogue: added, changed with the difference, missing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from hall.models import Department
from matters.catalogue_file.building import described, standard
from matters.catalogue_file.columns import MATTER_COLUMNS
from matters.catalogue_file.problems import Problem
from matters.description_words import LATER_NAMES
from matters.differences import difference
from matters.fingerprint import content_of
from matters.guided.checks import faults
from matters.models import LineKind, Matter, MatterVersion
from matters.queries.catalogue_lines import whole_versions, with_what_stands
from matters.states import VersionState

Row = dict[str, Any]
Prints = Mapping[tuple[int, str], int]
Tick = Callable[[int, int], None]
EVERY = 200
DESCRIBING = [
    (column, LATER_NAMES.get(column.path, column.path))
    for column in MATTER_COLUMNS
    if LATER_NAMES.get(column.path, column.path) in {field.name for field in Matter._meta.get_fields()}
]


@dataclass(frozen=True)
class PlannedLine:
    """What one line would do."""

    kind: LineKind
    row: Row
    code: str
    name: str
    department: str
    differences: list[str] = field(default_factory=list)
    base: str = ""


@dataclass
class Plan:
    """What the file as a whole would do."""

    lines: list[PlannedLine] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def plan(rows: list[Row], departments: Mapping[str, Department], at: datetime | None, tick: Tick) -> Plan:
    """Compare every line with the standard that stands at a moment (now). Nothing is written."""
    standing = {version.matter.code: version for version in whole_versions(at)}
    matters = {matter.code: matter for matter in Matter.objects.select_related("basic_item", "department")}
    found, earlier = Plan(), _earlier_prints(standing)
    for done, row in enumerate(with_what_stands(rows, standing)):
        if done % EVERY == 0:
            tick(done, len(rows))
        found.problems += _questions_that_no_longer_fit(row)
        line = _planned(
            row, departments[row["department"]], matters.get(row["code"]), standing.get(row["code"]), earlier
        )
        if line is None:
            found.unchanged += 1
        else:
            found.lines.append(line)
    found.lines += _missing(rows, standing)
    return found


def _earlier_prints(standing: Mapping[str, MatterVersion]) -> Prints:
    """The fingerprints of standards that stood before, with their number: one reading for the whole file."""
    now = {version.pk for version in standing.values()}
    rows = MatterVersion.objects.filter(sealed_at__isnull=False, matter__in=[v.matter_id for v in standing.values()])
    told = rows.order_by("number").values_list("pk", "matter_id", "fingerprint", "number")
    return {(matter, print_): number for pk, matter, print_, number in told if pk not in now}


def _questions_that_no_longer_fit(row: Row) -> Iterator[Problem]:
    """The guided questions stay as they stand; the list of materials must still be the one they speak of."""
    listed = [SimpleNamespace(**material) for material in row["materials"]]
    for what, todo in faults(row.get("questions") or [], listed):
        yield Problem(row["line"], "materials", f"与现有的情形引导不符：{what}", todo)


def _planned(
    row: Row, department: Department, matter: Matter | None, version: MatterVersion | None, earlier: Prints
) -> PlannedLine | None:
    def line(kind: LineKind, differences: list[str], base: str = "") -> PlannedLine:
        return PlannedLine(kind, row, row["code"], row["name"], department.short_name, differences, base)

    words = _described(row, department, matter) if matter is not None else []
    if version is None:
        return line(LineKind.ADDED, words)
    wanted, materials = standard(row, version.matter)
    before = content_of(row["code"], version.name or version.matter.name, version, version.materials.all())
    after = content_of(row["code"], row["name"], wanted, materials)
    if before == after:
        return line(LineKind.DESCRIBED, words, version.fingerprint) if words else None
    changes = difference(before, after).words or ["标准内容有变化"]
    back_to = earlier.get((version.matter_id, wanted.fingerprint))
    if back_to is not None:
        changes.insert(0, f"回到第 {back_to} 版的内容：第 {version.number} 版的改动会被撤销，请确认文件不是旧的导出")
    if version.state == VersionState.PAUSED:
        changes.append("该事项目前暂停受理，发布后恢复受理")
    return line(LineKind.CHANGED, changes + words, version.fingerprint)


def _described(row: Row, department: Department, matter: Matter) -> list[str]:
    """What a line says otherwise of the matter itself; the name belongs to the standard."""
    fields = SimpleNamespace(**described(row, department))
    words = []
    for column, name in DESCRIBING:
        if name in {"name", "department", "basic_item"}:
            continue
        old, new = getattr(matter, name), getattr(fields, name, getattr(matter, name))
        if old != new:
            words.append(
                f"{column.heading}：{column.kind.write(old) or '（空）'} → {column.kind.write(new) or '（空）'}"
            )
    if matter.department_id != department.pk:
        words.append(f"实施主体：{matter.department.short_name} → {department.short_name}")
    if matter.basic_item.code != row["basic_code"]:
        words.append(f"基本编码：{matter.basic_item.code} → {row['basic_code']}")
    return [word.replace("\n", "；") for word in words]


def _missing(rows: list[Row], standing: Mapping[str, MatterVersion]) -> Iterator[PlannedLine]:
    """Matters of the departments in the file that the file does not name; they stay as they are."""
    named, asked = {row["code"] for row in rows}, {row["department"] for row in rows}
    for code, version in standing.items():
        matter = version.matter
        if code not in named and matter.department.code in asked:
            name = matter.department.short_name
            yield PlannedLine(LineKind.MISSING, {}, code, matter.name, name, [], version.fingerprint)
