"""Passing a complaint on. Forwarding is an offer: the holder keeps it until the other has taken it up."""

from django.db import transaction

from complaints.complaint_errors import (
    AlreadyProlonged,
    NobodyThere,
    NotProlongable,
    OfferedToOneself,
    ProlongedTooLate,
    ReasonMissing,
    ToThoseComplainedOf,
)
from complaints.complaint_permissions import require_may_handle
from complaints.complaint_states import COMPLAINT_MOVES, ComplaintState, Occasion, Unit
from complaints.handling_limits import limit_key
from complaints.models import Complaint
from complaints.queries.handling import days_for, due_after
from complaints.verbs.replying import reply_by_template
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import Department, Hall, StaffMember

OFFERABLE = (Unit.HALL, Unit.BUREAU, Unit.DEPARTMENT)


def locked_complaint(hall: Hall, number: str) -> Complaint:
    """The complaint under its lock, with what verbs look at."""
    rows = Complaint.objects.of(hall).select_related("hall", "handler", "offered_to", "department", "matter", "holder")
    return locked(rows, number=number)


def reasoned(reason: str) -> str:
    """The reason, or ReasonMissing."""
    reason = reason.strip()
    if not 2 <= len(reason) <= 300:
        raise ReasonMissing()
    return reason


@transaction.atomic
def take_up(*, hall: Hall, number: str, by: StaffMember) -> Complaint:
    """Take what was offered, or what lies with one's own unit: from now on it is in these hands."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "take_up", complaint)
    was_offered = complaint.state == ComplaintState.OFFERED
    moved = make_move(complaint, COMPLAINT_MOVES, "take_up")
    if was_offered:
        complaint.unit, complaint.handler = complaint.offered_unit, complaint.offered_to
        complaint.offered_unit, complaint.offered_to = "", None
    complaint.holder = by
    complaint.save()
    steps.record(complaint, moved, by, unit=complaint.unit)
    return complaint


@transaction.atomic
def offer(
    *, hall: Hall, number: str, unit: str, department: Department | None = None, reason: str, by: StaffMember
) -> Complaint:
    """Offer it to another unit, with the reason; it stays in these hands until the other has taken it up."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "offer", complaint)
    reason = reasoned(reason)
    _check_offer(complaint, unit, department)
    moved = make_move(complaint, COMPLAINT_MOVES, "offer")
    complaint.offered_unit = unit
    complaint.offered_to = department if unit == Unit.DEPARTMENT else None
    complaint.save()
    steps.record(complaint, moved, by, reason, to=unit, department=department.code if department else "")
    return complaint


def _check_offer(complaint: Complaint, unit: str, department: Department | None) -> None:
    if unit not in OFFERABLE or (unit == Unit.DEPARTMENT and department is None):
        raise NobodyThere()
    if unit == complaint.unit and (unit != Unit.DEPARTMENT or department == complaint.handler):
        raise OfferedToOneself(holder=complaint.holder_words)
    if complaint.for_bureau_only and unit == Unit.DEPARTMENT and department == complaint.department:
        raise ToThoseComplainedOf(department=department)
    if complaint.for_bureau_only and unit == Unit.HALL:
        raise ToThoseComplainedOf(department="和大厅")


@transaction.atomic
def hand_back(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Complaint:
    """Return an offer with the reason; it never left the hands of who offered it."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "hand_back", complaint)
    reason = reasoned(reason)
    moved = make_move(complaint, COMPLAINT_MOVES, "hand_back")
    returned = complaint.offered_words
    complaint.offered_unit, complaint.offered_to = "", None
    complaint.save()
    steps.record(complaint, moved, by, reason, returned_by=returned)
    return complaint


@transaction.atomic
def prolong(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Complaint:
    """Prolong the limit, once and before it has passed; the person is told the new day and why."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "prolong", complaint)
    reason = reasoned(reason)
    moved = make_move(complaint, COMPLAINT_MOVES, "prolong")
    if complaint.prolonged_at is not None:
        raise AlreadyProlonged(due=complaint.due)
    if complaint.due < clock.today():
        raise ProlongedTooLate(due=complaint.due)
    days = days_for(hall, limit_key(complaint.kind, complaint.category))
    if not days.extension_days:
        raise NotProlongable(what=complaint.get_kind_display())
    before = complaint.due
    complaint.due, complaint.due_is_provisional = due_after(before, days.extension_days)
    complaint.prolonged_at, complaint.prolong_reason = clock.now(), reason
    complaint.save()
    steps.record(complaint, moved, by, reason, before=before.isoformat(), due=complaint.due.isoformat())
    reply_by_template(complaint, Occasion.PROLONGED, by=by, reason=reason)
    return complaint
