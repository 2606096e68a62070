"""Supervision of single cases: urging (督办) with an answer by a day, and the department's reason for a red light."""

from datetime import date

from django.conf import settings
from django.db import transaction

from applications.errors import ReasonMissing
from applications.models import Application, Cause, OverdueReason, Urging
from applications.permissions import require_may
from applications.queries.inbox import light_of
from applications.states import OTHER_ACTS, UNDECIDED
from applications.supervision_errors import NotOverdue, UrgedAlready, UrgingAnswered, UrgingNotFound
from applications.verbs.common import calendar, spoken, taken_by
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember


def urge(*, number: str, words: str, by: StaffMember) -> Urging:
    """Urge the department of an application; it owes an answer by the next working day (or the days set for the house)."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "urge", hall=application.hall)
        moved = make_move(application, OTHER_ACTS, "urge")
        if not words.strip():
            raise ReasonMissing()
        open_one = application.urgings.filter(answered_at=None).select_related("asked_by").first()
        if open_one is not None:
            raise UrgedAlready(who=open_one.asked_by.name, due=spoken(open_one.answer_due))
        urging = Urging.objects.create(
            hall=application.hall,
            application=application,
            department=application.department,
            words=words.strip(),
            asked_by=by,
            asked_at=clock.now(),
            answer_due=answer_due(clock.today()),
        )
        steps.record(application, moved, by, urging.words, urging=urging.pk, due=urging.answer_due.isoformat())
        return urging


def answer_urging(*, number: str, urging_id: int, answer: str, by: StaffMember) -> Urging:
    """The department says what it did and until when it will decide."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "answer_urging", hall=application.hall, department=application.department)
        moved = make_move(application, OTHER_ACTS, "answer_urging")
        urging = _taken(application, urging_id)
        if urging.answered_at is not None:
            raise UrgingAnswered()
        if not answer.strip():
            raise ReasonMissing()
        urging.answer, urging.answered_by, urging.answered_at = answer.strip(), by, clock.now()
        urging.save()
        steps.record(application, moved, by, urging.answer, urging=urging.pk)
        return urging


def explain_overdue(*, number: str, cause: str, words: str, by: StaffMember) -> OverdueReason:
    """Why an application is red or black, in a cause that can be counted and in words; kept beside earlier ones."""
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "explain_overdue", hall=application.hall, department=application.department)
        moved = make_move(application, OTHER_ACTS, "explain_overdue")
        light = light_of(application, clock.today())
        if application.state not in UNDECIDED or light.colour not in {"red", "black"}:
            raise NotOverdue(colour=light.label)
        if cause not in Cause.values or not words.strip():
            raise ReasonMissing()
        reason = OverdueReason.objects.create(
            hall=application.hall,
            application=application,
            cause=cause,
            words=words.strip(),
            colour=light.colour,
            days_over=max(-light.days_left, 0),
            given_by=by,
            given_at=clock.now(),
        )
        steps.record(application, moved, by, f"{reason.get_cause_display()}：{reason.words}"[:500], colour=light.colour)
        return reason


def answer_due(asked: date) -> date:
    """Until when the department answers a supervisor."""
    return calendar().add_working_days(asked, settings.URGING_WORKING_DAYS)


def _taken(application: Application, urging_id: int) -> Urging:
    try:
        return locked(Urging.objects.of(application.hall), pk=urging_id, application=application)
    except NotFound:
        raise UrgingNotFound() from None
