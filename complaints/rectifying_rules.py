"""Rules of answering a bad rating: pure functions of values."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from complaints.errors import WordsNeeded
from complaints.states import BAD_LEVELS, RectificationState

LEAST, MOST, MOST_SHORT = 5, 1000, 500
CALLS_BEFORE_GIVING_UP = 3
DISSATISFIED = "dissatisfied"


class Calendar(Protocol):
    """What these rules ask of a working calendar."""

    def add_working_days(self, start: date, count: int, /) -> date: ...
    def working_days_between(self, start: date, end: date, /) -> int: ...


@dataclass(frozen=True)
class Dues:
    """Until when a bad rating is answered."""

    contact: date
    rectify: date


def dues(opened: date, *, contact_working_days: int, rectify_days: int, calendar: Calendar) -> Dues:
    """Contact in working days, rectification in natural days; the first day is not counted, nothing rolls."""
    contact = calendar.add_working_days(opened, contact_working_days)
    return Dues(contact, opened + timedelta(days=rectify_days))


def said(words: str, what: str, most: int = MOST) -> str:
    """The words of an act, trimmed. Raises WordsNeeded when too few or too many."""
    words = words.strip()
    if not LEAST <= len(words) <= most:
        raise WordsNeeded(what=what, most=most)
    return words


def is_unhappy(call_back_outcome: str, again_level: str) -> bool:
    """Whether the rater is still dissatisfied: their own second rating counts before what was heard on the telephone."""
    return again_level in BAD_LEVELS if again_level else call_back_outcome == DISSATISFIED


@dataclass(frozen=True)
class Clock:
    """The limit that runs now: a colour and words, or nothing once it is over."""

    label: str
    colour: str
    words: str
    due: date | None = None


def running(state: str, contact_due: date, rectify_due: date, today: date, calendar: Calendar) -> Clock:
    """What must be done next and how long is left."""
    if state == RectificationState.OPENED:
        return _clock("联系", contact_due, today, calendar.working_days_between(today, contact_due), "个工作日")
    if state == RectificationState.CONTACTED:
        return _clock("整改", rectify_due, today, (rectify_due - today).days, "天")
    if state == RectificationState.CLOSED:
        return Clock("办结", "grey", "差评办结")
    return Clock("回访", "amber", "等待回访、办结" if state == RectificationState.CALLED_BACK else "等待回访")


def _clock(label: str, due: date, today: date, left: int, unit: str) -> Clock:
    if today > due:
        return Clock(label, "black", f"{label}超期 {max((today - due).days, 1)} 天", due)
    if today == due:
        return Clock(label, "red", f"今天须{label}", due)
    colour = "red" if left <= 1 else "amber" if left <= 3 else "green"
    return Clock(label, colour, f"{label}剩 {left} {unit}", due)
