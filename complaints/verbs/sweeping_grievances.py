"""Finding what is over its limit: recorded once, so that lists and figures can speak of it."""

from django.db import transaction
from django.db.models import Model

from complaints.complaint_states import COMPLAINT_MOVES, OPEN_COMPLAINTS
from complaints.models import Complaint, Improvement, UnresolvedCase
from complaints.unresolved_states import CASE_MOVES, IMPROVEMENT_MOVES, OPEN_CASES, OPEN_IMPROVEMENTS
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moves, make_move
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role

AT_ONCE = 200
TABLES: tuple[tuple[type[Model], tuple[str, ...], Moves, str], ...] = (
    (Complaint, OPEN_COMPLAINTS, COMPLAINT_MOVES, "find_overdue"),
    (UnresolvedCase, OPEN_CASES, CASE_MOVES, "find_case_overdue"),
    (Improvement, OPEN_IMPROVEMENTS, IMPROVEMENT_MOVES, "find_improvement_overdue"),
)


def find_what_is_overdue(*, by: StaffMember) -> int:
    """Record each thing whose last day has passed; running again records nothing twice. Returns how many."""
    require(by, Role.SYSTEM)
    return sum(_find(model, states, moves, verb, by) for model, states, moves, verb in TABLES)


@transaction.atomic
def _find(model: type[Model], states: tuple[str, ...], moves: Moves, verb: str, by: StaffMember) -> int:
    rows = model._default_manager.filter(state__in=states, due__lt=clock.today(), overdue_at=None)
    found = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:AT_ONCE])
    for row in found:
        moved = make_move(row, moves, verb)
        row.overdue_at = clock.now()  # type: ignore[attr-defined]
        row.save()
        steps.record(row, moved, by, due=row.due.isoformat())  # type: ignore[attr-defined]
    return len(found)
