"""The exceptions list, for its page and the API."""

from dataclasses import dataclass

from hall.kernel.moves import verbs_from
from hall.models import StaffMember
from hall.roles import Role
from matters.models import WordingException
from matters.states import EXCEPTION_MOVES, ExceptionState


@dataclass(frozen=True)
class ExceptionLine:
    """One row of the list, and what this person may do with it."""

    row: WordingException
    may_review: bool
    may_end: bool


def exceptions_list(person: StaffMember) -> list[ExceptionLine]:
    """All rows: those that wait first, then the living ones, then what was refused or ended."""
    rows = WordingException.objects.select_related("proposed_by", "reviewed_by", "matter")
    order = [ExceptionState.PROPOSED, ExceptionState.ALLOWED, ExceptionState.REFUSED, ExceptionState.ENDED]
    return [
        _line(row, person) for row in sorted(rows, key=lambda row: (order.index(ExceptionState(row.state)), -row.pk))
    ]


def _line(row: WordingException, person: StaffMember) -> ExceptionLine:
    verbs = verbs_from(row.state, EXCEPTION_MOVES)
    reviews = person.has_role(Role.CATALOGUE_REVIEWER) and row.proposed_by_id != person.pk
    ends = person.has_role(Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
    return ExceptionLine(row, "allow_exception" in verbs and reviews, "end_exception" in verbs and ends)
