"""Closing a window whose clerk went home without logging out."""

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import make_move
from hall.permissions import system_person
from queueing.models import Ticket, WindowSession
from queueing.queries.forgotten import forgotten_windows
from queueing.states import AT_A_WINDOW, WINDOW_MOVES
from queueing.verbs.transferring import release_stranded


@transaction.atomic
def close_forgotten(*, session_id: int) -> WindowSession | None:
    """Close it if it still looks left and holds nobody; a held number stays for the manager to see. May run twice."""
    rows = WindowSession.objects.select_for_update(of=("self",)).select_related("hall", "window")
    session = rows.filter(pk=session_id, closed_at=None).first()
    if session is None or Ticket.objects.filter(window=session.window_id, state__in=AT_A_WINDOW).exists():
        return None
    words = next(
        (one.words for one in forgotten_windows(session.hall) if one.is_left and one.session.pk == session_id), ""
    )
    if not words:
        return None
    moved = make_move(session, WINDOW_MOVES, "close")
    session.closed_at = clock.now()
    session.save(update_fields=["state", "closed_at"])
    steps.record(session, moved, system_person("queueing"), f"忘记退出：{words}", window=session.window.code)
    release_stranded(session.hall)
    live.hint(session.hall.code)
    return session
