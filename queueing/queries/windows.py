"""Windows of a hall with who sits there and which number they hold."""

from dataclasses import dataclass

from django.db.models import Prefetch

from hall.models import Hall, Window
from queueing.models import Ticket, TicketMatter, WindowSession
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


def windows_of(hall: Hall, code: str = "") -> list[WindowNow]:
    """The windows in use (or the one with this code), in four statements."""
    windows = Window.objects.of(hall).filter(in_use=True).order_by("code")
    if code:
        windows = windows.filter(code=code)
    sessions = WindowSession.objects.of(hall).filter(closed_at=None, window__in=windows).select_related("clerk")
    tickets = Ticket.objects.of(hall).filter(state__in=AT_A_WINDOW, window__in=windows)
    matters = Prefetch("ticket_matters", TicketMatter.objects.select_related("matter").order_by("order"))
    by_window = {session.window_id: session for session in sessions}
    held = {ticket.window_id: ticket for ticket in tickets.select_related("queue", "window").prefetch_related(matters)}
    return [_now(window, by_window.get(window.pk), held.get(window.pk)) for window in windows]


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
