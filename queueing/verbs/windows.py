"""A clerk at a window: open, pause, resume, close."""

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember, Window
from queueing.errors import (
    AnotherWindowOpen,
    NotYourWindow,
    ReasonNeeded,
    WindowBusy,
    WindowNotInUse,
    WindowOpenElsewhere,
)
from queueing.locks import locked_session
from queueing.models import LunchBreak, Ticket, WindowSession
from queueing.pausing import resume_by
from queueing.permissions import may_allocate, may_open, may_serve
from queueing.states import AT_A_WINDOW, WINDOW_MOVES, WindowState
from queueing.verbs.closing import clear_left_over
from queueing.verbs.shifts import refuse_reserve
from queueing.verbs.transferring import back_into_line, release_stranded


@transaction.atomic
def open_window(
    *, hall: Hall, window_code: str, browser: str = "", take_over: bool = False, by: StaffMember
) -> WindowSession:
    """The clerk opens the window; opening it again in the same browser carries on.

    A second browser is told (WindowOpenElsewhere) and may take over; a window of a colleague is refused.
    """
    may_open(by, hall)
    window = locked(Window.objects.of(hall), code=window_code)
    if not window.in_use:
        raise WindowNotInUse(window=window.code)
    refuse_reserve(window)
    session = WindowSession.objects.of(hall).select_related("clerk").filter(window=window, closed_at=None).first()
    if session is not None:
        return _carry_on(session, window, browser, take_over, by)
    _refuse_second_window(hall, by)
    clear_left_over(hall)
    now = clock.now()
    session = WindowSession.objects.create(
        hall=hall, window=window, clerk=by, browser=browser, opened_at=now, seen_at=now, state=WindowState.OPEN
    )
    _record(session, "open", by)
    return session


@transaction.atomic
def pause_window(*, hall: Hall, window_code: str, reason: str, by: StaffMember) -> WindowSession:
    """The window stops serving for a reason that screens show; it must hold no called ticket."""
    if not reason.strip():
        raise ReasonNeeded()
    session = _mine(hall, window_code, by)
    _refuse_while_busy(session)
    reason, now = reason.strip()[:60], clock.now()
    lunch = LunchBreak.objects.of(hall).filter(window=session.window_id).values_list("begins", "ends").first()
    session.paused_at, session.resume_by = now, resume_by(reason, now, lunch)
    return _move(session, "pause", by, reason)


@transaction.atomic
def resume_window(*, hall: Hall, window_code: str, by: StaffMember) -> WindowSession:
    """The window serves again."""
    session = _mine(hall, window_code, by)
    session.paused_at = session.resume_by = None
    return _move(session, "resume", by)


@transaction.atomic
def close_window(*, hall: Hall, window_code: str, by: StaffMember) -> WindowSession:
    """The clerk leaves the window; it must hold no called ticket."""
    session = _mine(hall, window_code, by)
    _refuse_while_busy(session)
    session.closed_at = clock.now()
    closed = _move(session, "close", by)
    release_stranded(hall)
    return closed


@transaction.atomic
def release_window(
    *, hall: Hall, window_code: str, reason: str, hand_back: bool = False, by: StaffMember
) -> WindowSession:
    """A manager closes a window whose clerk left without logging out. Somebody it still holds goes back into the line
    when the manager says so (`hand_back`); otherwise it must hold nobody."""
    may_allocate(by, hall)
    if not reason.strip():
        raise ReasonNeeded()
    session = locked_session(hall, window_code)
    if hand_back:
        back_into_line(session, reason.strip(), by)
    _refuse_while_busy(session)
    session.closed_at = clock.now()
    closed = _move(session, "close", by, reason.strip()[:60])
    release_stranded(hall)
    return closed


def _mine(hall: Hall, window_code: str, by: StaffMember) -> WindowSession:
    session = locked_session(hall, window_code)
    may_serve(by, session)
    return session


def _carry_on(session: WindowSession, window: Window, browser: str, take_over: bool, by: StaffMember) -> WindowSession:
    if session.clerk_id != by.pk:
        raise NotYourWindow(window=window.code, clerk=session.clerk.name)
    is_elsewhere = bool(browser and session.browser and browser != session.browser)
    if is_elsewhere and not take_over:
        raise WindowOpenElsewhere(window=window.code)
    session.browser, session.seen_at = browser or session.browser, clock.now()
    session.save(update_fields=["browser", "seen_at"])
    if is_elsewhere:
        steps.record(session, "take_over", by, window=window.code)
    return session


def _refuse_second_window(hall: Hall, by: StaffMember) -> None:
    other = WindowSession.objects.of(hall).select_related("window").filter(clerk=by, closed_at=None).first()
    if other is not None:
        raise AnotherWindowOpen(window=other.window.code)


def _refuse_while_busy(session: WindowSession) -> None:
    ticket = Ticket.objects.filter(window=session.window_id, state__in=AT_A_WINDOW).first()
    if ticket is not None:
        raise WindowBusy(window=session.window.code, number=ticket.number, state=ticket.get_state_display())


def _move(session: WindowSession, verb: str, by: StaffMember, reason: str = "") -> WindowSession:
    moved = make_move(session, WINDOW_MOVES, verb)
    session.pause_reason, session.seen_at = reason, clock.now()
    session.save()
    steps.record(session, moved, by, reason, window=session.window.code)
    live.hint(session.window.hall.code)
    return session


def _record(session: WindowSession, verb: str, by: StaffMember) -> None:
    steps.record(session, verb, by, window=session.window.code)
    live.hint(session.hall.code)
