"""Tables of the base app."""

from hall.models.calendar import CalendarDay, ClosedDay, ServiceHours
from hall.models.calendar_change import CalendarChange, CalendarSource
from hall.models.department import Department, DepartmentName
from hall.models.device import Device, DeviceKind, Panel, Shows, Speech
from hall.models.hall import Hall, HallLevel
from hall.models.message import OutgoingMessage
from hall.models.number import NumberCounter
from hall.models.party import Party, PartyKind
from hall.models.provider import AttemptOutcome, MessageAttempt, MessageProvider
from hall.models.repeat import RememberedRequest
from hall.models.sign_of_life import SignOfLife
from hall.models.staff import StaffMember
from hall.models.step import Step
from hall.models.window import Window, WindowKind

__all__ = [
    "AttemptOutcome",
    "CalendarChange",
    "CalendarDay",
    "CalendarSource",
    "ClosedDay",
    "Department",
    "DepartmentName",
    "Device",
    "DeviceKind",
    "Hall",
    "HallLevel",
    "MessageAttempt",
    "MessageProvider",
    "NumberCounter",
    "OutgoingMessage",
    "Panel",
    "Party",
    "PartyKind",
    "RememberedRequest",
    "ServiceHours",
    "Shows",
    "SignOfLife",
    "Speech",
    "StaffMember",
    "Step",
    "Window",
    "WindowKind",
]
