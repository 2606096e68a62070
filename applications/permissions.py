"""Who may do what with an application: asked inside every verb, and by the pages that show buttons."""

from applications.errors import ContractedClerkNeverRefuses, ContractedStaffNeverDecide, NotYourDepartment, NotYourHall
from applications.models import Application
from applications.paper_states import HEARING_ACTS
from applications.signing_errors import NotInCharge
from hall.kernel.errors import NotPermitted
from hall.models import Department, Hall, StaffMember
from hall.permissions import require
from hall.roles import Role

COUNTER = (Role.WINDOW_CLERK,)
PAPERS = (
    "shelve", "return_paper", "put_in_locker", "take_back_from_locker", "post", "post_arrived", "post_came_back",
)  # fmt: skip
ROLES: dict[str, tuple[Role, ...]] = {
    "receive": COUNTER,
    "tick": (*COUNTER, Role.APPROVER),
    "ask_second_notice": COUNTER,
    "accept": (*COUNTER, Role.APPROVER),
    "request_correction": (*COUNTER, Role.SUPERVISOR, Role.APPROVER),
    "resubmit": COUNTER,
    "refuse": (*COUNTER, Role.APPROVER),
    "supplement": COUNTER,
    "withdraw": COUNTER,
    "amend": COUNTER,
    "upload": COUNTER,
    "remove_file": COUNTER,
    "turn_away": (*COUNTER, Role.APPROVER),
    "begin_procedure": (Role.APPROVER,),
    "end_procedure": (Role.APPROVER,),
    "ask_extension": (Role.APPROVER,),
    "approve_extension": (Role.APPROVER,),
    "refuse_extension": (Role.APPROVER,),
    "forward": (Role.APPROVER,),
    **dict.fromkeys(HEARING_ACTS, (Role.APPROVER,)),
    "ask_department": (Role.APPROVER,),
    "return_for_correction": (Role.APPROVER,),
    "terminate": (Role.APPROVER,),
    "grant": (Role.APPROVER,),
    "deny": (Role.APPROVER,),
    "review": (Role.APPROVER,),
    "return_to_review": (Role.APPROVER,),
    "transfer": (Role.APPROVER,),
    "undo_decision": (Role.APPROVER,),
    "release_result": (Role.SYSTEM,),
    "stand_in": (Role.SYSTEM,),
    "withdraw_promise": COUNTER,
    "verify": (Role.APPROVER,),
    "revoke": (Role.APPROVER,),
    "review_automatic": (Role.APPROVER,),
    "hand_over": (Role.ISSUING_CLERK,),
    **dict.fromkeys(PAPERS, (Role.ISSUING_CLERK,)),
    **dict.fromkeys(("choose_way", "name_collector", "send_pickup_code"), (Role.WINDOW_CLERK, Role.ISSUING_CLERK)),
    "see_proof": (Role.ISSUING_CLERK, Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR),
    "open_locker": (Role.KIOSK,),
    "send_in_back": COUNTER,
    **dict.fromkeys(
        ("take_electronically", "send_in", "prove_phone", "locker_expired", "remind_to_collect"), (Role.SYSTEM,)
    ),
    "print": (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER),
    "make_file_again": (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER, Role.HALL_MANAGER),
    "deem_accepted": (Role.SYSTEM,),
    "deem_withdrawn": (Role.SYSTEM,),
    "end_late": (Role.SYSTEM,),
    "archive": (Role.SYSTEM,),
    "warn": (Role.SYSTEM,),
    "urge": (Role.SUPERVISOR, Role.HALL_MANAGER),
    "answer_urging": (Role.APPROVER,),
    "explain_overdue": (Role.APPROVER,),
    "recount": (Role.SYSTEM,),
}
DECISIONS = ("grant", "deny")
SIGNING = (*DECISIONS, "review", "return_to_review", "transfer", "undo_decision")
CLOCKS = ("begin_procedure", "end_procedure", "ask_extension", "approve_extension", "refuse_extension")
AFTERWARDS = ("verify", "revoke", "review_automatic")
ASKING = ("ask_department", "return_for_correction")
DEPARTMENT_ONLY = (*HEARING_ACTS, *SIGNING, *CLOCKS, *AFTERWARDS, *ASKING, "forward", "terminate")
OF_THE_DEPARTMENT = (
    *DEPARTMENT_ONLY,
    "accept",
    "refuse",
    "turn_away",
    "tick",
    "request_correction",
    "answer_urging",
    "explain_overdue",
)  # an approver does these for their own department


def require_may(person: StaffMember, verb: str, *, hall: Hall, department: Department | None = None) -> None:
    """Raise unless this person may do `verb` in this hall, and for the department's acts in this department.

    Contracted window staff accept in a department's name but neither decide nor refuse (行政许可法 24;
    优化营商环境条例 35): a refusal goes to the department, which finds it in its inbox.
    """
    if person.is_contracted and verb in DEPARTMENT_ONLY:
        raise ContractedStaffNeverDecide()
    if person.is_contracted and verb in {"refuse", "turn_away"}:
        raise ContractedClerkNeverRefuses()
    require(person, *ROLES[verb])
    if person.hall_id not in {None, hall.pk}:
        raise NotYourHall()
    if _acts_for_department(person, verb) and (department is None or person.department_id != department.pk):
        raise NotYourDepartment(department=department or "审批部门")


def _acts_for_department(person: StaffMember, verb: str) -> bool:
    return verb in DEPARTMENT_ONLY or (verb in OF_THE_DEPARTMENT and not person.has_role(*COUNTER, Role.SUPERVISOR))


def keeps(person: StaffMember, department: Department) -> bool:
    """Whether this person keeps the department's authorisations, routes and absences: its head; and for departments
    with people in the hall, the hall's manager, with whom their letters of authorisation are filed."""
    if person.has_role(Role.DEPARTMENT_HEAD) and person.department_id == department.pk:
        return True
    is_manager = person.has_role(Role.HALL_MANAGER) and person.hall_id is not None
    return is_manager and department.staff.filter(hall=person.hall_id).exists()


def require_keeper(person: StaffMember, department: Department) -> None:
    """Raise unless this person keeps who signs in the department; contracted staff never do."""
    if person.is_contracted:
        raise ContractedStaffNeverDecide()
    require(person, Role.DEPARTMENT_HEAD, Role.HALL_MANAGER)
    if not keeps(person, department):
        raise NotInCharge(department=department)


def may(person: StaffMember, verb: str, application: Application) -> bool:
    """Whether to offer this person the button for `verb`."""
    try:
        require_may(person, verb, hall=application.hall, department=application.department)
    except NotPermitted:
        return False
    return True


def may_read_form(person: StaffMember, application: Application) -> bool:
    """What people wrote (addresses, reasons) is for the counter that took it and the department that decides on it."""
    if person.has_role(*COUNTER) and person.hall_id == application.hall_id:
        return True
    return person.has_role(Role.APPROVER) and person.department_id == application.department_id
