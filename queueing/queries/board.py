"""What hangs on the hall's screens: a snapshot with a version. It is the truth; streams only hint at it."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from hall.kernel import clock
from hall.models import Hall, Step, Window, WindowKind
from queueing.models import Ticket, WindowSession
from queueing.queries.lines import QueueLine, lines_of
from queueing.states import TicketState, WindowState

ROWS, MISSED_ROWS = 7, 8
TODAY = timedelta(hours=12)
ARRIVED = (TicketState.SERVING, TicketState.FINISHED, TicketState.AWAITING_RESULT)
ARRIVED_SHOWN_FOR = timedelta(minutes=5)
MISSED_SHOWN_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Call:
    """One row: a number and the window it goes to."""

    number: str
    window: str
    zone: str
    is_issuing: bool
    again: bool
    at: datetime
    sequence: int


@dataclass(frozen=True)
class Board:
    """Calls newest first, those missed, the lines, and one notice when no window serves."""

    hall: str
    zone: str
    calls: list[Call]
    missed: list[str]
    lines: list[QueueLine]
    open_windows: int
    paused_windows: int
    as_of: datetime

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def version(self) -> str:
        """Changes when anything on the screen changes, and only then."""
        shown = [
            [(call.number, call.window, call.sequence) for call in self.calls],
            self.missed,
            [(line.queue.code, line.waiting, asdict(line.range)) for line in self.lines],
            (self.open_windows, self.paused_windows),
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def board(hall: Hall, zone: str = "") -> Board:
    """The board of the hall, or of one area of it; five statements however long the lines are."""
    sessions = _sessions(hall, zone)
    return Board(
        hall=hall.code,
        zone=zone,
        calls=_calls(hall, zone),
        missed=_missed(hall, zone),
        lines=lines_of(hall, zone),
        open_windows=sessions["open"],
        paused_windows=sessions["paused"],
        as_of=clock.now(),
    )


def hall_version(hall_code: str) -> str:
    """A cheap mark that changes with every act in the hall; for streams without Redis."""
    last = Step.objects.filter(hall__code=hall_code).aggregate(last=Max("id"))["last"]
    return str(last or 0)


def zones(hall: Hall) -> list[str]:
    """The areas of the hall that have windows."""
    rows = Window.objects.of(hall).filter(in_use=True).order_by("zone")
    return list(rows.values_list("zone", flat=True).distinct())


def _calls(hall: Hall, zone: str) -> list[Call]:
    """The latest calls, each number once: who has not come yet stays, the others until a few minutes after the call."""
    rows = _in_zone(Ticket.objects.of(hall).select_related("window", "queue"), zone)
    rows = rows.filter(call_sequence__isnull=False, called_at__gte=clock.now() - TODAY)
    arrived = Q(state__in=ARRIVED, called_at__gte=clock.now() - ARRIVED_SHOWN_FOR)
    shown = rows.filter(Q(state=TicketState.CALLED) | arrived)
    return [_call(ticket) for ticket in shown.order_by("-call_sequence")[:ROWS]]


def _call(ticket: Ticket) -> Call:
    assert ticket.window is not None and ticket.called_at is not None and ticket.call_sequence is not None
    return Call(
        number=ticket.number,
        window=ticket.window.code,
        zone=ticket.window.zone,
        is_issuing=ticket.window.kind == WindowKind.ISSUING,
        again=ticket.calls > 1,
        at=ticket.called_at,
        sequence=ticket.call_sequence,
    )


def _missed(hall: Hall, zone: str) -> list[str]:
    rows = _in_zone(Ticket.objects.of(hall), zone).filter(state=TicketState.MISSED)
    recent = rows.filter(called_at__gte=clock.now() - MISSED_SHOWN_FOR).order_by("-call_sequence")
    return list(recent.values_list("number", flat=True)[:MISSED_ROWS])


def _sessions(hall: Hall, zone: str) -> dict[str, int]:
    rows = _in_zone(WindowSession.objects.of(hall), zone).filter(closed_at=None)
    return rows.aggregate(
        open=Count("pk", filter=Q(state=WindowState.OPEN)), paused=Count("pk", filter=Q(state=WindowState.PAUSED))
    )


def _in_zone(rows: QuerySet[Any], zone: str) -> QuerySet[Any]:
    return rows.filter(window__zone=zone) if zone else rows
