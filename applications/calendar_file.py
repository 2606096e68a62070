"""Files of the calendar: an uploaded list of days, its template, and the report of what moved as CSV and XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from applications.models import MovedDate
from hall.errors import OfficialListUnfit
from hall.official_list import OfficialList, read_notice, read_table
from matters.catalogue_file.escaping import escaped

HEADS = ("办件编号", "事项", "部门", "日期", "对象", "原来", "现在", "原为暂定", "仍为暂定", "已短信告知")
TEMPLATE = "日期,安排,节日\n2027-01-01,放假,元旦\n2027-02-05,放假,春节\n2027-02-20,上班,春节\n"
LARGEST = 500_000
MOST_ROWS = 400


def read_list(text: str, upload: Any, year: int) -> tuple[OfficialList, str]:
    """The list of a pasted notice or of an uploaded table, and the text from which it is read again on confirming."""
    if upload is not None:
        rows = rows_of(upload.name or "", upload.read(LARGEST + 1))
        text = "\n".join(",".join(str(cell if cell is not None else "").strip() for cell in row) for row in rows)
    return read_text(text, year), text


def read_text(text: str, year: int) -> OfficialList:
    """A notice in words, or lines of a table."""
    lines = [line.split(",") for line in text.replace("，", ",").splitlines() if line.strip()]
    is_table = bool(lines) and all(len(line) >= 2 for line in lines) and "：" not in text
    return read_table(lines, year) if is_table else read_notice(text, year)


def rows_of(name: str, content: bytes) -> Sequence[Sequence[object]]:
    """The cells of a CSV or XLSX file. Raises OfficialListUnfit for anything else."""
    if len(content) > LARGEST:
        raise OfficialListUnfit(problems="文件太大，放假安排表格不应超过 500 KB。")
    if name.lower().endswith(".xlsx"):
        return _workbook_rows(content)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))[:MOST_ROWS]
        except UnicodeDecodeError:
            continue
    raise OfficialListUnfit(problems="看不懂这个文件，请用模板另存为 CSV（UTF-8）或 XLSX。")


def _workbook_rows(content: bytes) -> list[Sequence[object]]:
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, OSError):
        raise OfficialListUnfit(problems="看不懂这个 XLSX 文件，请用模板重新填写。") from None
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=3, values_only=True)
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: object) -> object:
    return cell.strftime("%Y-%m-%d") if hasattr(cell, "strftime") else cell


def report_rows(moved: Iterable[MovedDate]) -> list[tuple[str, ...]]:
    """The lines of the report, heading first."""
    return [HEADS, *(_line(one) for one in moved)]


def report_csv(moved: Iterable[MovedDate]) -> bytes:
    """The report as CSV that Excel opens as it is."""
    file = io.StringIO()
    csv.writer(file).writerows([[escaped(cell) for cell in row] for row in report_rows(moved)])
    return file.getvalue().encode("utf-8-sig")


def report_xlsx(moved: Iterable[MovedDate]) -> bytes:
    """The report as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("日期变动")
    for row in report_rows(moved):
        sheet.append([escaped(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _line(one: MovedDate) -> tuple[str, ...]:
    application = one.application
    marks = ("是" if mark else "" for mark in (one.was_provisional, one.is_provisional, one.is_told))
    return (
        application.number, application.version.matter.name, application.department.short_name, one.get_kind_display(),
        one.about, one.before.isoformat(), one.after.isoformat(), *marks,
    )  # fmt: skip
