"""What happens next, elsewhere: the table *event → tasks*. Nothing else subscribes to events."""

from dataclasses import asdict
from typing import Any

from applications.events import DocumentIssued, ResultReady
from hall.config.hints import gather, hint
from hall.events import CalendarChanged, MessageQueued, ServiceHoursChanged
from hall.kernel.events import subscribe
from matters.events import CatalogueFileUploaded, CatalogueImportApproved
from queueing.events import ServiceFinished, TicketAwaitsResult, TicketCalled

LISTENERS: dict[type, list[str]] = {
    ResultReady: ["queueing.tasks.call_for_result"],
    TicketAwaitsResult: ["queueing.tasks.call_for_result"],
    CatalogueFileUploaded: ["matters.tasks.check_import"],
    CatalogueImportApproved: ["matters.tasks.publish_import"],
    ServiceHoursChanged: ["queueing.tasks.sweep_appointments"],
    CalendarChanged: ["applications.tasks.recount_dates"],
    ServiceFinished: ["complaints.tasks.invite_rating"],
}

# One run serves all that waits: the events of a moment (seconds) need one hint with these values, not one each.
GATHERED: dict[type, tuple[str, tuple[str, ...], float]] = {
    MessageQueued: ("hall.tasks.relay_messages", (), 0.3),
    DocumentIssued: ("applications.tasks.make_files", (), 1.0),
    TicketCalled: ("queueing.tasks.tell_near", ("queue_id",), 1.0),
}


def send_to(task: str) -> Any:
    """A handler that queues `task` with the event's plain values."""

    def handler(event: Any) -> None:
        hint(task, asdict(event))

    return handler


def gather_for(task: str, names: tuple[str, ...], moment: float) -> Any:
    """A handler that makes sure `task` runs soon after the event, with these of its values."""

    def handler(event: Any) -> None:
        gather(task, {name: getattr(event, name) for name in names}, moment)

    return handler


def connect() -> None:
    """Called once at start, when all apps are loaded."""
    for event_type, tasks in LISTENERS.items():
        for task in tasks:
            subscribe(event_type, send_to(task))
    for event_type, (task, names, moment) in GATHERED.items():
        subscribe(event_type, gather_for(task, names, moment))
