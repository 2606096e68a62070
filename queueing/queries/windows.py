"""Windows of a hall with who sits there and which number they hold."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet

from hall.kernel.errors import NotFound
from hall.models import Hall, StaffMember, Window
from queueing.models import Ticket, TicketMatter, WindowSession
from queueing.statements import MATTER_CODES
from queueing.states import AT_A_WINDOW, WindowState


@dataclass(frozen=True)
class WindowNow:
    """One window as it is now; closed when nobody opened it."""

    code: str
    kind: str
    zone: str
    state: str
    pause_reason: str
    clerk: str | None
    ticket: Ticket | None


def windows_of(hall: Hall) -> list[WindowNow]:
    """The windows in use, in three statements."""
    windows = list(Window.objects.of(hall).filter(in_use=True).order_by("code"))
    sessions = WindowSession.objects.of(hall).filter(closed_at=None).select_related("clerk")
    by_window = {session.window_id: session for session in sessions}
    held = {ticket.window_id: ticket for ticket in _held(hall)}
    return [_now(window, by_window.get(window.pk), held.get(window.pk)) for window in windows]


def window_now(hall: Hall, code: str) -> WindowNow:
    """One window; two statements when somebody is served there. Raises NotFound."""
    sessions = (
        WindowSession.objects.of(hall).filter(closed_at=None, window__code=code).select_related("window", "clerk")
    )
    session = sessions.first()
    window = session.window if session else Window.objects.of(hall).filter(in_use=True, code=code).first()
    if window is None:
        raise NotFound()
    return _now(window, session, _held(hall).filter(window=window).first() if session else None)


def window_holding(ticket: Ticket, clerk: StaffMember) -> WindowNow:
    """The window at which this clerk just called this ticket, from what the call knows already."""
    window = ticket.window
    assert window is not None
    with connection.cursor() as cursor:
        cursor.execute(MATTER_CODES, [ticket.pk])
        ticket.matter_codes = [code for (code,) in cursor.fetchall()]  # type: ignore[attr-defined]
    return WindowNow(window.code, window.kind, window.zone, WindowState.OPEN, "", clerk.name, ticket)


def _held(hall: Hall) -> QuerySet[Ticket]:
    """The numbers at a window, with the codes of their matters."""
    tickets = Ticket.objects.of(hall).filter(state__in=AT_A_WINDOW).select_related("queue", "window")
    codes = TicketMatter.objects.filter(ticket=OuterRef("pk")).order_by("order").values("matter__code")
    return tickets.annotate(matter_codes=ArraySubquery(codes))


def _now(window: Window, session: WindowSession | None, ticket: Ticket | None) -> WindowNow:
    return WindowNow(
        code=window.code,
        kind=window.kind,
        zone=window.zone,
        state=session.state if session else WindowState.CLOSED,
        pause_reason=session.pause_reason if session else "",
        clerk=session.clerk.name if session else None,
        ticket=ticket,
    )
