"""The month report of a department: what came, what was decided, how fast, what ran late. Counted in the database."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from applications.models import Application, Consultation, Decision, Document, DocumentKind, Extension, Procedure
from applications.months import Month
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import Department, Hall
from hall.queries.calendar import working_calendar

MATTER = "version__matter"
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("received", "收件", "本月收到申请的办件（收件时间）"),
    ("corrected", "一次性告知", "本月出具的补正材料告知书"),
    ("accepted", "受理", "本月受理的办件（含视为受理）"),
    ("turned_away", "不予受理", "本月不予受理和不受理的办件"),
    ("granted", "准予", "本月作出的准予决定"),
    ("denied", "不予", "本月作出的不予决定"),
    ("ended", "撤回终止", "本月撤回、终止的办件"),
    ("late", "超承诺", "本月决定中，决定日晚于承诺办结日的"),
    ("unlawful", "超法定", "本月决定中，决定日晚于法定办结日的"),
    ("open", "月末在办", "月末已受理、还没有决定也没有办结的"),
)


@dataclass
class Line:
    """The figures of one matter, or of the whole department."""

    name: str
    code: str = ""
    received: int = 0
    corrected: int = 0
    accepted: int = 0
    turned_away: int = 0
    granted: int = 0
    denied: int = 0
    ended: int = 0
    late: int = 0
    unlawful: int = 0
    open: int = 0
    days: int = 0
    saved: int = 0

    @property
    def decided(self) -> int:
        return self.granted + self.denied

    @property
    def in_time(self) -> float | None:
        """Decisions not later than promised, in per cent; None when nothing was decided."""
        return round(100 * (self.decided - self.late) / self.decided, 1) if self.decided else None

    @property
    def mean_days(self) -> float | None:
        """Working days from acceptance to the decision, on average."""
        return round(self.days / self.decided, 1) if self.decided else None

    @property
    def mean_saved(self) -> float | None:
        """Working days by which decisions came before the promised day, on average; negative when later."""
        return round(self.saved / self.decided, 1) if self.decided else None

    @property
    def cells(self) -> list[int]:
        return [getattr(self, key) for key, _, _ in COLUMNS]

    def add(self, other: "Line") -> None:
        for key in (*(key for key, _, _ in COLUMNS), "days", "saved"):
            setattr(self, key, getattr(self, key) + getattr(other, key))


@dataclass
class MonthReport:
    """A month of one department, or of all departments of a hall."""

    month: Month
    department: Department | None
    total: Line
    lines: list[Line]
    special: list[tuple[str, int]] = field(default_factory=list)

    @property
    def columns(self) -> tuple[tuple[str, str, str], ...]:
        return COLUMNS

    @property
    def title(self) -> str:
        return self.department.short_name if self.department else "全部部门"


def month_report(hall: Hall | None, month: Month, department: Department | None) -> MonthReport:
    """The report; lines by matter, or by department when none is named."""
    by = MATTER if department else "department"
    scope = Q(department=department) if department else Q()
    scope &= Q(hall=hall) if hall else Q()
    lines: dict[int, Line] = defaultdict(lambda: Line(""))
    names = _names(by)
    _count_cases(lines, scope, month, by)
    _count_decisions(lines, scope, month, by)
    made = [(key, line) for key, line in lines.items() if any(line.cells)]
    total = Line("合计")
    for key, line in made:
        line.code, line.name = names.get(key, ("", ""))
        total.add(line)
    rows = sorted((line for _, line in made), key=lambda line: (-line.received, -line.decided, line.name))
    return MonthReport(month, department, total, rows, _special(scope, month))


def _names(by: str) -> dict[int, tuple[str, str]]:
    from matters.models import Matter

    if by == MATTER:
        return {pk: (code, name) for pk, code, name in Matter.objects.values_list("pk", "code", "name")}
    return {pk: (code, name) for pk, code, name in Department.objects.values_list("pk", "code", "short_name")}


def _count_cases(lines: dict[int, Line], scope: Q, month: Month, by: str) -> None:
    start, end = month.between(clock.BEIJING)
    rows = Application.objects.filter(scope)
    ended = rows.filter(closed_at__gte=start, closed_at__lt=end)
    as_was = Case(When(state=S.ARCHIVED, then=F("closed_as")), default=F("state"))
    ended = ended.annotate(ended_as=as_was)
    open_then = rows.filter(accepted_at__lt=end).filter(
        Q(decision=None, closed_at=None) | Q(decision__decided_at__gte=end) | Q(decision=None, closed_at__gte=end)
    )
    notices = Document.objects.filter(_of(scope, "application__"), kind=DocumentKind.CORRECTION_NOTICE)
    counted: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("received", rows.filter(received_at__gte=start, received_at__lt=end), by),
        ("accepted", rows.filter(accepted_at__gte=start, accepted_at__lt=end), by),
        ("turned_away", ended.filter(ended_as__in=[S.REFUSED, S.OUT_OF_SCOPE]), by),
        ("ended", ended.filter(ended_as__in=[S.WITHDRAWN, S.TERMINATED]), by),
        ("open", open_then, by),
        ("corrected", notices.filter(issued_at__gte=start, issued_at__lt=end), f"application__{by}"),
    )
    for name, found, group in counted:
        for key, n in found.order_by().values_list(group).annotate(n=Count("pk")):
            setattr(lines[key], name, n)


def _count_decisions(lines: dict[int, Line], scope: Q, month: Month, by: str) -> None:
    """Decisions grouped by their days, so that working days are counted once for each pair of days."""
    start, end = month.between(clock.BEIJING)
    rows = Decision.objects.filter(_of(scope, "application__"), decided_at__gte=start, decided_at__lt=end)
    days = {"began": "application__accepted_at", "day": "decided_at"}
    cut = {name: TruncDate(column, tzinfo=clock.BEIJING) for name, column in days.items()}
    grouped = rows.order_by().annotate(**cut).values_list(
        f"application__{by}", "granted", "began", "day", "application__promise_due",
        Case(When(application__legal_due__isnull=False, application__legal_due__lt=F("day"), then=Value(1)), default=Value(0)),
    ).annotate(n=Count("pk"))  # fmt: skip
    between = lru_cache(maxsize=None)(_between)
    for key, granted, began, day, due, unlawful, n in grouped:
        line = lines[key]
        line.granted, line.denied = line.granted + n * granted, line.denied + n * (not granted)
        line.late += n * (day > due)
        line.unlawful += n * unlawful
        line.days += n * between(began, day)
        line.saved += n * between(day, due)


def _between(start: date, end: date) -> int:
    return working_calendar().working_days_between(start, end)


def _special(scope: Q, month: Month) -> list[tuple[str, int]]:
    """What moved clocks, and what was asked of others, in the month."""
    start, end = month.between(clock.BEIJING)
    behind = _of(scope, "application__")
    asked = Consultation.objects.filter(behind, asked_at__gte=start, asked_at__lt=end)
    began = Procedure.objects.filter(behind, began_on__gte=month.first, began_on__lt=month.after)
    longer = Extension.objects.filter(behind, approved=True, decided_at__gte=start, decided_at__lt=end)
    late = asked.filter(Q(answered_at=None, due__lt=clock.today()) | Q(answered_at__date__gt=F("due")))
    return [
        ("转入特别程序", began.count()),
        ("批准延期", longer.count()),
        ("征求其他部门意见", asked.count()),
        ("其中逾期答复", late.count()),
    ]


def _of(scope: Q, before: str) -> Q:
    """The same condition seen from a row that belongs to an application."""
    return Q(*[(f"{before}{name}", value) for name, value in scope.children])  # type: ignore[misc]
