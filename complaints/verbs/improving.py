"""Improvement tickets (举一反三): raised from a case or a complaint, followed until confirmed."""

from django.db import transaction

from complaints.complaint_errors import ChoiceUnknown, NobodyThere, NotTheDesk, ReasonMissing
from complaints.complaint_permissions import HANDLERS, is_at_the_desk, require_may_improve
from complaints.complaint_states import RootCause
from complaints.grievance_numbers import IMPROVEMENT, grievance_number
from complaints.handling_limits import IMPROVEMENT as LIMIT
from complaints.models import Complaint, Improvement, UnresolvedCase
from complaints.queries.handling import days_for, due_after
from complaints.unresolved_states import IMPROVEMENT_MOVES, ImprovementUnit
from complaints.verbs.handling import reasoned
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, locked, make_move
from hall.models import Department, Hall, StaffMember
from hall.permissions import require

LONGEST_TITLE, LONGEST = 100, 2000


@transaction.atomic
def raise_improvement(
    *,
    hall: Hall,
    title: str,
    words: str,
    cause: str,
    unit: str,
    department: Department | None = None,
    case: UnresolvedCase | None = None,
    complaint: Complaint | None = None,
    by: StaffMember,
) -> Improvement:
    """Ask the platform or a department to mend what lies behind a case; no personal data belongs into it."""
    require(by, *HANDLERS, hall=hall)
    if not is_at_the_desk(by) and (case is None or case.taken_down_by_id != by.pk):
        raise NotTheDesk(verb="提出改进单")
    if cause not in RootCause.values or unit not in ImprovementUnit.values:
        raise ChoiceUnknown(value=cause if cause not in RootCause.values else unit)
    if unit == ImprovementUnit.DEPARTMENT and department is None:
        raise NobodyThere()
    if not 2 <= len(title.strip()) <= LONGEST_TITLE or not 2 <= len(words.strip()) <= LONGEST:
        raise ReasonMissing()
    now = clock.now()
    improvement = Improvement.objects.create(
        hall=hall,
        number=grievance_number(IMPROVEMENT, hall.area_code, now.date()),
        case=case,
        complaint=complaint,
        cause=cause,
        unit=unit,
        department=department if unit == ImprovementUnit.DEPARTMENT else None,
        title=title.strip(),
        words=words.strip(),
        raised_at=now,
        raised_by=by,
        due=due_after(now.date(), days_for(hall, LIMIT).working_days)[0],
    )
    steps.record(improvement, "raise_improvement", by, cause=cause, unit=unit)
    return improvement


def _moved(hall: Hall, number: str, verb: str, by: StaffMember) -> tuple[Improvement, Moved]:
    row = locked(Improvement.objects.of(hall).select_related("hall", "department"), number=number)
    require_may_improve(by, verb, row)
    return row, make_move(row, IMPROVEMENT_MOVES, verb)


@transaction.atomic
def take_improvement(*, hall: Hall, number: str, by: StaffMember) -> Improvement:
    """Whom it asks takes it."""
    row, moved = _moved(hall, number, "take_improvement", by)
    row.holder = by
    row.save()
    steps.record(row, moved, by)
    return row


@transaction.atomic
def report_progress(*, hall: Hall, number: str, note: str, by: StaffMember) -> Improvement:
    """How far it is; the note stands in the time line."""
    row, moved = _moved(hall, number, "report_progress", by)
    steps.record(row, moved, by, reasoned(note))
    return row


@transaction.atomic
def finish_improvement(*, hall: Hall, number: str, measure: str, by: StaffMember) -> Improvement:
    """It is mended: by what measure."""
    row, moved = _moved(hall, number, "finish_improvement", by)
    row.measure, row.done_at = reasoned(measure), clock.now()
    row.save()
    steps.record(row, moved, by, row.measure)
    return row


@transaction.atomic
def confirm_improvement(*, hall: Hall, number: str, by: StaffMember) -> Improvement:
    """The hall sees that it is mended."""
    row, moved = _moved(hall, number, "confirm_improvement", by)
    row.save()
    steps.record(row, moved, by)
    return row


@transaction.atomic
def send_improvement_back(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Improvement:
    """It is not mended yet."""
    row, moved = _moved(hall, number, "send_improvement_back", by)
    row.done_at = None
    row.save()
    steps.record(row, moved, by, reasoned(reason))
    return row


@transaction.atomic
def decline_improvement(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Improvement:
    """It will not be done, and why."""
    row, moved = _moved(hall, number, "decline_improvement", by)
    row.holder = by
    row.save()
    steps.record(row, moved, by, reasoned(reason))
    return row
