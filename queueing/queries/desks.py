"""Desks one can queue for without naming a matter: consulting, unresolved matters, foreign language and the like."""

from hall.models import Hall
from queueing.models import Queue, QueueKind

WITH_MATTERS = (QueueKind.COMPREHENSIVE, QueueKind.ISSUING)


def other_desks(hall: Hall) -> list[Queue]:
    """Queues of special desks that a window of this hall serves and people choose themselves."""
    return [queue for queue in desks_of(hall) if queue.is_self_service]


def desks_of(hall: Hall) -> list[Queue]:
    """All queues of special desks that a window of this hall serves: those a guide sends people to."""
    rows = Queue.objects.of(hall).exclude(kind__in=WITH_MATTERS).filter(covered_by__window__in_use=True)
    return list(rows.distinct().order_by("prefix"))


def desk_wanted(hall: Hall, code: str) -> Queue | None:
    """The special desk under this code, if the hall has it."""
    return next((queue for queue in other_desks(hall) if queue.code == code), None)
