"""What the base app tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageQueued:
    """A message was put into the outbox."""

    message_id: int


@dataclass(frozen=True)
class ServiceHoursChanged:
    """A hall serves at other times than before: who is expected when it is closed must be told."""

    hall_id: int


@dataclass(frozen=True)
class CalendarChanged:
    """Days of the working calendar changed: every date counted with it must be counted again."""

    change_id: int
