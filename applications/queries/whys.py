"""Why is this the date? Every due date of an application, each with its explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from applications import deadlines
from applications.explanations import Counted, Explanation, Stopped, explain
from applications.models import Application, DocumentKind, Procedure
from applications.models.procedure import ARTICLE_45
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.queries.calendar import working_calendar
from matters.models import LimitUnit


@dataclass(frozen=True)
class Why:
    """One date under its name, whether it may still change, and the walk that leads to it."""

    key: str
    label: str
    due: date
    is_provisional: bool
    explanation: Explanation


def whys_of(application: Application, procedures: Sequence[Procedure] | None = None) -> list[Why]:
    """The dates that run in this state: of the notice, of correcting, of the decision (promised, of the law), of service."""
    state = application.closed_as or application.state
    if state == S.RECEIVED:
        return [_notice(application)]
    if state == S.AWAITING_CORRECTION:
        return _correction(application)
    found = _decision(application, stops_shown(application, procedures)) if application.accepted_at else []
    return [*found, *_delivery(application)] if state == S.AWAITING_COLLECTION else found


def why_of(application: Application, procedures: Sequence[Procedure] | None = None) -> Explanation | None:
    """Why the promised date is this day."""
    if application.accepted_at is None or application.promise_due is None:
        return None
    counted = _promise(application)
    return explain(counted, application.promise_due, working_calendar(), stops_shown(application, procedures))


def stops_shown(application: Application, procedures: Sequence[Procedure] | None = None) -> list[Stopped]:
    """The procedures that stopped the clocks, with the law each stands on."""
    rows = list(application.procedures.all()) if procedures is None else procedures
    return [
        Stopped(row.began_on, row.ended_on, row.name, "" if row.legal_basis == ARTICLE_45 else row.legal_basis)
        for row in rows
    ]


def _why(key: str, label: str, due: date, counted: Counted, stops: Sequence[Stopped] = ()) -> Why:
    calendar = working_calendar()
    explanation = explain(counted, due, calendar, stops)
    unsure = any(calendar.is_provisional(line.day) for line in explanation.days)
    return Why(key, label, due, unsure, explanation)


def _notice(application: Application) -> Why:
    because = _(
        "收件后五个工作日内一次告知要补正的全部内容；逾期不告知的，自收件之日起即为受理（行政许可法第三十二条）。"
    )
    counted = Counted(application.counted_from, deadlines.NOTICE_WORKING_DAYS, LimitUnit.WORKING_DAY, because=because)
    return _why("notice", _("告知期限"), application.notice_due, counted)


def _correction(application: Application) -> list[Why]:
    notices = [one for one in application.documents.all() if one.kind == DocumentKind.CORRECTION_NOTICE]
    if not notices or application.correction_due is None:
        return []
    notice = notices[-1]
    told = notice.issued_at.astimezone(clock.BEIJING).date()
    because = _("补正期限写在一次性告知书上；补正用去的时间不计入办理时限。")
    counted = Counted(told, settings.CORRECTION_DAYS, LimitUnit.NATURAL_DAY, because=because)
    return [_why("correction", _("补正期限"), application.correction_due, counted)]


def _decision(application: Application, stops: list[Stopped]) -> list[Why]:
    found = []
    if application.promise_due is not None:
        found.append(_why("promise", _("承诺办结日"), application.promise_due, _promise(application), stops))
    if application.legal_due is not None:
        found.append(_why("legal", _("法定办结日"), application.legal_due, _legal(application), stops))
    return found


def _promise(application: Application) -> Counted:
    version = application.version
    if version.promised_unit == LimitUnit.NONE and version.promised_limit:
        return _legal(application)
    return Counted(
        _started(application),
        version.promised_limit,
        version.promised_unit,
        application.extended_days,
        _began(application),
    )


def _legal(application: Application) -> Counted:
    version = application.version
    limit = version.statutory_limit or 0
    return Counted(_started(application), limit, version.statutory_unit, application.extended_days, _began(application))


def _started(application: Application) -> date:
    assert application.accepted_at is not None
    return application.accepted_at.astimezone(clock.BEIJING).date()


def _began(application: Application) -> str:
    """Why the count does not begin on the day of an act: deemed by law, or the corrections were all in before it."""
    if application.accepted_at != (application.resubmitted_at or application.received_at):
        return ""
    notices = [one for one in application.documents.all() if one.kind == DocumentKind.ACCEPTANCE_NOTICE]
    if any(one.content.get("deemed") for one in notices):
        return _(
            "收件后五个工作日内没有告知，依法自收件之日起即为受理，时限从收件之日的次日起算（行政许可法第三十二条）。"
        )
    if application.resubmitted_at is None:
        return ""
    return _("按要求交齐全部补正材料之日即为受理之日，时限从次日起算（行政许可法第三十二条）。")


def _delivery(application: Application) -> list[Why]:
    result, decided = getattr(application, "result", None), application.decision_moment()
    if result is None or decided is None:
        return []
    because = _("作出决定之日起十个工作日内送达（行政许可法第四十四条）。")
    start = decided.astimezone(clock.BEIJING).date()
    counted = Counted(start, deadlines.DELIVERY_WORKING_DAYS, LimitUnit.WORKING_DAY, because=because)
    return [_why("delivery", _("送达期限"), result.delivery_due, counted)]
