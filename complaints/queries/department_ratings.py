"""Bad ratings of visits that handed in something of a department: what was said, nothing by which the rater is known."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from complaints.errors import RectificationNotFound
from complaints.models import Rectification
from complaints.queries.rectifications import clock_of
from complaints.rectifying_rules import Clock
from complaints.states import RectificationState
from complaints.tags import TAGS
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role
from queueing.models import TicketApplication

SHOWN = 100


@dataclass(frozen=True)
class DepartmentRow:
    """One bad rating as a department sees it: no window, no hour, no application, no person."""

    number: str
    day: date
    level: str
    tags: list[str]
    words: str
    clock: Clock
    state: str
    appeal: str
    decision: str
    may_appeal: bool


def rows_for(person: StaffMember) -> list[DepartmentRow]:
    """The bad ratings that concern this person's department, newest first."""
    return [_row(one) for one in _concerning(person).order_by("-opened_at")[:SHOWN]]


def one_for(person: StaffMember, number: str) -> Rectification:
    """One of them. Raises RectificationNotFound."""
    row = _concerning(person).filter(number=number.strip().upper()).first()
    if row is None:
        raise RectificationNotFound()
    return row


def _concerning(person: StaffMember) -> QuerySet[Rectification]:
    if person.department_id is None or not person.has_role(Role.APPROVER):
        return Rectification.objects.none()
    tickets = TicketApplication.objects.filter(application__department=person.department_id).values("ticket")
    rows: QuerySet[Rectification] = Rectification.objects.of(person.hall_id).filter(rating__service__ticket__in=tickets)
    return rows.exclude(rating__service__clerk=person.pk).select_related("rating", "appeal", "hall")


def _row(one: Rectification) -> DepartmentRow:
    appeal = getattr(one, "appeal", None)
    return DepartmentRow(
        number=one.number,
        day=one.opened_at.astimezone(clock.BEIJING).date(),
        level=one.rating.get_level_display(),
        tags=[TAGS[one.rating.level].get(tag, tag) for tag in one.rating.tags],
        words=one.rating.words,
        clock=clock_of(one, clock.today()),
        state=one.get_state_display(),
        appeal=appeal.get_state_display() if appeal else "",
        decision=appeal.decision if appeal else "",
        may_appeal=appeal is None and one.state != RectificationState.CLOSED,
    )
