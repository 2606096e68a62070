"""One row of the inbox: what an approver must know before opening it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from applications.act_words import act_words
from applications.lights import Colour, Light, light
from applications.models import Absence, Application, Procedure
from applications.models.procedure import ARTICLE_45
from applications.queries.masked import masked
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.queries.calendar import working_calendar
from matters.models.version import LimitUnit

FIRST, TODAY, LATER, STOPPED = "instant", "today", "later", "stopped"
GROUPS = {
    FIRST: "今天必须办 · 即办件，申请人正在等候",
    TODAY: "今天必须办",
    LATER: "按剩余工作日",
    STOPPED: "计时停止",
}
OTHER_STEPS: dict[str, str] = {S.EXTENDING: "等待批准延期", S.FORWARDED: "等待上级决定"}
AT_THE_WINDOW = {"receive", "resubmit", "accept"}


@dataclass(frozen=True)
class InboxRow:
    """One application waiting for a signature."""

    number: str
    matter: str
    applicant: str
    step: str
    accepted_on: date
    promise_due: date
    legal_due: date | None
    is_provisional: bool
    light: Light
    is_instant: bool
    group: str
    before: str
    late_outstanding: bool
    promised: bool
    has_files: bool
    handler: str = ""
    stopped: str = ""
    not_scanned: int = 0
    asked: int = 0
    answered: int = 0
    may_bulk: bool = False
    clock: list[str] = field(default_factory=list)


def row_of(one: Application, today: date, away: dict[int, Absence], *, may_bulk: bool = False) -> InboxRow:
    """The row; `one` carries what the inbox annotated, and its procedures."""
    shown, stop = light_of(one, today), open_procedure(one.procedures.all())
    return InboxRow(
        number=one.number,
        matter=one.version.matter.name,
        applicant=masked(one.applicant),
        step=step_words(one),
        accepted_on=began_on(one),
        promise_due=one.promise_due or today,
        legal_due=one.legal_due,
        is_provisional=promise_is_provisional(one),
        light=shown,
        is_instant=one.version.is_instant,
        group=group_of(one, today, shown),
        before=_before(one),
        late_outstanding=one.late_outstanding,  # type: ignore[attr-defined]
        promised=one.promised,  # type: ignore[attr-defined]
        has_files=one.has_files,  # type: ignore[attr-defined]
        handler=_handler(one, away),
        stopped=f"{stop.name}，{stop.began_on:%m-%d} 起" if stop else "",
        not_scanned=one.not_scanned,  # type: ignore[attr-defined]
        asked=one.asked,  # type: ignore[attr-defined]
        answered=one.answered,  # type: ignore[attr-defined]
        may_bulk=may_bulk,
        clock=clock_lines(one),
    )


def group_of(one: Application, today: date, shown: Light) -> str:
    """Under which heading the row stands."""
    if one.state == S.IN_PROCEDURE:
        return STOPPED
    if one.version.is_instant:
        return FIRST
    due_today = one.promise_due is not None and one.promise_due <= today
    return TODAY if due_today or shown.colour == Colour.BLACK else LATER


def step_words(one: Application) -> str:
    """What the application waits for, in the official word."""
    return OTHER_STEPS.get(one.state) or (one.get_step_display() if one.step else "决定")


def open_procedure(rows: Iterable[Procedure]) -> Procedure | None:
    """The special procedure that runs now."""
    return next((row for row in rows if row.ended_on is None), None)


def clock_lines(one: Application) -> list[str]:
    """The clock in a few words: start, each stop with its law, extension, due dates."""
    lines = [f"{began_on(one):%Y-%m-%d} 受理，次日起算"]
    for row in one.procedures.all():
        until = f"{row.ended_on:%m-%d} 恢复" if row.ended_on else "还没有结束"
        law = "" if row.legal_basis == ARTICLE_45 else f"，{row.legal_basis}"
        lines.append(f"{row.name} {row.began_on:%m-%d} 起停止计时，{until}（行政许可法第四十五条{law}）")
    if one.extended_days:
        lines.append(f"经批准延长 {one.extended_days} 个工作日（行政许可法第四十二条）")
    if one.promise_due:
        lines.append(f"承诺 {one.promise_due:%Y-%m-%d} 办结")
    lines.append(f"法定 {one.legal_due:%Y-%m-%d} 办结" if one.legal_due else "法律没有规定期限")
    return lines


def began_on(one: Application) -> date:
    """The day from which the limits count."""
    return (one.accepted_at or one.received_at).astimezone(clock.BEIJING).date()


def promise_is_provisional(one: Application) -> bool:
    """Whether the promised date itself rests on holidays that are not announced yet (the statutory one may)."""
    due = one.promise_due
    return one.due_is_provisional and due is not None and working_calendar().is_provisional(due)


def light_of(one: Application, today: date) -> Light:
    """The light of an accepted application today."""
    return light(
        today=today,
        accepted=began_on(one),
        promise_due=one.promise_due or today,
        legal_due=one.legal_due,
        calendar=working_calendar(),
        stopped=one.state == S.IN_PROCEDURE,
        promised=_promised(one),
    )


def _promised(one: Application) -> int:
    """The promise in working days, stops left out; nothing for other units."""
    is_working = one.version.promised_unit == LimitUnit.WORKING_DAY
    return one.version.promised_limit + one.extended_days if is_working else 0


def _before(one: Application) -> str:
    """Who had it before: the last act that passed it on, or the window that took it in."""
    verb, name = getattr(one, "before_verb", None), getattr(one, "before_name", None)
    if verb and verb not in AT_THE_WINDOW:
        return f"{name}　{act_words(verb)}"
    window, who = one.received_window, name or one.received_by.name
    return f"{window}　{who}" if window else who


def _handler(one: Application, away: dict[int, Absence]) -> str:
    """Who has it now; for someone who is away, who stands in."""
    if one.handler is None:
        return ""
    absence = away.get(one.handler_id or 0)
    return f"{one.handler.name}不在岗，{absence.substitute.name}代办" if absence else one.handler.name
