"""Tables of queueing."""

from queueing.models.draft import IntakeDraft
from queueing.models.press import PressCount
from queueing.models.queue import Queue, QueueKind, RejoinRule, WindowQueue
from queueing.models.service import Service
from queueing.models.session import WindowSession
from queueing.models.ticket import Channel, PriorityReason, Ticket, TicketApplication, TicketMatter
from queueing.models.waiting import EstimateError, MatterTime

__all__ = [
    "Channel",
    "EstimateError",
    "IntakeDraft",
    "MatterTime",
    "PressCount",
    "PriorityReason",
    "Queue",
    "QueueKind",
    "RejoinRule",
    "Service",
    "Ticket",
    "TicketApplication",
    "TicketMatter",
    "WindowQueue",
    "WindowSession",
]
