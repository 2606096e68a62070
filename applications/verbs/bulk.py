"""Many decisions with one opinion: only to grant, only where the department's routes allow it, twenty at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from applications.errors import NothingChosen
from applications.queries.access import application_for
from applications.queries.routes import line_of
from applications.routing import BULK_AT_MOST
from applications.signing_errors import NotInBulk, TooManyAtOnce
from applications.verbs.deciding import decide
from hall.kernel.errors import DomainError
from hall.models import StaffMember


@dataclass(frozen=True)
class Outcome:
    """What became of one of many."""

    number: str
    done: bool
    words: str = ""


def decide_many(*, numbers: Sequence[str], reason: str, by: StaffMember) -> list[Outcome]:
    """Grant each with the same opinion, in an act of its own: what cannot be granted says why and stops no other.

    Nothing is granted when they are too many, or when one is of a matter that is not decided in bulk.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise NothingChosen()
    if len(wanted) > BULK_AT_MOST:
        raise TooManyAtOnce(most=BULK_AT_MOST, count=len(wanted))
    for number in wanted:
        application = application_for(by, number)
        if not line_of(application).allows_bulk:
            raise NotInBulk(matter=application.version.matter.name, number=application.number)
    return [_decided(number, reason, by) for number in wanted]


def _decided(number: str, reason: str, by: StaffMember) -> Outcome:
    try:
        decide(number=number, granted=True, reason=reason, by=by)
    except DomainError as refused:
        return Outcome(number, done=False, words=refused.words)
    return Outcome(number, done=True)
