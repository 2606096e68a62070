"""What could not be done, counted by root cause, by department and by matter."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from complaints.complaint_states import RootCause
from complaints.models import Improvement, UnresolvedCase
from complaints.unresolved_states import OPEN_CASES, CaseState, ImprovementState
from hall.kernel import clock
from hall.models import Hall

MONTHS = {"1": 30, "3": 91, "12": 365}
MOST = 15


@dataclass(frozen=True)
class CauseLine:
    """One root cause."""

    cause: str
    label: str
    cases: int
    share: int
    improvements: int
    improved: int


@dataclass(frozen=True)
class CauseFigures:
    """The figures of a period."""

    months: str
    taken_down: int
    is_open: int
    overdue: int
    solved: int
    in_time: int
    excluded: int
    without_cause: int
    causes: list[CauseLine]
    departments: list[tuple[str, int]]
    matters: list[tuple[str, int]]

    @property
    def in_time_share(self) -> int | None:
        """Of those solved, how many in a hundred were never over their limit."""
        return round(100 * self.in_time / self.solved) if self.solved else None


SOLVED = (CaseState.SOLVED, CaseState.TOLD, CaseState.VERIFIED, CaseState.FILED)


def cause_figures(hall: Hall, months: str = "") -> CauseFigures:
    """The figures of one hall, of all time or of the last months."""
    months = months if months in MONTHS else ""
    cases, improvements = UnresolvedCase.objects.of(hall), Improvement.objects.of(hall)
    if months:
        since = clock.now() - timedelta(days=MONTHS[months])
        cases, improvements = cases.filter(taken_down_at__gte=since), improvements.filter(raised_at__gte=since)
    solved = Q(state__in=SOLVED)
    counted = cases.aggregate(
        taken_down=Count("pk"),
        is_open=Count("pk", filter=Q(state__in=OPEN_CASES)),
        overdue=Count("pk", filter=Q(overdue_at__isnull=False)),
        solved=Count("pk", filter=solved),
        in_time=Count("pk", filter=solved & Q(overdue_at=None)),
        excluded=Count("pk", filter=Q(state=CaseState.EXCLUDED)),
        without_cause=Count("pk", filter=Q(cause="") & ~Q(state=CaseState.EXCLUDED)),
    )
    by_cause = dict(cases.exclude(cause="").order_by().values_list("cause").annotate(n=Count("pk")))
    raised = dict(improvements.order_by().values_list("cause").annotate(n=Count("pk")))
    confirmed = improvements.filter(state=ImprovementState.CONFIRMED).order_by()
    improved = dict(confirmed.values_list("cause").annotate(n=Count("pk")))
    total = sum(by_cause.values()) or 1
    return CauseFigures(
        months=months,
        **counted,
        causes=[
            CauseLine(
                value, str(label), by_cause.get(value, 0), round(100 * by_cause.get(value, 0) / total),
                raised.get(value, 0), improved.get(value, 0),
            )
            for value, label in RootCause.choices
        ],
        departments=_most(cases.exclude(department=None), "department__short_name"),
        matters=_most(cases.exclude(matter=None), "matter__name"),
    )  # fmt: skip


def _most(rows: object, name: str) -> list[tuple[str, int]]:
    found = rows.order_by().values_list(name).annotate(n=Count("pk")).order_by("-n", name)  # type: ignore[attr-defined]
    return list(found[:MOST])
