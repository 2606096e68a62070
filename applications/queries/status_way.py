"""The way of an application as its citizen sees it: steps done, the one under way, those to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.models import Application
from applications.queries.fetching import promise_words
from applications.queries.status_lines import CLOSING, shown_state, spoken
from applications.states import OPEN
from applications.states import ApplicationState as S
from applications.status_words import REACHED, STEP_LABELS
from hall.kernel import clock
from matters.models import LimitUnit


@dataclass(frozen=True)
class StatusStep:
    """One step of the way: done at a moment, under way, or expected."""

    key: str
    label: str
    at: datetime | None
    note: str
    mark: str


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
