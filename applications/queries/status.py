"""The citizen's view of one application, given the number and a second factor. Masked; nothing can be enumerated."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.errors import StatusNotFound
from applications.models import Application, DocumentKind, Resubmission
from applications.numbers import normal_number
from applications.queries.fetching import Fetching, fetching_of, promise_words
from applications.queries.inbox import promise_is_provisional
from applications.queries.masked import masked
from applications.queries.promise_notes import promise_notes
from applications.queries.second_factors import factors_of, knows
from applications.queries.sent_in import last_resubmission
from applications.queries.whys import Why, whys_of
from applications.result_states import ResubmissionState
from applications.states import OPEN
from applications.states import ApplicationState as S
from applications.status_words import REACHED, STEP_LABELS, Saying, saying
from hall.kernel import clock
from matters.models import LimitUnit, Matter

CLOSING = {
    S.REFUSED: DocumentKind.REFUSAL_NOTICE,
    S.OUT_OF_SCOPE: DocumentKind.OUT_OF_SCOPE_NOTICE,
    S.WITHDRAWN: DocumentKind.WITHDRAWAL_NOTICE,
    S.TERMINATED: DocumentKind.TERMINATION_NOTICE,
}


@dataclass(frozen=True)
class StatusStep:
    """One step of the way: done at a moment, under way, or expected."""

    key: str
    label: str
    at: datetime | None
    note: str
    mark: str


@dataclass(frozen=True)
class Status:
    """What the citizen sees."""

    number: str
    state: str
    state_label: str
    tone: str
    headline: str
    todo: str
    matter: str
    department: str
    department_phone: str
    supervise_phone: str
    hall: str
    hall_code: str
    hall_address: str
    hall_phone: str
    applicant: str
    promise_due: date | None
    is_provisional: bool
    correction_due: date | None
    as_of: datetime
    steps: list[StatusStep]
    missing: list[dict[str, str]] = field(default_factory=list)
    result_name: str = ""
    result_number: str = ""
    result_until: date | None = None
    whys: list[Why] = field(default_factory=list)
    closing: str = ""
    notes: list[str] = field(default_factory=list)
    fetching: Fetching | None = None
    stopped: str = ""
    matter_row: Matter | None = None
    sent_in: str = ""
    sent_in_words: str = ""
    may_send_in: bool = False

    @property
    def came_today(self) -> bool:
        """Whether the person may still be in the hall with a number."""
        at, now = self.steps[0].at, self.as_of.astimezone(clock.BEIJING)
        return at is not None and at.date() == now.date()


def status_for_citizen(number: str, second_factor: str) -> Status:
    """The status, for whoever knows the number and the last four of the phone given at receipt or of a document.

    An unknown number and a wrong second factor give the same answer after the same work.
    """
    return status_of(application_of_citizen(number, second_factor))


def application_of_citizen(number: str, second_factor: str) -> Application:
    """The application of whoever knows number and second factor. Raises StatusNotFound."""
    application = _application(number)
    if not knows(factors_of(application), second_factor) or application is None:
        raise StatusNotFound()
    return application


def status_by_number(number: str) -> Status:
    """The status of an application that its reader opened before. Raises StatusNotFound."""
    application = _application(number)
    if application is None:
        raise StatusNotFound()
    return status_of(application)


def application_for_citizen(number: str) -> Application | None:
    """The application that its reader opened before, with what its pages show."""
    return _application(number) if number else None


def shown_state(application: Application) -> str:
    """The state as the citizen may know it: a decision that can still be taken back has not been told."""
    return S.ACCEPTED if application.state in (S.GRANTED, S.DENIED) else application.state


def _application(number: str) -> Application | None:
    rows = Application.objects.select_related(
        "hall", "department", "version__matter", "applicant", "agent", "result", "decision"
    )
    return rows.filter(number=normal_number(number)).first()


def status_of(application: Application) -> Status:
    """The status of an application whose reader is known to be entitled."""
    state = shown_state(application)
    words, missing, fetching = saying(state), missing_of(application), fetching_of(application)
    sent = last_resubmission(application) if state == S.AWAITING_CORRECTION else None
    values = {
        "notice_due": spoken(application.notice_due),
        "promise_due": spoken(application.promise_due),
        "correction_due": spoken(application.correction_due),
        "count": len(missing),
        "procedure": procedure_of(application),
    }
    version, hall = application.version, application.hall
    result = getattr(application, "result", None)
    return Status(
        number=application.number,
        state=state,
        state_label=str(_(S(state).label)),
        **_first_lines(words, values, fetching, sent),
        matter=version.matter.name,
        department=application.department.full_name,
        department_phone=version.consult_phone,
        supervise_phone=version.supervise_phone,
        hall=hall.name,
        hall_code=hall.code,
        hall_address=hall.address,
        hall_phone=hall.phone,
        applicant=masked(application.applicant),
        promise_due=application.promise_due,
        is_provisional=promise_is_provisional(application),
        correction_due=application.correction_due,
        as_of=clock.now(),
        steps=way_of(application),
        missing=missing,
        result_name=result.name if result else "",
        result_number=result.number if result else "",
        result_until=result.delivery_due if result else None,
        whys=whys_of(application),
        closing=closing_of(application),
        notes=promise_notes(application),
        fetching=fetching,
        stopped=stopped_of(application),
        matter_row=version.matter,
        sent_in=sent.state if sent else "",
        sent_in_words=sent.words if sent else "",
        may_send_in=state == S.AWAITING_CORRECTION and (sent is None or sent.state != ResubmissionState.PENDING),
    )


def _first_lines(
    words: Saying, values: dict[str, Any], fetching: Fetching | None, sent: Resubmission | None
) -> dict[str, str]:
    """Headline, what to do and tone: where the paper is says more than the state, what was sent in more than what lacks."""
    if sent is not None and sent.state == ResubmissionState.PENDING:
        day = spoken(timezone.localdate(sent.sent_at, clock.BEIJING))
        todo = _("您 %(day)s 补交的照片已收到，窗口正在核对，结果会发短信。以提交的那一刻算补齐。") % {"day": day}
        return {"headline": _("补交的材料已收到，正在核对"), "todo": todo, "tone": "calm"}
    if fetching is not None and fetching.headline:
        return {"headline": fetching.headline, "todo": fetching.todo, "tone": fetching.tone}
    return {
        "headline": str(words.headline).format(**values),
        "todo": str(words.todo).format(**values),
        "tone": words.tone,
    }


def stopped_of(application: Application) -> str:
    """Why the clock stands still and since when."""
    if application.state == S.IN_PROCEDURE:
        row = application.procedures.get(ended_on=None)
        return _("因%(why)s，从 %(day)s 起停止计时") % {"why": _(row.name), "day": spoken(row.began_on)}
    if application.state == S.AWAITING_CORRECTION:
        notice = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE).last()
        day = timezone.localdate(notice.issued_at, clock.BEIJING) if notice else None
        return _("等您补材料，从 %(day)s 起停止计时") % {"day": spoken(day)}
    return ""


def closing_of(application: Application) -> str:
    """Why an application ended without a result, in the words of its notice."""
    kind = CLOSING.get(S(application.closed_as or application.state))
    notice = application.documents.filter(kind=kind).last() if kind else None
    return notice.content.get("reason", "") if notice else ""


def procedure_of(application: Application) -> str:
    """The special procedure that stops the clocks now, or nothing."""
    is_in_one = application.state == S.IN_PROCEDURE
    return str(_(application.procedures.get(ended_on=None).name)) if is_in_one else ""


def spoken(day: date | None) -> str:
    """A date as the reader's language writes it."""
    return date_format(day, "DATE_FORMAT") if day else ""


