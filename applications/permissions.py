"""Who may do what with an application: asked inside every verb, and by the pages that show buttons."""

from applications.errors import ContractedStaffNeverDecide, NotYourDepartment, NotYourHall
from applications.models import Application
from hall.kernel.errors import NotPermitted
from hall.models import Department, Hall, StaffMember
from hall.permissions import require
from hall.roles import Role

COUNTER = (Role.WINDOW_CLERK,)
ROLES: dict[str, tuple[Role, ...]] = {
    "receive": COUNTER,
    "tick": COUNTER,
    "accept": COUNTER,
    "request_correction": (Role.WINDOW_CLERK, Role.SUPERVISOR),
    "resubmit": COUNTER,
    "refuse": COUNTER,
    "supplement": COUNTER,
    "withdraw": COUNTER,
    "upload": COUNTER,
    "remove_file": COUNTER,
    "grant": (Role.APPROVER,),
    "deny": (Role.APPROVER,),
    "terminate": (Role.APPROVER,),
    "hand_over": (Role.ISSUING_CLERK,),
    "print": (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER),
    "deem_accepted": (Role.SYSTEM,),
    "deem_withdrawn": (Role.SYSTEM,),
}
DECISIONS = ("grant", "deny", "terminate")


def require_may(person: StaffMember, verb: str, *, hall: Hall, department: Department | None = None) -> None:
    """Raise unless this person may do `verb` in this hall, and for decisions in this department.

    Contracted window staff accept in a department's name but never decide (行政许可法 24; 优化营商环境条例 35).
    """
    deciding = verb in DECISIONS
    if deciding and person.is_contracted:
        raise ContractedStaffNeverDecide()
    require(person, *ROLES[verb])
    if person.hall_id not in {None, hall.pk}:
        raise NotYourHall()
    if deciding and (department is None or person.department_id != department.pk):
        raise NotYourDepartment(department=department or "审批部门")


def may(person: StaffMember, verb: str, application: Application) -> bool:
    """Whether to offer this person the button for `verb`."""
    try:
        require_may(person, verb, hall=application.hall, department=application.department)
    except NotPermitted:
        return False
    return True
