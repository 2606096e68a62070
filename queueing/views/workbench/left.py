"""The left side: my window, the person called, the line behind."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import Hall
from hall.requests import StaffRequest
from hall.roles import Role
from queueing import pausing
from queueing.models import PriorityReason, Queue, Ticket
from queueing.queries.bench import matter_counts, shown_name
from queueing.queries.desk import Desk
from queueing.states import TicketState, WindowState

BROWSER_KEY = "workbench_browser"
SHORT = {
    "elderly": "老年人",
    "disabled": "残疾人",
    "pregnant": "孕婴",
    "ill": "伤病",
    "service_member": "军人消防",
    "good_samaritan": "见义勇为",
}
DIRECT = ("recall", "start", "miss", "finish", "transfer", "park")
ROOMS = ("照相室", "缴费处", "洽谈室", "复印处", "自助区")


@dataclass(frozen=True)
class Tag:
    """Something about the person the clerk should see at once."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class Notice:
    """Words to the clerk above the window."""

    words: str
    tone: str = "bad"
    code: str = ""


def browser_of(request: StaffRequest) -> str:
    """A random word of this login in this browser, by which one counter opened twice is noticed."""
    if BROWSER_KEY not in request.session:
        request.session[BROWSER_KEY] = secrets.token_urlsafe(16)
    return str(request.session[BROWSER_KEY])


def own_hall(request: StaffRequest) -> Hall:
    """The hall this clerk works in; someone of no hall has no window."""
    if request.user.hall is None:
        raise NotPermitted()
    return request.user.hall


def is_elsewhere(request: StaffRequest, desk: Desk) -> bool:
    """Whether the window was opened (or taken over) in another browser since."""
    return bool(desk.session and desk.session.browser and desk.session.browser != browser_of(request))


def left_context(desk: Desk) -> dict[str, Any]:
    """What the left side shows; buttons come from the table of moves."""
    assert desk.session is not None
    paused = desk.session.state == WindowState.PAUSED
    able = {verb: verb in _able(desk) for verb in DIRECT}
    able["call"] = desk.ticket is None and not paused
    able["resume"] = paused
    able["take_back"] = able["call"] and bool(desk.parked)
    able["call_chosen"] = able["call"] and desk.session.clerk.has_role(Role.DUTY_LEAD)
    return {
        "session": desk.session,
        "ticket": desk.ticket,
        "is_paused": paused,
        "can": able,
        "tags": _tags(desk),
        "who": shown_name(desk.ticket.party) if desk.ticket else "",
        "undo_until": desk.undo_until.isoformat() if desk.undo_until else "",
        "other_queues": _other_queues(desk),
        "parked": desk.parked,
        "rooms": ROOMS,
        "is_lead": desk.session.clerk.has_role(Role.DUTY_LEAD),
        "pause_reasons": pausing.REASONS,
        "last_called_at": desk.last_call_at,
        **_times(desk),
        **line_context(desk),
    }


def line_context(desk: Desk) -> dict[str, Any]:
    """The next five and the counts, with their time."""
    matters = matter_counts(desk.next_five)
    return {
        "as_of": desk.as_of,
        "overdue_minutes": _overdue(desk),
        "waiting_total": desk.waiting,
        "next_five": [_next(ticket, desk.as_of, matters[ticket.pk]) for ticket in desk.next_five],
        "waiting_rows": [{"name": line.queue.name, "count": line.waiting} for line in desk.lines],
        "ticket": desk.ticket,
    }


def _able(desk: Desk) -> list[str]:
    """The moves of the table; finishing is one verb whichever state it leads to."""
    return [{"await_result": "finish"}.get(verb, verb) for verb in desk.verbs]


def _next(ticket: Any, now: datetime, matters: int) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "minutes": minutes(ticket.queued_at, now),
        "priority": SHORT.get(ticket.priority, ""),
        "slot": _slot(ticket),
        "is_bound": bool(ticket.for_window_id or ticket.for_clerk_id),
        "matters": matters,
    }


def _tags(desk: Desk) -> list[Tag]:
    ticket = desk.ticket
    if ticket is None:
        return []
    tags = []
    if ticket.priority:
        tags.append(Tag(f"{SHORT.get(ticket.priority, PriorityReason(ticket.priority).label)}优先", "warn"))
    if ticket.slot_begins_at is not None:
        tags.append(Tag(f"预约 {_slot(ticket)}", "good"))
    if desk.visits_before:
        tags.append(Tag(f"第 {desk.visits_before + 1} 次来办", "warn"))
    tags.append(Tag(f"{len(desk.matters)} 件事项"))
    if ticket.channel not in ("kiosk", "appointment"):
        tags.append(Tag(ticket.get_channel_display(), "grey"))
    if ticket.principal_id:
        tags.append(Tag("代办", "warn"))
    return tags


def _slot(ticket: Ticket) -> str:
    moments = (ticket.slot_begins_at, ticket.slot_ends_at)
    return "–".join(f"{moment.astimezone(clock.BEIJING):%H:%M}" for moment in moments if moment)


def _times(desk: Desk) -> dict[str, Any]:
    """How long this person waited, and the running time since the call or the start."""
    if desk.ticket is None or desk.service is None:
        return {}
    since = desk.service.started_at if desk.ticket.state == TicketState.SERVING else desk.service.called_at
    seconds = max(int((clock.now() - (since or desk.service.called_at)).total_seconds()), 0)
    return {
        "waited_minutes": minutes(desk.service.queued_at, desk.service.called_at),
        "since": (since or desk.service.called_at).isoformat(),
        "elapsed": f"{seconds // 60:02d}:{seconds % 60:02d}",
    }


def _overdue(desk: Desk) -> int | None:
    """Minutes since the window should have been open again, if a pause was forgotten."""
    assert desk.session is not None
    planned = desk.session.resume_by
    is_over = desk.session.state == WindowState.PAUSED and planned is not None and planned < desk.as_of
    return minutes(planned, desk.as_of) if is_over and planned else None


def _other_queues(desk: Desk) -> list[Queue]:
    if desk.ticket is None:
        return []
    return list(Queue.objects.of(desk.ticket.hall_id).exclude(pk=desk.ticket.queue_id))


def minutes(start: datetime, end: datetime) -> int:
    """Whole minutes between two moments, never less than nought."""
    return max(int((end - start).total_seconds() // 60), 0)
