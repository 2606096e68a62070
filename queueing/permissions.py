"""Who may do what in the queue."""

from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.errors import NotForYouToChoose, NotYourWindow
from queueing.models import Appointment, Ticket, WindowSession

ISSUERS = (Role.KIOSK, Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)
SERVERS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE)
TENDERS = (Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)
FIGURE_READERS = (Role.HALL_MANAGER, Role.SUPERVISOR)


def may_issue(by: StaffMember, hall: object) -> None:
    """Kiosks, guides, clerks and managers of the hall give out tickets; public pages act as a system person."""
    require(by, *ISSUERS, hall=hall)


def may_open(by: StaffMember, hall: object) -> None:
    """Clerks and guides of the hall open windows."""
    require(by, *SERVERS, hall=hall)


def may_serve(by: StaffMember, session: WindowSession) -> None:
    """Only the clerk who opened the window calls and serves there."""
    require(by, *SERVERS, hall=session.hall_id)
    if session.clerk_id != by.pk:
        raise NotYourWindow(window=session.window.code, clerk=session.clerk.name)


def may_tend(by: StaffMember, ticket: Ticket) -> None:
    """Staff of the hall cancel and re-admit; the person at the phone acts through the system person."""
    require(by, *TENDERS, hall=ticket.hall_id)


def may_allocate(by: StaffMember, hall: object) -> None:
    """Managers of the hall say which windows cover what, and how far each goes."""
    require(by, Role.HALL_MANAGER, hall=hall)


def may_choose(by: StaffMember, session: WindowSession) -> None:
    """Calling out of turn needs its own role besides that of the window."""
    if not by.has_role(Role.DUTY_LEAD):
        raise NotForYouToChoose()


def may_book(by: StaffMember, hall: object) -> None:
    """Kiosks, guides, clerks and managers of the hall expect people and check them in; public pages act as a system person."""
    require(by, *ISSUERS, hall=hall)


def may_tend_appointment(by: StaffMember, appointment: Appointment) -> None:
    """Staff of the hall cancel, call off and pardon; the person at the phone acts through the system person."""
    require(by, *TENDERS, hall=appointment.hall_id)


def may_plan(by: StaffMember, hall: object) -> None:
    """The manager of the hall plans slots, keeps its rules and ends its day."""
    require(by, Role.HALL_MANAGER, hall=hall)
