"""What a citizen is told of an application in words: the first lines, what it waits for, why it ended."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Application, DocumentKind, Resubmission
from applications.queries.fetching import Fetching
from applications.result_states import ResubmissionState
from applications.states import ApplicationState as S
from applications.status_words import Saying
from hall.kernel import clock

CLOSING = {
    S.REFUSED: DocumentKind.REFUSAL_NOTICE,
    S.OUT_OF_SCOPE: DocumentKind.OUT_OF_SCOPE_NOTICE,
    S.WITHDRAWN: DocumentKind.WITHDRAWAL_NOTICE,
    S.TERMINATED: DocumentKind.TERMINATION_NOTICE,
}


def shown_state(application: Application) -> str:
    """The state as the citizen may know it: a decision that can still be taken back has not been told."""
    return S.ACCEPTED if application.state in (S.GRANTED, S.DENIED) else application.state


def first_lines(
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


def missing_of(application: Application) -> list[dict[str, str]]:
    """What is missing and how to mend it, in the words of the one-time notice."""
    if application.state != S.AWAITING_CORRECTION:
        return []
    notice = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE).last()
    return notice.content["missing"] if notice else []


def spoken(day: date | None) -> str:
    """A date as the reader's language writes it."""
    return date_format(day, "DATE_FORMAT") if day else ""
