"""What happens next, elsewhere: the table *event → tasks*. Nothing else subscribes to events."""

from dataclasses import asdict
from typing import Any

from applications.events import ResultReady
from hall.config.hints import gather, hint
from hall.events import MessageQueued
from hall.kernel.events import subscribe
from queueing.events import ServiceFinished, TicketAwaitsResult, TicketCalled

LISTENERS: dict[type, list[str]] = {
    ResultReady: ["queueing.tasks.call_for_result"],
    TicketCalled: ["queueing.tasks.tell_near"],
    TicketAwaitsResult: ["queueing.tasks.call_for_result"],
    ServiceFinished: ["complaints.tasks.invite_rating"],
}

# One run serves all that waits: a burst of events needs one hint, not one each.
GATHERED: dict[type, str] = {MessageQueued: "hall.tasks.relay_messages"}


def send_to(task: str) -> Any:
    """A handler that queues `task` with the event's plain values."""

    def handler(event: Any) -> None:
        hint(task, asdict(event))

    return handler


def gather_for(task: str) -> Any:
    """A handler that makes sure `task` runs soon after the event."""

    def handler(event: Any) -> None:
        gather(task)

    return handler


def connect() -> None:
    """Called once at start, when all apps are loaded."""
    for event_type, tasks in LISTENERS.items():
        for task in tasks:
            subscribe(event_type, send_to(task))
    for event_type, task in GATHERED.items():
        subscribe(event_type, gather_for(task))
