"""What queueing tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceFinished:
    """A service at a window came to its end."""

    service_id: int


@dataclass(frozen=True)
class TicketAwaitsResult:
    """Someone sat down to wait for results that are all ready; `application_id` is one of them."""

    application_id: int


@dataclass(frozen=True)
class TicketCalled:
    """A call shortened a queue."""

    queue_id: int
