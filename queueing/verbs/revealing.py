"""Looking at the plain data of the person at the window: for a reason, on record."""

from django.db import transaction

from hall.models import Hall, StaffMember
from hall.verbs.parties import reveal
from queueing import locks
from queueing.permissions import may_serve


@transaction.atomic
def reveal_at_window(*, hall: Hall, window_code: str, reason: str, by: StaffMember) -> dict[str, str]:
    """The plain data of the person called to or served at the clerk's own open window; of nobody else."""
    session = locks.locked_session(hall, window_code)
    may_serve(by, session)
    return reveal(locks.ticket_at(hall, session).party, by=by, reason=reason)
