"""Figures of calling as a workbook: the same numbers as on the page."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from matters.catalogue_file.escaping import escaped
from queueing.queries.figures import DEFINITIONS, Figures, Line

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    "叫号", "办结", "过号", "过号率%", "等候中位数（分）", "90%等候（分）", "最长等候（分）",
    "到窗中位数（分）", "办理中位数（分）", "90%办理（分）",
)  # fmt: skip


def workbook(figures: Figures) -> bytes:
    """A sheet for each table, one for tickets, one that says how each is counted."""
    book = Workbook(write_only=True)
    taken = book.create_sheet("取号")
    taken.append([escaped(figures.hall.name), figures.days.label])
    taken.append(["取号", figures.taken.tickets])
    taken.append(["其中优先", figures.taken.priority])
    taken.append(["弃号", figures.taken.given_up])
    for channel, count in figures.taken.by_channel:
        taken.append([f"渠道：{channel}", count])
    for table in figures.tables:
        has_busy = table.key == "windows"
        sheet = book.create_sheet(table.title)
        sheet.append([table.title.removeprefix("按"), *HEADS, *(["利用率%"] if has_busy else [])])
        for line in [*table.lines, figures.total]:
            sheet.append([escaped(line.name), *_cells(line), *([_shown(line.busy)] if has_busy else [])])
    chosen = book.create_sheet("点名叫号")
    chosen.append(["时间", "号码", "窗口", "经办人", "理由"])
    for one in figures.chosen:
        chosen.append([f"{one.at:%Y-%m-%d %H:%M}", one.number, one.window, escaped(one.by), escaped(one.reason)])
    notes = book.create_sheet("口径")
    for name, words in DEFINITIONS:
        notes.append([name, words])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def name_of(figures: Figures) -> str:
    """The file's name, in plain letters."""
    return f"calling-{figures.hall.code}-{figures.days.first}-{figures.days.last}.xlsx"


def _cells(line: Line) -> list[Any]:
    values = (
        line.calls, line.done, line.missed, line.missed_share, line.wait_median, line.wait_most, line.wait_longest,
        line.walk_median, line.serve_median, line.serve_most,
    )  # fmt: skip
    return [_shown(value) for value in values]


def _shown(value: Any) -> Any:
    return "—" if value is None else value
