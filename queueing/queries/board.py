"""What hangs on the hall's screens: a snapshot with a version. It is the truth; streams only hint at it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, Q, QuerySet

from hall.kernel import clock
from hall.masking import mask_name
from hall.models import Hall, PartyKind, Step, Window, WindowKind
from queueing.models import NO_NAME, Ticket, WindowSession
from queueing.queries.hall_rules import rules_of
from queueing.queries.lines import QueueLine, lines_now
from queueing.states import TicketState, WindowState

ROWS, MISSED_ROWS, ROOM_ROWS, SPOKEN_ROWS = 7, 8, 6, 60
SPOKEN_FOR = timedelta(seconds=60)
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
    has_arrived: bool = False
    name: str = ""  # masked, and only where the hall's rules say so


@dataclass(frozen=True)
class Away:
    """Someone whose number goes on in a room beside the windows."""

    number: str
    room: str


@dataclass(frozen=True)
class Board:
    """Calls newest first, those missed, those in rooms, the lines, and how the windows are."""

    hall: str
    zone: str
    calls: list[Call]
    missed: list[str]
    lines: list[QueueLine]
    open_windows: int
    paused_windows: int
    as_of: datetime
    rooms: list[Away] = field(default_factory=list)
    pause_reasons: list[str] = field(default_factory=list)
    resume_by: datetime | None = None

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def is_idle(self) -> bool:
        """Whether everyone called has come: only then may a screen show anything but calls."""
        return all(call.has_arrived for call in self.calls)

    @property
    def version(self) -> str:
        """Changes when anything on the screen changes, and only then."""
        shown = [
            [(call.number, call.window, call.sequence, call.has_arrived, call.name) for call in self.calls],
            self.missed,
            [(away.number, away.room) for away in self.rooms],
            [(line.queue.code, line.waiting, line.range.told) for line in self.lines],
            (self.open_windows, self.paused_windows, self.pause_reasons, self.resume_by),
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def board(hall: Hall, zone: str = "", queues: Sequence[str] = ()) -> Board:
    """The board of the hall, or of one area or some queues of it; five statements however long the lines are."""
    sessions, (missed, rooms) = _sessions(hall, zone), _not_here(hall, zone, queues)
    lines = lines_now(hall, zone)
    return Board(
        hall=hall.code,
        zone=zone,
        calls=_calls(hall, zone, queues),
        missed=missed,
        lines=[line for line in lines if line.queue.code in queues] if queues else lines,
        open_windows=sessions["open"],
        paused_windows=sessions["paused"],
        as_of=clock.now(),
        rooms=rooms,
        pause_reasons=sorted(reason for reason in sessions["reasons"] or [] if reason),
        resume_by=sessions["resume_by"],
    )


def spoken_calls(hall: Hall, zone: str = "", queues: Sequence[str] = ()) -> list[Call]:
    """The calls of the last minute, the first called first: what a screen may still say aloud."""
    recent = _of_queues(_in_zone(Ticket.objects.of(hall), zone), queues).filter(
        call_sequence__isnull=False, called_at__gte=clock.now() - SPOKEN_FOR, state__in=[TicketState.CALLED, *ARRIVED]
    )
    rows = recent.select_related("window").order_by("call_sequence")[:SPOKEN_ROWS]
    return [_call(ticket) for ticket in rows]


def hall_version(hall_code: str) -> str:
    """A cheap mark that changes with every act in the hall; for streams without Redis."""
    last = Step.objects.filter(hall__code=hall_code).aggregate(last=Max("id"))["last"]
    return str(last or 0)


def zones(hall: Hall) -> list[str]:
    """The areas of the hall that have windows."""
    rows = Window.objects.of(hall).filter(in_use=True).order_by("zone")
    return list(rows.values_list("zone", flat=True).distinct())


def _calls(hall: Hall, zone: str, queues: Sequence[str]) -> list[Call]:
    """The latest calls, each number once: who has not come yet stays, the others until a few minutes after the call and
    while there is room."""
    names = rules_of(hall).screens_show_names
    around = ("window", "party") if names else ("window",)
    rows = _of_queues(_in_zone(Ticket.objects.of(hall).select_related(*around), zone), queues)
    rows = rows.filter(call_sequence__isnull=False, called_at__gte=clock.now() - TODAY)
    arrived = Q(state__in=ARRIVED, called_at__gte=clock.now() - ARRIVED_SHOWN_FOR)
    shown = rows.filter(Q(state=TicketState.CALLED) | arrived)
    awaited = ExpressionWrapper(Q(state=TicketState.CALLED), output_field=BooleanField())
    kept = shown.annotate(awaited=awaited).order_by("-awaited", "-call_sequence")[:ROWS]
    return [_call(ticket, names=names) for ticket in sorted(kept, key=lambda one: -(one.call_sequence or 0))]


def _call(ticket: Ticket, *, names: bool = False) -> Call:
    assert ticket.window is not None and ticket.called_at is not None and ticket.call_sequence is not None
    return Call(
        number=ticket.number,
        window=ticket.window.code,
        zone=ticket.window.zone,
        is_issuing=ticket.window.kind == WindowKind.ISSUING,
        again=ticket.calls > 1,
        at=ticket.called_at,
        sequence=ticket.call_sequence,
        has_arrived=ticket.state != TicketState.CALLED,
        name=_masked(ticket) if names else "",
    )


def _masked(ticket: Ticket) -> str:
    """张*; nothing where nobody gave a name."""
    party = ticket.party
    if party.name == NO_NAME:
        return ""
    return mask_name(party.name, organisation=party.kind == PartyKind.ORGANISATION)


def _not_here(hall: Hall, zone: str, queues: Sequence[str]) -> tuple[list[str], list[Away]]:
    """The numbers missed within half an hour, and those in rooms, the latest first, in one statement."""
    rows = _of_queues(_in_zone(Ticket.objects.of(hall), zone), queues)
    missed = Q(state=TicketState.MISSED, called_at__gte=clock.now() - MISSED_SHOWN_FOR)
    parked = Q(state=TicketState.PARKED, day=clock.today())
    found = list(rows.filter(missed | parked).order_by("-call_sequence").values_list("number", "state", "room")[:60])
    gone = [number for number, state, _ in found if state == TicketState.MISSED]
    away = [Away(number, room) for number, state, room in found if state == TicketState.PARKED]
    return gone[:MISSED_ROWS], away[:ROOM_ROWS]


def _sessions(hall: Hall, zone: str) -> dict[str, Any]:
    rows = _in_zone(WindowSession.objects.of(hall), zone).filter(closed_at=None)
    is_paused = Q(state=WindowState.PAUSED)
    return rows.aggregate(
        open=Count("pk", filter=Q(state=WindowState.OPEN)),
        paused=Count("pk", filter=is_paused),
        reasons=ArrayAgg("pause_reason", filter=is_paused, distinct=True, default=None),
        resume_by=Min("resume_by", filter=is_paused),
    )


def _in_zone(rows: QuerySet[Any], zone: str) -> QuerySet[Any]:
    return rows.filter(window__zone=zone) if zone else rows


def _of_queues(rows: QuerySet[Any], queues: Sequence[str]) -> QuerySet[Any]:
    return rows.filter(queue__code__in=queues) if queues else rows
