"""Figures of calling (叫号统计): wait, walk and service apart, by queue, window, hour and, for the manager, by clerk.

Waiting 等候: from joining the line to the call. Walking 到窗: from the call to the start at the window. Service 办理: from
the start to the end. A call taken back as a mistake counts nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractHour, Now

from hall.kernel import clock
from hall.models import Hall, Step
from queueing.models import Channel, Service, Ticket, WindowSession
from queueing.spans import Days
from queueing.states import TicketState

DONE = ("finish", "await_result")
MISTAKE = "undo_call"
GIVEN_UP = (TicketState.CANCELLED, TicketState.MISSED)
WAIT = ExpressionWrapper(F("called_at") - F("queued_at"), output_field=DurationField())
WALK = ExpressionWrapper(F("started_at") - F("called_at"), output_field=DurationField())
SERVE = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())
DEFINITIONS = (
    ("等候", "进入当前队列到叫号；转移的从取号算起"),
    ("到窗", "叫号到人到窗口开始办理"),
    ("办理", "开始办理到办结或转出；过号的不计"),
    ("90% 等候", "九成的人等候不超过此时间"),
    ("过号率", "过号 ÷ 叫号"),
    ("弃号率", "取消和未到而失效的号 ÷ 取号；闭厅未办、给了优先凭证的不算"),
    ("利用率", "办理时间 ÷ 窗口登录时间"),
)


class Percentile(Aggregate):
    """The value below which a share of the rows lies (`percentile_cont`); NULL where there is no row."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, output_field=DurationField(), **extra)


@dataclass(frozen=True)
class Line:
    """One group: how many, and how long in minutes; None where nobody was."""

    name: str
    calls: int
    done: int
    missed: int
    wait_median: float | None
    wait_most: float | None
    wait_longest: float | None
    walk_median: float | None
    serve_median: float | None
    serve_most: float | None
    busy: float | None = None

    @property
    def missed_share(self) -> float | None:
        """过号率 in percent."""
        return share(self.missed, self.calls)


@dataclass(frozen=True)
class Table:
    """The lines by one thing; `key` names the thing."""

    key: str
    title: str
    note: str
    lines: list[Line]


@dataclass(frozen=True)
class Taken:
    """Tickets given out, by channel, and those that were given up."""

    tickets: int
    priority: int
    given_up: int
    by_channel: list[tuple[str, int]]

    @property
    def given_up_share(self) -> float | None:
        """弃号率 in percent."""
        return share(self.given_up, self.tickets)


@dataclass(frozen=True)
class ChosenCall:
    """A call out of turn: who was called where, by whom and why."""

    number: str
    window: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Figures:
    """The figures of one hall over some days."""

    hall: Hall
    days: Days
    taken: Taken
    total: Line
    tables: list[Table]
    chosen: list[ChosenCall]


