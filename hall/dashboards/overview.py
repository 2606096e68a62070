"""The hall as its manager sees it now: lines, windows, what becomes late, what is broken. Reads only."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from applications.queries.making import unmade
from complaints.queries.rectifications import late_count
from hall.dashboards import glance
from hall.dashboards.due import DepartmentDue, due_by_department
from hall.dashboards.glance import Said, Tile
from hall.kernel import clock
from hall.models import Device, Hall, OutgoingMessage, WindowKind
from hall.queries.messages import TROUBLED
from queueing.models import Ticket
from queueing.queries.forgotten import Forgotten, forgotten_windows
from queueing.queries.lines import QueueLine, lines_of
from queueing.queries.windows import WindowNow, windows_of
from queueing.states import TicketState, WindowState

DAY = timedelta(hours=24)
AWAY = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """A queue: how many wait, how long the first has, how long one who comes now will."""

    line: QueueLine
    said: Said
    minutes: int


@dataclass(frozen=True)
class Overview:
    """One moment of one hall."""

    hall: Hall
    at: datetime
    lines: list[Line]
    zones: dict[str, list[Tile]]
    windows: dict[str, int]
    due: list[DepartmentDue]
    messages_failed: int
    papers_unmade: int
    machines: int
    machines_away: list[str]
    bad_ratings: tuple[int, int]
    forgotten: list[Forgotten]

    @property
    def worst(self) -> Line | None:
        """The queue whose first person has waited longest."""
        waiting = [line for line in self.lines if line.line.waiting]
        return max(waiting, key=lambda line: line.minutes, default=None)

    @property
    def waiting(self) -> int:
        return sum(line.line.waiting for line in self.lines)

    @property
    def due_today(self) -> int:
        return sum(row.today for row in self.due)

    @property
    def overdue(self) -> int:
        return sum(row.overdue for row in self.due)


def overview(hall: Hall) -> Overview:
    """The overview of one hall; the same number of statements however full it is."""
    now = clock.now()
    windows = windows_of(hall)
    machines = _machines_expected(hall, windows)
    return Overview(
        hall=hall,
        at=now,
        lines=_lines(hall, now),
        zones=_zones(windows, now),
        windows=_counts(windows),
        due=due_by_department(hall, clock.today()),
        messages_failed=OutgoingMessage.objects.of(hall).filter(state__in=TROUBLED, queued_at__gte=now - DAY).count(),
        papers_unmade=unmade(hall).count(),
        machines=len(machines),
        bad_ratings=late_count(hall),
        forgotten=forgotten_windows(hall, now),
        machines_away=[name for name, seen in machines if seen is None or seen < now - AWAY],
    )


def _machines_expected(hall: Hall, windows: list[WindowNow]) -> list[tuple[str, datetime | None]]:
    """Name and last sign of the machines that should be on: those of the hall, and those of windows that are open."""
    closed = {window.code for window in windows if window.state == WindowState.CLOSED}
    rows = (
        Device.objects.of(hall)
        .filter(revoked_at=None)
        .order_by("kind", "code")
        .values_list("name", "last_seen_at", "window__code")
    )
    return [(name, seen) for name, seen, window in rows if window not in closed]


def _lines(hall: Hall, now: datetime) -> list[Line]:
    waiting = Ticket.objects.of(hall).filter(state=TicketState.WAITING).order_by()
    since = dict(waiting.values_list("queue").annotate(first=Min("queued_at")))
    found = []
    for line in lines_of(hall):
        first = since.get(line.queue.pk) if line.waiting else None
        minutes = None if first is None else _minutes(first, now)
        found.append(Line(line, glance.wait(minutes), minutes or 0))
    return found


def _zones(windows: list[WindowNow], now: datetime) -> dict[str, list[Tile]]:
    zones: dict[str, list[Tile]] = defaultdict(list)
    for window in windows:
        zones[window.zone].append(_tile(window, now))
    return dict(zones)


def _tile(window: WindowNow, now: datetime) -> Tile:
    ticket = window.ticket
    minutes = _minutes(ticket.called_at, now) if ticket and ticket.called_at else 0
    said = glance.at_window(window.state, window.pause_reason, ticket.state if ticket else "", minutes)
    kind = str(WindowKind(window.kind).label)
    return Tile(window.code, kind, window.clerk or "", ticket.number if ticket else "", said)


def _counts(windows: list[WindowNow]) -> dict[str, int]:
    """Windows by what they do: serving, idle, paused, closed."""
    kinds = Counter("serving" if w.ticket else "idle" if w.state == WindowState.OPEN else w.state for w in windows)
    return {kind: kinds.get(kind, 0) for kind in ("serving", "idle", "paused", "closed")}


def _minutes(since: datetime, now: datetime) -> int:
    return max(int((now - since).total_seconds() // 60), 0)
