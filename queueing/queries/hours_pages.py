"""Service hours as pages show them: the week, the next days, what is special."""

from dataclasses import dataclass
from datetime import date, timedelta

from hall.kernel import clock
from hall.models import ClosedDay, Hall, ServiceHours
from hall.models.calendar import ServiceMode
from hall.opening_hours import Span
from hall.queries.calendar import working_calendar
from hall.queries.service_hours import hours_of
from queueing.models import Appointment
from queueing.queries.plan_table import WEEKDAYS
from queueing.states import AppointmentState

AHEAD = 14


@dataclass(frozen=True)
class Shown:
    """A span as a page shows it."""

    opens: str
    closes: str
    mode: str
    label: str
    appointment_only: bool


@dataclass(frozen=True)
class HoursDay:
    """A weekday, or a day, with its spans; why it is special."""

    name: str
    spans: list[Shown]
    weekday: int = 0
    day: date | None = None
    note: str = ""
    is_closed: bool = False


def weekly(hall: Hall) -> list[HoursDay]:
    """Monday to Sunday."""
    rows = list(ServiceHours.objects.of(hall).filter(weekday__isnull=False).order_by("weekday", "opens"))
    return [
        HoursDay(name, [_shown(_span(row)) for row in rows if row.weekday == weekday], weekday=weekday)
        for weekday, name in enumerate(WEEKDAYS, 1)
    ]


def next_days(hall: Hall) -> list[HoursDay]:
    """The next two weeks as they really are: holidays, closures and special hours named."""
    spans_of, calendar, today = hours_of(hall), working_calendar(), clock.today()
    closed = dict(ClosedDay.objects.of(hall).filter(date__gte=today).values_list("date", "reason"))
    special = set(ServiceHours.objects.of(hall).filter(date__gte=today).values_list("date", flat=True))
    found = []
    for day in (today + timedelta(days=ahead) for ahead in range(AHEAD)):
        note = closed.get(day, "") or ("特别安排" if day in special else "") or calendar.holiday(day)
        spans = [_shown(span) for span in spans_of(day)]
        found.append(HoursDay(WEEKDAYS[day.weekday()], spans, day=day, note=note, is_closed=not spans))
    return found


def special_days(hall: Hall) -> list[HoursDay]:
    """Closures and days with hours of their own, from today on."""
    today = clock.today()
    closed = [
        HoursDay(WEEKDAYS[row.date.weekday()], [], day=row.date, note=row.reason, is_closed=True)
        for row in ClosedDay.objects.of(hall).filter(date__gte=today)
    ]
    rows = list(ServiceHours.objects.of(hall).filter(date__gte=today).order_by("date", "opens"))
    own = [
        HoursDay(WEEKDAYS[day.weekday()], [_shown(_span(row)) for row in rows if row.date == day], day=day)
        for day in sorted({row.date for row in rows if row.date})
    ]
    return sorted([*closed, *own], key=lambda one: one.day or today)


def affected_by_closing(hall: Hall, day: date) -> int:
    """How many are booked on a day."""
    return Appointment.objects.of(hall).filter(day=day, state=AppointmentState.BOOKED).count()


def _span(row: ServiceHours) -> Span:
    return Span(row.opens, row.closes, row.mode, row.appointment_only)


def _shown(span: Span) -> Shown:
    label = str(ServiceMode(span.mode).label)
    return Shown(f"{span.opens:%H:%M}", f"{span.closes:%H:%M}", span.mode, label, span.appointment_only)