def share(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None


def figures_of(hall: Hall, days: Days, *, with_clerks: bool) -> Figures:
    """All figures; those of single clerks only where the caller's role may see them."""
    rows = services_of(hall, days)
    tables = _tables(hall, days, rows, with_clerks)
    return Figures(hall, days, _taken(hall, days), _total(rows), tables, chosen_calls(hall, days))


def services_of(hall: Hall, days: Days) -> QuerySet[Service]:
    """The calls of these days, mistakes left out."""
    since, until = days.between(clock.BEIJING)
    rows: QuerySet[Service] = Service.objects.of(hall)
    return rows.filter(called_at__gte=since, called_at__lt=until).exclude(outcome=MISTAKE)


def chosen_calls(hall: Hall, days: Days) -> list[ChosenCall]:
    """The calls out of turn of these days (点名叫号), newest first: each needs a permission and a reason."""
    since, until = days.between(clock.BEIJING)
    rows = Step.objects.of(hall).filter(subject_type="queueing.ticket", verb="call_chosen", at__gte=since, at__lt=until)
    return [
        ChosenCall(step.subject_number, step.data.get("window", ""), step.by.name, step.at, step.reason)
        for step in rows.select_related("by").order_by("-id")[:200]
    ]


def _taken(hall: Hall, days: Days) -> Taken:
    rows = Ticket.objects.of(hall).filter(day__gte=days.first, day__lte=days.last).order_by()
    counts = rows.aggregate(
        tickets=Count("pk"),
        priority=Count("pk", filter=~Q(priority="")),
        given_up=Count("pk", filter=Q(state__in=GIVEN_UP, return_voucher=None)),
    )
    found = dict(rows.values_list("channel").annotate(n=Count("pk")))
    named = [(str(label), found[value]) for value, label in Channel.choices if value in found]
    return Taken(**counts, by_channel=named)


def _total(rows: QuerySet[Service]) -> Line:
    return _line("合计", rows.aggregate(**_measures()))


def _tables(hall: Hall, days: Days, rows: QuerySet[Service], with_clerks: bool) -> list[Table]:
    busy = _logged_in(hall, days)
    tables = [
        Table("queues", "按队列", "", _grouped(rows, "queue__name")),
        Table("windows", "按窗口", "", [*_by_window(rows, busy)]),
        Table("hours", "按时段", "按叫号时刻归入一小时。", _by_hour(rows)),
        Table(
            "matters",
            "按事项",
            "一个号办几件事的，每件事各计一次。",
            _grouped(rows, "ticket__ticket_matters__matter__name"),
        ),
    ]
    if with_clerks:
        tables.append(
            Table("clerks", "按人员", "仅大厅管理员可见，用于排班和培训，不作公示。", _grouped(rows, "clerk__name"))
        )
    return tables


def _measures() -> dict[str, Any]:
    started, ended = Q(started_at__isnull=False), Q(started_at__isnull=False, ended_at__isnull=False)
    return {
        "calls": Count("pk"),
        "done": Count("pk", filter=Q(outcome__in=DONE)),
        "missed": Count("pk", filter=Q(outcome="miss")),
        "wait_median": Percentile(WAIT, 0.5),
        "wait_most": Percentile(WAIT, 0.9),
        "wait_longest": Max(WAIT),
        "walk_median": Percentile(WALK, 0.5, filter=started),
        "serve_median": Percentile(SERVE, 0.5, filter=ended),
        "serve_most": Percentile(SERVE, 0.9, filter=ended),
    }


def _grouped(rows: QuerySet[Service], by: str) -> list[Line]:
    """The groups, those with most calls first."""
    found = rows.order_by().values(by).annotate(**_measures()).order_by("-calls", by)
    return [_line(row.pop(by) or "没有登记事项", row) for row in found]


def _by_hour(rows: QuerySet[Service]) -> list[Line]:
    hours = rows.annotate(hour=ExtractHour("called_at", tzinfo=clock.BEIJING)).order_by().values("hour")
    found: Iterable[dict[str, Any]] = hours.annotate(**_measures()).order_by("hour")  # type: ignore[assignment]
    return [_line(f"{row.pop('hour'):02d} 时", row) for row in found]


def _by_window(rows: QuerySet[Service], logged_in: dict[str, float]) -> Iterable[Line]:
    serving = Sum(SERVE, filter=Q(started_at__isnull=False, ended_at__isnull=False))
    by = rows.order_by().values("window__code").annotate(**_measures(), serving=serving).order_by("window__code")
    for row in by:
        code, served = row.pop("window__code"), row.pop("serving")
        whole = logged_in.get(code)
        part = served.total_seconds() if served else 0.0
        yield _line(f"{code} 号窗口", {**row, "busy": min(round(part * 100 / whole, 1), 100.0) if whole else None})


def _logged_in(hall: Hall, days: Days) -> dict[str, float]:
    """Seconds each window had a clerk."""
    since, until = days.between(clock.BEIJING)
    rows = WindowSession.objects.of(hall).filter(opened_at__gte=since, opened_at__lt=until).order_by()
    length = ExpressionWrapper(Coalesce("closed_at", Now()) - F("opened_at"), output_field=DurationField())
    summed = rows.values_list("window__code").annotate(length=Sum(length))
    return {code: length.total_seconds() for code, length in summed}


def _line(name: str, row: dict[str, Any]) -> Line:
    counts = {key: row[key] for key in ("calls", "done", "missed")}
    lengths: dict[str, Any] = {
        key: _minutes(value) for key, value in row.items() if key not in counts and key != "busy"
    }
    return Line(name=name, busy=row.get("busy"), **counts, **lengths)


def _minutes(length: Any) -> float | None:
    return None if length is None else round(max(length.total_seconds(), 0.0) / 60, 1)
