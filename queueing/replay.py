"""Rebuilding a day from its steps: functions of values, no tables and no clock.

Every act of a ticket and of a clerk at a window is a step. Read one after the other they give the ticket's state, its
line, its calls and the services at the windows; where they do not join (a step that starts from a state the one
before did not end in) the break is kept in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from queueing.states import AT_A_WINDOW, TicketState, WindowState

TAKEN, ONE_MORE = "take_ticket", "add_matter"
RECALLED = "recall"
BACK_IN_LINE_NOW = ("call_for_result", "unpark", "take_back")


@dataclass(frozen=True)
class Act:
    """One step as the replay reads it."""

    verb: str
    before: str
    after: str
    at: datetime
    by: int
    window: str = ""
    queue: str = ""
    priority: str = ""
    channel: str = ""
    room: str = ""
    matter: str = ""
    matters: tuple[str, ...] | None = None


@dataclass
class Spell:
    """One service at one window, as the steps tell it."""

    window: str
    clerk: int
    queue: str
    queued_at: datetime
    called_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""


@dataclass
class TicketLife:
    """A ticket as its steps tell it."""

    state: str = ""
    queue: str = ""
    channel: str = ""
    priority: str = ""
    room: str = ""
    matters: list[str] | None = None
    calls: int = 0
    issued_at: datetime | None = None
    queued_at: datetime | None = None
    spells: list[Spell] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)


@dataclass
class ShiftLife:
    """A clerk's time at a window as the steps tell it."""

    window: str = ""
    clerk: int = 0
    state: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    breaks: list[str] = field(default_factory=list)


def ticket_life(acts: Iterable[Act]) -> TicketLife:
    """The ticket after all these acts, oldest first."""
    life = TicketLife()
    for act in acts:
        if act.verb == TAKEN:
            _take(life, act)
        elif act.verb == ONE_MORE and life.matters is not None:
            life.matters.append(act.matter)
        elif act.after:
            _move(life, act)
    return life


def shift_life(acts: Iterable[Act]) -> ShiftLife:
    """The clerk's time at the window after all these acts, oldest first."""
    life = ShiftLife()
    for act in acts:
        if life.opened_at is None:
            life.opened_at, life.clerk, life.window = act.at, act.by, act.window
            life.state = WindowState.OPEN
        elif act.after:
            _join(life, act)
            life.state = act.after
        if act.after == WindowState.CLOSED:
            life.closed_at = act.at
    return life


def _take(life: TicketLife, act: Act) -> None:
    if life.state:
        life.breaks.append("取号不止一次")
    life.state, life.queue, life.channel, life.priority = TicketState.WAITING, act.queue, act.channel, act.priority
    life.issued_at = life.queued_at = act.at
    life.matters = None if act.matters is None else [*act.matters]  # steps of former releases do not name them


def _move(life: TicketLife, act: Act) -> None:
    _join(life, act)
    if act.verb in BACK_IN_LINE_NOW:
        life.queued_at = act.at
    if act.before == TicketState.PARKED and act.after == TicketState.SERVING:
        _open(life, act)
        life.spells[-1].started_at, life.calls = act.at, 0
    elif act.after == TicketState.CALLED and act.before != TicketState.CALLED:
        _open(life, act)
    elif act.verb == RECALLED:
        life.calls += 1
    elif act.after == TicketState.SERVING and life.spells:
        life.spells[-1].started_at = life.spells[-1].started_at or act.at
    if act.before in AT_A_WINDOW and act.after not in AT_A_WINDOW:
        _close(life, act)
    if act.after == TicketState.WAITING:
        life.calls = 0
    life.state, life.queue = act.after, act.queue or life.queue
    life.room = act.room if act.after == TicketState.PARKED else ""


def _open(life: TicketLife, act: Act) -> None:
    life.calls += 1
    queued_at = life.queued_at or act.at
    life.spells.append(Spell(act.window, act.by, life.queue, queued_at, act.at))


def _close(life: TicketLife, act: Act) -> None:
    if not life.spells or life.spells[-1].ended_at is not None:
        life.breaks.append(f"{act.verb} 结束了没有开始的服务")
        return
    life.spells[-1].ended_at, life.spells[-1].outcome = act.at, act.verb


def _join(life: TicketLife | ShiftLife, act: Act) -> None:
    if act.before != life.state:
        life.breaks.append(f"{act.verb} 由“{act.before or '无'}”开始，前一步停在“{life.state or '无'}”")
