"""What one screen shows: the board with its message, or one window of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.models import Hall, Window, WindowKind
from hall.queries.service_hours import opening
from queueing.board_words import Hours, Notice, notice_for
from queueing.models import QueueKind, Ticket, WindowSession
from queueing.queries.board import Board, board
from queueing.queries.closings import ending_words
from queueing.queries.lines import QueueLine
from queueing.states import AT_A_WINDOW, TicketState, WindowState


@dataclass(frozen=True)
class Screen:
    """A board at a moment, and the message that takes its place."""

    board: Board
    notice: Notice | None
    now: datetime
    ending: str = ""

    @property
    def main_line(self) -> QueueLine | None:
        """The queue most people wait in."""
        lines = self.board.lines
        main = next((line for line in lines if line.queue.kind == QueueKind.COMPREHENSIVE), None)
        return main or (lines[0] if lines else None)

    @property
    def version(self) -> str:
        return f"{self.board.version}-{self.notice.kind + self.notice.next if self.notice else ''}-{self.ending}"


@dataclass(frozen=True)
class WindowScreen:
    """The small screen above one window."""

    code: str
    kind: str
    zone: str
    state: str
    number: str = ""
    again: bool = False
    sequence: int = 0
    pause_reason: str = ""
    resume_by: datetime | None = None

    @property
    def is_issuing(self) -> bool:
        return self.kind == WindowKind.ISSUING

    @property
    def kind_label(self) -> str:
        return str(WindowKind(self.kind).label)

    @property
    def version(self) -> str:
        return "-".join(
            map(str, (self.state, self.number, self.again, self.sequence, self.pause_reason, self.resume_by))
        )


def screen_of(hall: Hall, zone: str = "", queues: Sequence[str] = ()) -> Screen:
    """The screen of a hall, of one area, or of some queues."""
    shown, now = board(hall, zone, queues), clock.now().astimezone(clock.BEIJING)
    hours = opening(hall, now)
    notice = notice_for(
        hours=Hours(hours.is_open, now, hours.next_opening, hours.words),
        calls=len(shown.calls),
        open_windows=shown.open_windows,
        paused_windows=shown.paused_windows,
        pause_reasons=shown.pause_reasons,
        resume_by=shown.resume_by,
    )
    ending = ending_words(hall, now)
    if ending and notice is not None and notice.kind in {"closed", "preparing"}:
        notice = replace(notice, detail=ending)
    return Screen(board=shown, notice=notice, now=now, ending=ending)


def window_screen(hall: Hall, code: str) -> WindowScreen:
    """One window's own screen; three statements. Raises NotFound."""
    window = Window.objects.of(hall).filter(in_use=True, code=code).first()
    if window is None:
        raise NotFound()
    session = WindowSession.objects.of(hall).filter(closed_at=None, window=window).first()
    place = (window.code, window.kind, window.zone)
    if session is None:
        return WindowScreen(*place, state=WindowState.CLOSED)
    ticket = Ticket.objects.of(hall).filter(window=window, state__in=AT_A_WINDOW).first()
    if ticket is not None:
        state = "called" if ticket.state == TicketState.CALLED else "serving"
        return WindowScreen(*place, state, ticket.number, ticket.calls > 1, ticket.call_sequence or 0)
    return WindowScreen(
        *place, session.state, pause_reason=session.pause_reason, resume_by=_later(session.resume_by)
    )  # fmt: skip


def _later(moment: datetime | None) -> datetime | None:
    return moment if moment is not None and moment > clock.now() else None
