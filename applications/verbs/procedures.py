"""Special procedures (特别程序): while one runs both clocks stand still, and only for those of the law."""

import re
from typing import Any

from django.db import transaction

from applications.errors import (
    NotAProcedure,
    ProcedureBasisMissing,
    ProcedureDaysMissing,
    ProcedureTooLate,
    ProcedureTooShort,
    ReasonMissing,
)
from applications.models import Application, DocumentKind, Procedure
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
        moved = make_move(application, APPLICATION_MOVES, "begin_procedure")
        begun = _begun(application, kind, reason.strip(), expected_days, legal_basis.strip(), by)
        application.save()
        facts: dict[str, Any] = {"procedure": begun.name, "legal_basis": begun.legal_basis, "reason": begun.reason}
        facts |= {"began_on": begun.began_on.isoformat(), "expected_days": begun.expected_days}
        notice = issue(application, DocumentKind.PROCEDURE_NOTICE, facts, by=by)
        steps.record(application, moved, by, begun.reason, document=notice.number, procedure=begun.kind)
        tell_by_message(application, "procedure", notice.pk, procedure=begun.name, days=begun.expected_days)
        return application


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
        return application


def _begun(application: Application, kind: str, reason: str, days: int, basis: str, by: StaffMember) -> Procedure:
    names, today = dict(PROCEDURES), clock.today()
    if kind not in names:
        raise NotAProcedure(kind=kind)
    if not reason:
        raise ReasonMissing()
    if not 0 < days <= LONGEST:
        raise ProcedureDaysMissing()
    if kind == BY_LAW and not _is_of_the_matter(application, basis):
        raise ProcedureBasisMissing()
    due = application.legal_due or application.promise_due
    if due is not None and today > due:
        raise ProcedureTooLate(due=spoken(due))
    return Procedure.objects.create(
        application=application,
        kind=kind,
        name=names[kind],
        legal_basis=basis if kind == BY_LAW else ARTICLE_45,
        reason=reason,
        began_on=today,
        expected_days=days,
        begun_by=by,
    )


def _is_of_the_matter(application: Application, basis: str) -> bool:
    """Whether the basis cites a law on which the matter's published standard stands."""
    cited = LAW.search(basis)
    titles = " ".join(str(one) for one in application.version.legal_basis)
    return cited is not None and cited[1] in titles
