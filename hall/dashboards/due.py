"""What will be late: accepted applications by their promised day, received ones by the day of their notice."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from applications.models import Application
from applications.states import ApplicationState
from hall.models import Hall

SOON = timedelta(days=3)
SHOWN = 8
ACCEPTED, RECEIVED = ApplicationState.ACCEPTED, ApplicationState.RECEIVED


@dataclass(frozen=True)
class DepartmentDue:
    """A department's applications that are late, due today, or due within three days."""

    department: str
    overdue: int
    today: int
    soon: int
    notice: int


def due_by_department(hall: Hall, today: date) -> list[DepartmentDue]:
    """Departments with something due, the latest first; one statement."""
    accepted = Q(state=ACCEPTED)
    rows = (
        Application.objects.of(hall)
        .filter(Q(state=ACCEPTED, promise_due__lte=today + SOON) | Q(state=RECEIVED, notice_due__lte=today))
        .order_by()
        .values("department__short_name")
        .annotate(
            overdue=Count("pk", filter=accepted & Q(promise_due__lt=today)),
            today=Count("pk", filter=accepted & Q(promise_due=today)),
            soon=Count("pk", filter=accepted & Q(promise_due__gt=today)),
            notice=Count("pk", filter=Q(state=RECEIVED)),
        )
    )
    found = [
        DepartmentDue(row["department__short_name"], row["overdue"], row["today"], row["soon"], row["notice"])
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row.overdue, -row.today, -row.notice, -row.soon, row.department))


def latest(hall: Hall, today: date) -> list[Application]:
    """The applications whose promised day has come or gone, the latest first."""
    rows = Application.objects.of(hall).filter(state=ACCEPTED, promise_due__lte=today)
    return list(
        rows.select_related("department", "version__matter").defer("form").order_by("promise_due", "pk")[:SHOWN]
    )
