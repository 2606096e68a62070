"""Whether the hall gives out tickets now."""

from hall.kernel import clock
from hall.models import Hall
from hall.queries.service_hours import may_take_tickets, opening
from queueing.errors import HallClosed


def require_open(hall: Hall) -> None:
    """Raise HallClosed, with the next opening in words, while the hall gives out no tickets."""
    now = clock.now()
    if not may_take_tickets(hall, now):
        raise HallClosed(words=opening(hall, now).words)
