"""What queueing tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceFinished:
    """A service at a window came to its end."""

    service_id: int
