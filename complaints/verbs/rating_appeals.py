"""Appeals (申诉) against a bad rating: lodged for the window or the department, decided by another, a supervisor."""

from django.db import transaction

from complaints.errors import AppealedAlready, ChoiceMissing, NoAppeal, OwnAppeal
from complaints.models import AppealSide, RatingAppeal
from complaints.permissions import HANDLERS, require_rectifier
from complaints.rectifying_rules import said
from complaints.states import APPEAL_MOVES, RectificationState
from complaints.verbs.rectifying import taken
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember


@transaction.atomic
def lodge_appeal(*, hall: Hall, number: str, side: str, reason: str, by: StaffMember) -> RatingAppeal:
    """Say why a bad rating is wrong or malicious; the loop goes on meanwhile, and the score still counts it."""
    row = taken(hall, number)
    require_rectifier(by, "lodge_appeal", row)
    if row.state == RectificationState.CLOSED:
        raise StateConflict(subject=row.number, state=row.get_state_display(), verb="申诉")
    if RatingAppeal.objects.of(hall).filter(rectification=row).exists():
        raise AppealedAlready()
    if side not in AppealSide.values:
        raise ChoiceMissing(what="申诉方")
    if side != AppealSide.DEPARTMENT and not by.has_role(*HANDLERS):
        raise NotPermitted()  # a department speaks for itself only
    appeal = RatingAppeal.objects.create(
        hall=hall,
        rectification=row,
        side=side,
        reason=said(reason, "申诉理由"),
        lodged_by=by,
        lodged_at=clock.now(),
    )
    steps.record(row, "lodge_appeal", by, side=side)
    return appeal


@transaction.atomic
def decide_appeal(*, hall: Hall, number: str, upheld: bool, reason: str, by: StaffMember) -> RatingAppeal:
    """Uphold (the rating leaves the score, with who and why) or reject; never by who lodged it."""
    row = taken(hall, number)
    require_rectifier(by, "decide_appeal", row)
    if not RatingAppeal.objects.of(hall).filter(rectification=row).exists():
        raise NoAppeal()
    appeal = locked(RatingAppeal.objects.of(hall), rectification=row)
    if appeal.lodged_by_id == by.pk:
        raise OwnAppeal()
    moved = make_move(appeal, APPEAL_MOVES, "uphold_appeal" if upheld else "reject_appeal")
    appeal.decision, appeal.decided_by, appeal.decided_at = said(reason, "裁定理由"), by, clock.now()
    appeal.save()
    steps.record(row, moved, by)
    return appeal
