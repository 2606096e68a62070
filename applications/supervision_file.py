"""The supervision page as a workbook: the same lines as on the page, and what each figure means."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from applications.models import Alert, Urging
from applications.queries.supervision import TABS, CaseRow, Supervision
from hall.kernel import clock
from matters.catalogue_file.escaping import escaped

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CASES = ("办件编号", "事项", "申请人", "部门", "状态", "环节", "承办人", "承诺办结日", "法定办结日", "暂定", "灯", "剩余",
         "督办", "督办答复", "超时原因", "说明")  # fmt: skip
ALERTS = ("时间", "类型", "环节", "办件编号", "事项", "部门", "期限", "描述")
URGINGS = ("发出", "办件编号", "事项", "部门", "督办人", "内容", "答复期限", "答复人", "答复时间", "答复")
DEFINITIONS = (
    ("黑灯", "今天晚于法定办结日"),
    ("红灯", "今天晚于承诺办结日，或剩余不超过 1 个工作日"),
    ("黄灯", "剩余不超过 3 个工作日，或不超过承诺时限的 20%"),
    ("计时停止", "正在进行特别程序（行政许可法第四十五条），期间不计入时限"),
    ("剩余", "今天之后到承诺办结日的工作日数，当天为 0，按官方放假安排计算"),
    ("预警", "第一次发现时记录一次；延期或特别程序之后重新计时的，再次预警"),
)


def workbook(found: Supervision) -> bytes:
    """The lines of the tab, and the definitions."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TABS[found.tab].replace("、", ""))
    for row in _lines(found):
        sheet.append([escaped(str(cell)) if isinstance(cell, str) else cell for cell in row])
    notes = book.create_sheet("口径")
    notes.append(["数据截至", f"{found.at:%Y-%m-%d %H:%M:%S}"])
    for name, words in DEFINITIONS:
        notes.append([name, words])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(found: Supervision) -> Iterable[tuple[Any, ...]]:
    if found.tab == "causes":
        return [("超时原因", "件数"), *found.causes]
    if found.tab == "alerts":
        return [ALERTS, *map(_alert, found.alerts)]
    if found.tab == "urgings":
        return [URGINGS, *map(_urging, found.urgings)]
    return [CASES, *map(_case, found.rows)]


def _case(row: CaseRow) -> tuple[Any, ...]:
    urging, reason = row.urging, row.reason
    return (
        row.number, row.matter, row.applicant, row.department, row.state, row.step, row.handler,
        f"{row.promise_due:%Y-%m-%d}", f"{row.legal_due:%Y-%m-%d}" if row.legal_due else "法律未规定",
        "暂定" if row.is_provisional else "", row.light.label, row.light.words,
        urging.words if urging else "", urging.answer if urging else "",
        reason.get_cause_display() if reason else "", reason.words if reason else row.note,
    )  # fmt: skip


def _alert(alert: Alert) -> tuple[Any, ...]:
    application = alert.application
    return (
        f"{alert.fired_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}", alert.get_kind_display(), alert.get_step_display(),
        application.number, application.version.matter.name, alert.department.short_name,
        f"{alert.due:%Y-%m-%d}" if alert.due else "", alert.words,
    )  # fmt: skip


def _urging(urging: Urging) -> tuple[Any, ...]:
    application, answered = urging.application, urging.answered_at
    return (
        f"{urging.asked_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}", application.number, application.version.matter.name,
        urging.department.short_name, urging.asked_by.name, urging.words, f"{urging.answer_due:%Y-%m-%d}",
        urging.answered_by.name if urging.answered_by else "",
        f"{answered.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}" if answered else "", urging.answer,
    )  # fmt: skip
