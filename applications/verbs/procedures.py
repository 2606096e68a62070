"""Special procedures (特别程序): while one runs both clocks stand still, and only for those of the law."""

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from applications.errors import (
    NotAProcedure,
    ProcedureBasisMissing,
    ProcedureDaysMissing,
    ProcedureTooLate,
    ProcedureTooShort,
    ReasonMissing,
)
from applications.models import Application, DocumentKind, Hearing, Procedure
from applications.models.procedure import ARTICLE_45, BY_LAW, PROCEDURES
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.accepting import count_anew
from applications.verbs.common import check_not_changed, spoken, taken_by, tell_by_message
from applications.verbs.documents import issue
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import StaffMember

LAW = re.compile(r"《([^《》]+)》")
LONGEST = 365
HEARING, HEARING_DAYS = "hearing", 20  # held within twenty working days of being asked for (行政许可法第四十七条)


def begin_procedure(
    *,
    number: str,
    kind: str,
    reason: str,
    expected_days: int,
    legal_basis: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Stop both clocks from today for one of the eight procedures, or for one that a law of the matter names.

    The applicant is told in writing how long it takes (行政许可法第四十五条).
    """
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "begin_procedure", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        return _begin(application, kind, reason.strip(), expected_days, legal_basis.strip(), clock.today(), by)


def begin_asked_hearing(application: Application, by: StaffMember) -> None:
    """A hearing asked for while something else went on begins as soon as that is over; part of a verb, not one.

    The clocks stand still from the day it was asked for, or from the end of the procedure that ran then.
    """
    hearing = Hearing.objects.filter(application=application, asked_on__isnull=False, recorded_on=None).first()
    if hearing is None or hearing.asked_on is None or application.procedures.filter(kind=HEARING).exists():
        return
    ended = application.procedures.aggregate(last=Max("ended_on"))["last"]
    since = max(hearing.asked_on, ended) if ended else hearing.asked_on
    if _is_too_late(application, since):
        return  # the department is late: nothing stands still any more, and the right to be heard stays
    _begin(application, HEARING, f"{hearing.asked_by}要求听证", HEARING_DAYS, "", since, by)


def end_procedure(
    *, number: str, result: str, opinion: str = "", seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """The procedure is over: today counts again, and both due dates are counted anew."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "end_procedure", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, APPLICATION_MOVES, "end_procedure")
        if not result.strip():
            raise ReasonMissing()
        open_one = application.procedures.get(ended_on=None)
        if clock.today() <= open_one.began_on:
            raise ProcedureTooShort()
        open_one.ended_on, open_one.ended_by = clock.today(), by
        open_one.result, open_one.opinion = result.strip(), opinion.strip()
        open_one.save()
        count_anew(application)
        application.save()
        due = application.promise_due
        steps.record(
            application, moved, by, result.strip(), procedure=open_one.kind, due=due.isoformat() if due else ""
        )
        tell_by_message(application, "procedure_over", open_one.pk, procedure=open_one.name, due=spoken(due))
        begin_asked_hearing(application, by)
        return application


def _begin(
    application: Application, kind: str, reason: str, days: int, basis: str, since: date, by: StaffMember
) -> Application:
    moved = make_move(application, APPLICATION_MOVES, "begin_procedure")
    begun = _begun(application, kind, reason, days, basis, since, by)
    application.save()
    facts: dict[str, Any] = {"procedure": begun.name, "legal_basis": begun.legal_basis, "reason": begun.reason}
    facts |= {"began_on": begun.began_on.isoformat(), "expected_days": begun.expected_days}
    notice = issue(application, DocumentKind.PROCEDURE_NOTICE, facts, by=by)
    steps.record(application, moved, by, begun.reason, document=notice.number, procedure=begun.kind)
    tell_by_message(application, "procedure", notice.pk, procedure=begun.name, days=begun.expected_days)
    return application


def _due(application: Application) -> date | None:
    return application.legal_due or application.promise_due


def _is_too_late(application: Application, since: date) -> bool:
    due = _due(application)
    return due is not None and since > due


def _begun(
    application: Application, kind: str, reason: str, days: int, basis: str, since: date, by: StaffMember
) -> Procedure:
    names = dict(PROCEDURES)
    if kind not in names:
        raise NotAProcedure(kind=kind)
    if not reason:
        raise ReasonMissing()
    if not 0 < days <= LONGEST:
        raise ProcedureDaysMissing()
    if kind == BY_LAW and not _is_of_the_matter(application, basis):
        raise ProcedureBasisMissing()
    if _is_too_late(application, since):
        raise ProcedureTooLate(due=spoken(_due(application)))
    return Procedure.objects.create(
        application=application,
        kind=kind,
        name=names[kind],
        legal_basis=basis if kind == BY_LAW else ARTICLE_45,
        reason=reason,
        began_on=since,
        expected_days=days,
        begun_by=by,
    )


def _is_of_the_matter(application: Application, basis: str) -> bool:
    """Whether the basis cites a law on which the matter's published standard stands."""
    cited = LAW.search(basis)
    titles = " ".join(str(one) for one in application.version.legal_basis)
    return cited is not None and cited[1] in titles
