"""What the base app tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageQueued:
    """A message was put into the outbox."""

    message_id: int
