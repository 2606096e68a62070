"""Tables of queueing."""

from queueing.models.appointment import Appointment, AppointmentMatter, BookedBy
from queueing.models.capability import Capability, Level
from queueing.models.closing import ClosingOutcome, ClosingTicket, DayClosing, ReturnVoucher
from queueing.models.draft import IntakeDraft
from queueing.models.kiosk import HelpCall, KioskRules, PhoneTickets
from queueing.models.plans import LunchBreak, Reallocation, ReserveService, WindowPlan
from queueing.models.press import PressCount
from queueing.models.printing import Printer, PrinterKind, PrintJob
from queueing.models.queue import Queue, QueueKind, RejoinRule, WindowQueue
from queueing.models.resumed import TicketResumed
from queueing.models.scan import IntakeScan, ScanLink, ScanSource
from queueing.models.service import Service
from queueing.models.session import WindowSession
from queueing.models.slot import ClosingPolicy, HallRules, Slot, SlotStaffing
from queueing.models.ticket import NO_NAME, Channel, PriorityReason, Ticket, TicketApplication, TicketMatter
from queueing.models.waiting import EstimateError, MatterTime

__all__ = [
    "NO_NAME",
    "Appointment",
    "AppointmentMatter",
    "BookedBy",
    "Capability",
    "Channel",
    "ClosingOutcome",
    "ClosingPolicy",
    "ClosingTicket",
    "DayClosing",
    "EstimateError",
    "HallRules",
    "HelpCall",
    "IntakeDraft",
    "IntakeScan",
    "KioskRules",
    "Level",
    "LunchBreak",
    "MatterTime",
    "PhoneTickets",
    "PressCount",
    "PrintJob",
    "Printer",
    "PrinterKind",
    "PriorityReason",
    "Queue",
    "QueueKind",
    "Reallocation",
    "RejoinRule",
    "ReserveService",
    "ReturnVoucher",
    "ScanLink",
    "ScanSource",
    "Service",
    "Slot",
    "SlotStaffing",
    "Ticket",
    "TicketApplication",
    "TicketMatter",
    "TicketResumed",
    "WindowPlan",
    "WindowQueue",
    "WindowSession",
]
