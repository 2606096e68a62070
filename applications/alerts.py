"""What an application must be warned of today (预警). Pure functions of dates, the light and a working calendar.

Each warning says since when its clock runs: an earlier alert of the same kind counts only when it is younger than that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from applications.lights import Colour, light
from applications.models.alert import AlertKind as K
from applications.models.alert import Stage
from applications.states import ApplicationState as S
from matters.models.version import LimitUnit

SHARES: Mapping[str, int] = {
    Stage.REVIEW: 60,
    Stage.DECIDE: 40,
}  # per cent of the promise, where a department sets none
EXTENSION_WORKING_DAYS = 2  # for the head to answer a request for more time
DAY = timedelta(days=1)
SHORTEST_HALVED = 4  # a promise of fewer working days is not warned of at half time


class Calendar(Protocol):
    """What warnings ask of a working calendar."""

    def add_working_days(self, start: date, count: int, /) -> date: ...
    def working_days_between(self, start: date, end: date, /) -> int: ...


@dataclass(frozen=True)
class Clock:
    """The facts of an application that warnings follow from."""

    state: str
    received: date
    notice_due: date
    accepted: date | None = None
    promise_due: date | None = None
    legal_due: date | None = None
    promised: int = 0
    is_instant: bool = False
    is_provisional: bool = False
    began_anew: datetime | None = None
    resubmitted_at: datetime | None = None
    step: str = ""
    step_since: datetime | None = None
    step_began: date | None = None
    signs_alone: bool = False
    held: tuple[tuple[date, date | None], ...] = ()
    procedure_days: int = 0
    procedure_name: str = ""
    extension_asked: date | None = None
    is_absent: bool = False
    delivery_due: date | None = None
    verification_due: date | None = None
    verification_since: datetime | None = None
    opinion_due: date | None = None
    opinion_asked: datetime | None = None
    opinion_from: str = ""


@dataclass(frozen=True)
class Due:
    """One thing to store: kind and step, the day it is about, in words, and since when its clock runs."""

    kind: str
    step: str
    due: date | None
    words: str
    since: datetime | None = None


def warnings(clock: Clock, today: date, calendar: Calendar, shares: Mapping[str, int] = SHARES) -> list[Due]:
    """Everything that has been reached by today, in the order in which it is reached."""
    return [
        *_before_acceptance(clock, today),
        *_lights(clock, today, calendar),
        *_steps(clock, today, calendar, shares),
        *_after_decision(clock, today),
    ]


def promised_days(limit: int, unit: str, accepted: date, due: date, extended: int, calendar: Calendar) -> int:
    """The working days a promise has, stops left out: the measure of half time and of twenty per cent."""
    if unit == LimitUnit.WORKING_DAY:
        return limit + extended
    return calendar.working_days_between(accepted, due)


def _before_acceptance(clock: Clock, today: date) -> Iterator[Due]:
    if clock.state == S.RECEIVED and today >= clock.notice_due:
        words = f"{clock.notice_due:%m-%d} 是告知期限最后一天，逾期视为受理"
        yield Due(K.NOTICE, Stage.RECEIVE, clock.notice_due, words, clock.resubmitted_at)


def _lights(clock: Clock, today: date, calendar: Calendar) -> Iterator[Due]:
    if clock.accepted is None or clock.promise_due is None or clock.state not in _RUNNING:
        return
    due, since = clock.promise_due, clock.began_anew
    shown = light(
        today=today,
        accepted=clock.accepted,
        promise_due=due,
        legal_due=clock.legal_due,
        calendar=calendar,
        promised=clock.promised,
    )
    left = shown.days_left
    waits = clock.is_instant and left >= 0  # decided while the citizen waits: warned of when it was not
    if not waits and clock.promised >= SHORTEST_HALVED and left * 2 <= clock.promised:
        yield Due(K.HALF, Stage.WHOLE, due, f"承诺时限过半，{shown.words}", since)
        if clock.is_absent:
            yield Due(K.ABSENT, Stage.WHOLE, due, f"承办人不在岗，{shown.words}", since)
    if not waits and shown.colour != Colour.GREEN:
        yield Due(K.AMBER, Stage.WHOLE, due, shown.words, since)
    if not waits and left <= 0:
        yield Due(K.DUE, Stage.WHOLE, due, f"{due:%m-%d} 到期", since)
    if not waits and shown.colour in {Colour.RED, Colour.BLACK}:
        yield Due(K.RED, Stage.WHOLE, due, shown.words, since)
    if shown.colour == Colour.BLACK and clock.legal_due is not None:
        yield Due(K.BLACK, Stage.WHOLE, clock.legal_due, f"超过法定办结日 {clock.legal_due:%m-%d}", since)


def _steps(clock: Clock, today: date, calendar: Calendar, shares: Mapping[str, int]) -> Iterator[Due]:
    """Steps over their own time, even when the whole is not."""
    yield from _beside(clock, today, calendar)
    if clock.opinion_due is not None and today > clock.opinion_due and clock.state in _UNDECIDED:
        words = f"{clock.opinion_from}的意见 {clock.opinion_due:%m-%d} 到期未复"
        yield Due(K.STEP, Stage.CONSULT, clock.opinion_due, words, clock.opinion_asked)
    if clock.state == S.ACCEPTED and clock.step in shares and clock.step_began is not None and not clock.is_instant:
        share = 100 if clock.signs_alone else shares[clock.step]
        allowed = allowed_days(clock.promised, share)
        used = _used(clock, today, calendar)
        if used > allowed:
            words = f"{Stage(clock.step).label}环节已用 {used} 个工作日，环节时限 {allowed} 个"
            yield Due(K.STEP, clock.step, None, words, clock.step_since)


def allowed_days(promised: int, share: int) -> int:
    """The working days a step may take of a promise: its share, rounded up, at least one."""
    return max(-(-promised * share // 100), 1)


def _beside(clock: Clock, today: date, calendar: Calendar) -> Iterator[Due]:
    """A procedure longer than the applicant was told; a request for more time without an answer."""
    if clock.state == S.IN_PROCEDURE and clock.procedure_days and clock.held:
        due = calendar.add_working_days(clock.held[-1][0], clock.procedure_days)
        if today > due:
            words = f"{clock.procedure_name}告知需要 {clock.procedure_days} 个工作日，{due:%m-%d} 已到"
            yield Due(K.PROCEDURE, Stage.PROCEDURE, due, words, clock.began_anew)
    if clock.state == S.EXTENDING and clock.extension_asked is not None:
        due = calendar.add_working_days(clock.extension_asked, EXTENSION_WORKING_DAYS)
        if today > due:
            yield Due(K.STEP, Stage.EXTEND, due, f"延期申请 {EXTENSION_WORKING_DAYS} 个工作日没有批复")


def _used(clock: Clock, today: date, calendar: Calendar) -> int:
    """Working days since the step began, those on which the clock stood still left out."""
    begun = clock.step_began
    assert begun is not None
    days = calendar.working_days_between(begun, today)
    for begin, end in clock.held:
        first, last = max(begin - DAY, begun), min(end - DAY if end else today, today)
        if last > first:
            days -= calendar.working_days_between(first, last)
    return max(days, 0)


def _after_decision(clock: Clock, today: date) -> Iterator[Due]:
    if clock.is_provisional and clock.state in _UNDECIDED:
        yield Due(K.PROVISIONAL, Stage.WHOLE, clock.promise_due, "放假安排还没有公布，办结日期是暂定的")
    if clock.state == S.AWAITING_COLLECTION and clock.delivery_due is not None and today > clock.delivery_due:
        yield Due(K.DELIVERY, Stage.DELIVER, clock.delivery_due, f"送达期限 {clock.delivery_due:%m-%d} 已过")
    if clock.verification_due is not None and today > clock.verification_due:
        words = f"承诺核查期限 {clock.verification_due:%m-%d} 已过"
        yield Due(K.VERIFICATION, Stage.VERIFY, clock.verification_due, words, clock.verification_since)


_RUNNING = (S.ACCEPTED, S.EXTENDING, S.FORWARDED)
_UNDECIDED = (*_RUNNING, S.IN_PROCEDURE)
