"""Who may rate, and who handles a bad rating."""

from complaints.errors import OwnRating, StaffMayNotRate
from complaints.models import Rectification
from hall.kernel.errors import NotPermitted
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.models import TicketApplication

RATERS = {Role.PAD, Role.KIOSK, Role.SYSTEM}
HANDLERS = (Role.HALL_MANAGER, Role.SUPERVISOR)
DECIDERS = (Role.SUPERVISOR,)
RECTIFYING: dict[str, tuple[Role, ...]] = {
    "miss_rater": HANDLERS,
    "contact_rater": HANDLERS,
    "rectify": HANDLERS,
    "miss_call_back": HANDLERS,
    "call_back": HANDLERS,
    "send_back": HANDLERS,
    "close_rectification": HANDLERS,
    "close_unreached": HANDLERS,
    "lodge_appeal": (*HANDLERS, Role.APPROVER),
    "decide_appeal": DECIDERS,
    "mark_contact_late": (Role.SYSTEM,),
    "mark_rectify_late": (Role.SYSTEM,),
}


def require_rater(by: StaffMember) -> None:
    """Only citizens rate: through a pad, a kiosk or a public page. An account that also serves is staff."""
    if not by.is_active or not by.roles or not set(by.roles) <= {str(role) for role in RATERS}:
        raise StaffMayNotRate()


def require_rectifier(by: StaffMember, verb: str, rectification: Rectification) -> None:
    """Raise unless this person handles bad ratings in this hall, and is not the one who was rated."""
    require(by, *RECTIFYING[verb], hall=rectification.hall_id)
    if rectification.rating.service.clerk_id == by.pk:
        raise OwnRating()
    if not by.has_role(*HANDLERS, Role.SYSTEM) and not concerns(by, rectification):
        raise NotPermitted()


def concerns(by: StaffMember, rectification: Rectification) -> bool:
    """Whether the rated visit handed in something of this person's department."""
    links = TicketApplication.objects.filter(ticket=rectification.rating.service.ticket_id)
    return by.department_id is not None and links.filter(application__department=by.department_id).exists()


def may_rectify(by: StaffMember, verb: str, rectification: Rectification) -> bool:
    """Whether to offer this person the form for `verb`."""
    try:
        require_rectifier(by, verb, rectification)
    except NotPermitted:
        return False
    return True
