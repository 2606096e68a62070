"""Whether the hall gives out tickets now."""

from hall.kernel import clock
from hall.models import Hall
from queueing.errors import HallClosed


def require_open(hall: Hall) -> None:
    """Raise HallClosed, with the next opening in words, while the hall gives out no tickets."""
    if hall.open_around_the_clock:
        return
    from hall.queries.service_hours import opening

    now = opening(hall, clock.now())
    if not now.is_open:
        raise HallClosed(words=now.words)
