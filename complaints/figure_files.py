"""Figures as an Excel file: the same numbers as on the page. What begins like a formula is written as text."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from complaints.queries.figures import Figure, Figures, Group

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FEW = "不足5件，不公开"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def excel(figures: Figures) -> bytes:
    """One sheet of rates, one for each way of grouping."""
    book = Workbook()
    first: Any = book.active
    first.title = "指标"
    _fill(first, _about(figures), ["指标", "百分比", "分子", "分母", "怎么算"], [_rate(row) for row in figures.figures])
    if figures.levels:
        _sheet(book, "满意程度", ["满意程度", "件数"], [[row.name, row.count] for row in figures.levels])
    for table in figures.tables:
        heads = [table.title.removeprefix("按"), "应评服务", "已评价", "有效评价", "满意", "差评", "满意率%"]
        _sheet(book, table.title, heads, [_group(row) for row in table.groups])
    for one in figures.complaints:
        rows = [[row.name, FEW if row.is_hidden else row.count] for row in one.rows]
        _sheet(book, one.title, ["分类", "件数"], [["合计", FEW if one.is_hidden else one.total], *rows])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def name_of(figures: Figures) -> str:
    """The file's name, in plain letters."""
    return f"figures-{figures.hall.code}-{figures.month.key}.xlsx"


def plain(value: Any) -> Any:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _about(figures: Figures) -> str:
    scope = "公开数据，不足5件的分组不公开" if figures.is_public else "不足5件的分组不列出"
    return f"{figures.hall.name}　{figures.month.label}　评价与投诉统计（{scope}）"


def _rate(figure: Figure) -> list[Any]:
    if figure.is_hidden:
        return [figure.label, FEW, "", "", figure.definition]
    shown = "—" if figure.percent is None else figure.percent
    return [figure.label, shown, figure.count, figure.of, figure.definition]


def _group(group: Group) -> list[Any]:
    if group.is_hidden:
        return [group.name, FEW, "", "", "", "", ""]
    rate = "—" if group.satisfaction is None else group.satisfaction
    return [group.name, group.services, group.given, group.counted, group.satisfied, group.bad, rate]


def _sheet(book: Workbook, title: str, heads: list[str], rows: list[list[Any]]) -> None:
    _fill(book.create_sheet(title.replace(" · ", "-")[:31]), "", heads, rows)


def _fill(sheet: Worksheet, about: str, heads: list[str], rows: list[list[Any]]) -> None:
    if about:
        sheet.append([plain(about)])
    sheet.append(heads)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([plain(value) for value in row])
    sheet.column_dimensions["A"].width = 36
