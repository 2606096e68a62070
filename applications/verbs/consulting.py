"""Asking another department (征求意见). Its limit is its own; no clock of the application stops (行政许可法第四十五条)."""

from collections.abc import Sequence

from django.db import transaction

from applications.errors import (
    AnswerMissing,
    AskedAlready,
    ConsultationDaysMissing,
    ConsultationNotFound,
    OwnDepartmentAsked,
    QuestionMissing,
)
from applications.models import Consultation
from applications.permissions import require_may
from applications.queries.consulting import answerable_by
from applications.states import CONSULTATION_LEANINGS, CONSULTATION_MOVES, OTHER_ACTS, ConsultationState
from applications.verbs.common import calendar, check_not_changed, taken_by
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked, make_move
from hall.models import Department, StaffMember
from hall.permissions import require
from hall.roles import Role

LONGEST = 20


def ask_department(
    *,
    number: str,
    department: str,
    question: str,
    working_days: int,
    materials: Sequence[int] = (),
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Consultation:
    """Ask a department one question; it sees only the materials named here, and answers by its own day."""
    question = question.strip()
    with transaction.atomic():
        application = taken_by(by, number)
        require_may(by, "ask_department", hall=application.hall, department=application.department)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, OTHER_ACTS, "ask_department")
        asked = _asked_department(department, application.department_id)
        if not question:
            raise QuestionMissing()
        if not 1 <= working_days <= LONGEST:
            raise ConsultationDaysMissing(most=LONGEST)
        if application.consultations.filter(asked_department=asked, state=ConsultationState.ASKED).exists():
            raise AskedAlready(department=asked)
        row = Consultation.objects.create(
            hall=application.hall,
            application=application,
            asked_department=asked,
            state=ConsultationState.ASKED,
            question=question,
            working_days=working_days,
            due=calendar().add_working_days(clock.today(), working_days),
            asked_by=by,
            asked_at=clock.now(),
        )
        row.materials.set(application.materials.filter(pk__in=materials))
        steps.record(application, moved, by, question[:500], consultation=row.pk, department=asked.code)
        return row


def answer_consultation(*, consultation_id: int, leaning: str, answer: str, by: StaffMember) -> Consultation:
    """Answer for the asked department: agrees, objects or has no opinion, and why."""
    answer = answer.strip()
    with transaction.atomic():
        row = _taken(answerable_by(by), consultation_id)
        require(by, Role.APPROVER)
        moved = make_move(row, CONSULTATION_MOVES, "answer_consultation")
        if leaning not in dict(CONSULTATION_LEANINGS) or not answer:
            raise AnswerMissing()
        row.leaning, row.answer, row.answered_by, row.answered_at = leaning, answer, by, clock.now()
        row.save()
        words = f"{row.asked_department}：{row.get_leaning_display()}。{answer}"
        steps.record(row.application, moved.verb, by, words[:500], consultation=row.pk)
        return row


def call_back_consultation(*, consultation_id: int, reason: str, by: StaffMember) -> Consultation:
    """The asking department no longer needs the answer."""
    with transaction.atomic():
        row = _taken(Consultation.objects.filter(application__department=by.department_id), consultation_id)
        application = row.application
        require_may(by, "ask_department", hall=application.hall, department=application.department)
        moved = make_move(row, CONSULTATION_MOVES, "call_back_consultation")
        row.save()
        steps.record(application, moved.verb, by, reason.strip()[:500], consultation=row.pk)
        return row


def _asked_department(code: str, own: int) -> Department:
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise ConsultationNotFound()
    if found.pk == own:
        raise OwnDepartmentAsked()
    return found


def _taken(rows: object, consultation_id: int) -> Consultation:
    around = ("application__hall", "application__department", "asked_department")
    try:
        return locked(rows.select_related(*around), pk=consultation_id)  # type: ignore[attr-defined]
    except NotFound:
        raise ConsultationNotFound() from None
