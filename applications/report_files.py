"""The month report as a workbook: the same numbers as on the page, and how each is counted."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from applications.queries.month_report import COLUMNS, Line, MonthReport
from matters.catalogue_file.escaping import escaped

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MORE = ("决定合计", "按期率%", "平均用时（工作日）", "平均提前（工作日）")


def workbook(report: MonthReport) -> bytes:
    """One sheet of figures, one of definitions."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("月报")
    sheet.append([escaped(report.title), report.month.label])
    sheet.append(["事项" if report.department else "部门", *(label for _, label, _ in COLUMNS), *MORE])
    for line in [*report.lines, report.total]:
        sheet.append(_cells(line))
    for label, count in report.special:
        sheet.append([label, count])
    about = book.create_sheet("怎么算")
    for _, label, how in COLUMNS:
        about.append([label, how])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: Line) -> list[Any]:
    more = [
        line.decided,
        *("—" if value is None else value for value in (line.in_time, line.mean_days, line.mean_saved)),
    ]
    return [escaped(line.name), *line.cells, *more]
