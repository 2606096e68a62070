"""Complaints and the 办不成事 desk by matter, category and cause: counts, small groups hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from applications.months import Month
from complaints.complaint_states import Category, ComplaintState, RootCause
from complaints.models import Complaint, UnresolvedCase
from complaints.small_groups import hidden, total_is_hidden
from hall.kernel import clock
from hall.models import Hall

NOT_SAID = "未说明"
CAUSES, CATEGORIES = dict(RootCause.choices), dict(Category.choices)
TABLES: dict[str, tuple[str, str, str, Mapping[str, object]]] = {
    "complaints_by_matter": ("投诉建议 · 按事项", "complaints", "matter__name", {}),
    "complaints_by_category": ("投诉建议 · 按问题", "complaints", "category", CATEGORIES),
    "complaints_by_cause": ("投诉建议 · 按根源", "complaints", "cause", CAUSES),
    "cases_by_matter": ("办不成事 · 按事项", "cases", "matter__name", {}),
    "cases_by_cause": ("办不成事 · 按根源", "cases", "cause", CAUSES),
}


@dataclass(frozen=True)
class Counted:
    """How many of one kind; None where it is hidden."""

    name: str
    count: int | None
    key: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True)
class CountTable:
    """Complaints or desk cases counted one way."""

    key: str
    title: str
    total: int | None
    rows: list[Counted]

    @property
    def is_hidden(self) -> bool:
        return self.total is None


def complaints_of(hall: Hall, month: Month) -> QuerySet[Complaint]:
    """What was said in the month and is a complaint or suggestion; what took another way is left out."""
    since, until = month.between(clock.BEIJING)
    rows: QuerySet[Complaint] = Complaint.objects.of(hall).exclude(state=ComplaintState.OTHER_WAY)
    return rows.filter(received_at__gte=since, received_at__lt=until)


def cases_of(hall: Hall, month: Month) -> QuerySet[UnresolvedCase]:
    """What could not be done, taken down in the month."""
    since, until = month.between(clock.BEIJING)
    rows: QuerySet[UnresolvedCase] = UnresolvedCase.objects.of(hall)
    return rows.filter(taken_down_at__gte=since, taken_down_at__lt=until)


def complaint_tables(hall: Hall, month: Month, *, is_public: bool) -> list[CountTable]:
    """By matter, by category and by cause; the cause is known once the inquiry found it."""
    rows = {"complaints": complaints_of(hall, month), "cases": cases_of(hall, month)}
    return [
        _table(key, title, rows[what], by, labels, is_public)  # type: ignore[arg-type]
        for key, (title, what, by, labels) in TABLES.items()
    ]


def _table(
    key: str,
    title: str,
    rows: "QuerySet[Complaint] | QuerySet[UnresolvedCase]",
    by: str,
    labels: Mapping[str, object],
    is_public: bool,
) -> CountTable:
    counts = {row[by] or "": row["n"] for row in rows.order_by().values(by).annotate(n=Count("pk"))}
    total = sum(counts.values())
    if is_public and total_is_hidden(total):
        return CountTable(key, title, None if total else 0, [])
    away = hidden(counts) if is_public else set()
    ordered = sorted(counts.items(), key=lambda item: (item[0] in away, -item[1], item[0]))
    shown = [
        Counted(str(labels.get(value, value)) or NOT_SAID, None if value in away else count, value)
        for value, count in ordered
    ]
    return CountTable(key, title, total, shown)
