"""Answering a complaint, closing it, and taking it up again when the person is not satisfied."""

from django.db import transaction

from complaints.complaint_errors import ChoiceUnknown, FindingMissing, FollowUpUsed
from complaints.complaint_permissions import require_may_handle
from complaints.complaint_states import COMPLAINT_MOVES, Finding, Occasion, RootCause, Unit
from complaints.handling_limits import limit_key
from complaints.models import Complaint
from complaints.other_ways import BY_KEY
from complaints.queries.handling import days_for, due_after
from complaints.verbs.complaining import check_words
from complaints.verbs.handling import locked_complaint, reasoned
from complaints.verbs.replying import keep_reply, reply_by_template
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, make_move
from hall.models import Hall, StaffMember

FOLLOW_UPS = 1


@transaction.atomic
def answer(
    *, hall: Hall, number: str, words: str, finding: str, cause: str, template: str = "", by: StaffMember
) -> Complaint:
    """Answer in words that are kept for ever, with what was found and what lay at its root."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "answer", complaint)
    if finding not in Finding.values or (cause not in RootCause.values and finding != Finding.NONE):
        raise FindingMissing()
    moved = make_move(complaint, COMPLAINT_MOVES, "answer")
    complaint.finding, complaint.cause = finding, cause if cause in RootCause.values else ""
    complaint.offered_unit, complaint.offered_to = "", None
    complaint.holder, complaint.answered_at = complaint.holder or by, clock.now()
    complaint.save()
    keep_reply(complaint, Occasion.ANSWERED, words, template=template, by=by)
    steps.record(complaint, moved, by, finding=finding, cause=complaint.cause)
    return complaint


@transaction.atomic
def show_other_way(*, hall: Hall, number: str, way: str, by: StaffMember) -> Complaint:
    """It is no complaint to the hall: tell where to turn, and keep the record."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "show_other_way", complaint)
    if way not in BY_KEY:
        raise ChoiceUnknown(value=way[:40])
    moved = make_move(complaint, COMPLAINT_MOVES, "show_other_way")
    complaint.other_way = way
    complaint.offered_unit, complaint.offered_to = "", None
    complaint.answered_at = complaint.closed_at = clock.now()
    complaint.save()
    steps.record(complaint, moved, by, way=way)
    reply_by_template(complaint, Occasion.OTHER_WAY, by=by, reason=str(BY_KEY[way].where))
    return complaint


@transaction.atomic
def close_complaint(*, hall: Hall, number: str, by: StaffMember) -> Complaint:
    """Close what was answered; nothing closes itself."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "close_complaint", complaint)
    moved = make_move(complaint, COMPLAINT_MOVES, "close_complaint")
    complaint.closed_at = clock.now()
    complaint.save()
    steps.record(complaint, moved, by)
    reply_by_template(complaint, Occasion.CLOSED, by=by)
    return complaint


@transaction.atomic
def reopen(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Complaint:
    """Take it up again, with a new limit; the person is told."""
    complaint = locked_complaint(hall, number)
    require_may_handle(by, "reopen", complaint)
    reason = reasoned(reason)
    moved = make_move(complaint, COMPLAINT_MOVES, "reopen")
    return _again(complaint, moved, by, reason)


@transaction.atomic
def follow_up(*, complaint_id: int, words: str, by: StaffMember) -> Complaint:
    """The person is not satisfied and says why, once: it is taken up again. What they say stays out of the record."""
    found = Complaint.objects.select_related("hall").get(pk=complaint_id)
    complaint = locked_complaint(found.hall, found.number)
    check_words(words)
    if complaint.state not in COMPLAINT_MOVES["reopen"].start or complaint.follow_up:
        raise FollowUpUsed(phone=complaint.hall.supervision_phone or complaint.hall.phone)
    moved = make_move(complaint, COMPLAINT_MOVES, "reopen")
    complaint.follow_up = words.strip()
    return _again(complaint, moved, by, "办事人对答复不满意")


def _again(complaint: Complaint, moved: Moved, by: StaffMember, reason: str) -> Complaint:
    days = days_for(complaint.hall, limit_key(complaint.kind, complaint.category))
    complaint.due, complaint.due_is_provisional = due_after(clock.today(), days.working_days)
    complaint.reopened += 1
    complaint.closed_at = complaint.prolonged_at = complaint.overdue_at = None
    complaint.prolong_reason = ""
    if complaint.unit == Unit.FIRST:  # who answered at the counter is not the one to look again
        complaint.unit = Unit.BUREAU if complaint.for_bureau_only else Unit.HALL
        complaint.holder = None
    complaint.save()
    steps.record(complaint, moved, by, reason, times=complaint.reopened)
    reply_by_template(complaint, Occasion.REOPENED, by=by)
    return complaint