def missing_of(application: Application) -> list[dict[str, str]]:
    """What is missing and how to mend it, in the words of the one-time notice."""
    if application.state != S.AWAITING_CORRECTION:
        return []
    notice = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE).last()
    return notice.content["missing"] if notice else []


def way_of(application: Application) -> list[StatusStep]:
    """The steps done with their dates, the one under way, the ones to come."""
    is_told = application.state not in (S.GRANTED, S.DENIED)  # a decision can be undone until it goes out
    decided = application.decision_moment() if is_told else None
    when: dict[str, Any] = {
        "receive": application.received_at,
        "accept": application.accepted_at,
        "decide": decided,
        "collect": application.closed_at if S.DELIVERED in (application.state, application.closed_as) else None,
    }
    is_awaited = application.state == S.AWAITING_CORRECTION
    if is_awaited or application.resubmitted_at:
        when["correct"] = None if is_awaited else application.resubmitted_at  # asked for once more: not done again
    here = REACHED[S(shown_state(application))]
    order = [key for key in STEP_LABELS if key in when]
    if S(application.closed_as or application.state) in CLOSING:
        done = [_step(key, when[key], here, application) for key in order if when[key]]
        return [*done, *_end_of(application)]
    return [_step(key, when[key], here, application) for key in order]


def _end_of(application: Application) -> list[StatusStep]:
    """The last step of what ended without a decision: how, and when; nothing is expected any more."""
    state = S(application.closed_as or application.state)
    at = application.closed_at.astimezone(clock.BEIJING) if application.closed_at else None
    return [StatusStep("end", str(_(state.label)), at, "", "done" if at else "here")]


def _step(key: str, at: datetime | None, here: str, application: Application) -> StatusStep:
    mark = "done" if at else "here" if key == here else "later"
    note = "" if at else _expected(key, application)
    return StatusStep(key, str(STEP_LABELS[key]), at.astimezone(clock.BEIJING) if at else None, note, mark)


def _expected(key: str, application: Application) -> str:
    if key == "correct":
        return _("最迟 %(day)s") % {"day": spoken(application.correction_due)}
    if key == "accept":
        if application.state == S.AWAITING_CORRECTION:
            return _("补齐当天")
        return _("最迟 %(day)s") % {"day": spoken(application.notice_due)} if application.state == S.RECEIVED else ""
    if key == "decide" and application.promise_due:
        return _("最迟 %(day)s") % {"day": spoken(application.promise_due)}
    if key == "decide" and application.state in OPEN:
        return promised_words(application)
    if key == "collect" and application.state in (*OPEN, S.GRANTED, S.DENIED, S.AWAITING_COLLECTION):
        result = getattr(application, "result", None)
        return promise_words(application, result if application.state == S.AWAITING_COLLECTION else None)
    return ""


def promised_words(application: Application) -> str:
    """The promise before its clock runs: so many days after acceptance."""
    version = application.version
    units: dict[str, str] = {
        LimitUnit.WORKING_DAY: _("受理后 %(n)d 个工作日内"),
        LimitUnit.NATURAL_DAY: _("受理后 %(n)d 天内"),
        LimitUnit.MONTH: _("受理后 %(n)d 个月内"),
        LimitUnit.HOUR: _("受理后 %(n)d 小时内"),
    }
    if version.is_instant:
        return _("受理当天")
    words = units.get(version.promised_unit, "")
    return words % {"n": version.promised_limit} if words else ""
