"""Who may do what with complaints, the desk's cases and improvement tickets: asked inside every verb, and by pages."""

from complaints.complaint_errors import (
    ComplaintNotFound,
    NotAboutOneself,
    NotOfferedToYou,
    NotTheDesk,
    NotTheHolder,
    NotYoursToImprove,
    OnlyTheBureau,
)
from complaints.complaint_states import COMPLAINT_MOVES, Category, ComplaintKind, ComplaintState, Unit
from complaints.models import Complaint, Improvement, UnresolvedCase
from complaints.unresolved_states import CASE_MOVES, IMPROVEMENT_MOVES, ImprovementUnit
from hall.kernel.errors import DomainError, NotPermitted
from hall.models import Department, Hall, StaffMember
from hall.models.window import WindowKind
from hall.permissions import require
from hall.roles import Role
from queueing.models import WindowSession

BUREAU_CODE = "zwfwj"
TAKERS_DOWN = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE, Role.HALL_MANAGER, Role.SUPERVISOR)
HANDLERS = (*TAKERS_DOWN, Role.APPROVER)
KEEPERS = (Role.HALL_MANAGER, Role.SUPERVISOR)
OF_THE_OFFERED = ("hand_back",)
ENDINGS = ("answer", "show_other_way", "close_complaint")


def is_bureau(person: StaffMember) -> bool:
    """Whether this person works for the bureau that keeps the halls (政务服务局): supervisors, and its approvers."""
    if person.has_role(Role.SUPERVISOR):
        return True
    return person.has_role(Role.APPROVER) and person.department is not None and person.department.code == BUREAU_CODE


def works_for(person: StaffMember, hall: Hall) -> bool:
    """Whether this hall's things are this person's business; the city's bureau keeps the halls below its own, too."""
    if person.hall_id in {None, hall.pk}:
        return True
    return is_bureau(person) and hall.parent_id is not None and hall.parent_id == person.hall_id


def is_complained_of(person: StaffMember, complaint: Complaint) -> bool:
    """Whether the complaint is about this person's own department and kept from it."""
    return (
        complaint.for_bureau_only
        and person.department_id is not None
        and (person.department_id == complaint.department_id)
    )


def is_kept_from(person: StaffMember, complaint: Complaint) -> bool:
    """Whether this person's department is complained of, and so does not learn who complained, even while it answers."""
    is_of = person.department_id is not None and person.department_id == complaint.department_id
    return is_of and complaint.kind in {ComplaintKind.COMPLAINT, ComplaintKind.REPORT} and not is_bureau(person)


def is_in(person: StaffMember, unit: str, department: Department | None) -> bool:
    """Whether this person belongs to a unit that holds things or is offered them."""
    if unit == Unit.HALL:
        return person.has_role(Role.HALL_MANAGER)
    if unit == Unit.BUREAU:
        return is_bureau(person)
    if unit == Unit.DEPARTMENT:
        return person.has_role(Role.APPROVER) and department is not None and person.department_id == department.pk
    return False


def holds(person: StaffMember, complaint: Complaint) -> bool:
    """Whether the complaint is in this person's hands, or in those of their unit."""
    if complaint.unit == Unit.FIRST:
        return complaint.first_receiver_id == person.pk
    return is_in(person, complaint.unit, complaint.handler)


def is_offered(person: StaffMember, complaint: Complaint) -> bool:
    """Whether the complaint is offered to this person's unit."""
    return complaint.state == ComplaintState.OFFERED and is_in(person, complaint.offered_unit, complaint.offered_to)


def require_may_handle(person: StaffMember, verb: str, complaint: Complaint) -> None:
    """Raise unless this person may do `verb` with the complaint. Those complained of never learn of it."""
    require(person, *HANDLERS)
    if not works_for(person, complaint.hall):
        raise NotPermitted()
    if is_complained_of(person, complaint):
        raise ComplaintNotFound()
    label = COMPLAINT_MOVES[verb].label
    if verb in OF_THE_OFFERED or (verb == "take_up" and complaint.state == ComplaintState.OFFERED):
        if not is_offered(person, complaint):
            raise NotOfferedToYou(offered=complaint.offered_words)
        return
    if verb in {"reopen", "close_complaint"} and is_bureau(person):
        return
    if not holds(person, complaint):
        raise NotTheHolder(holder=complaint.holder_words, verb=label)
    if verb in ENDINGS:
        _may_end(person, complaint, label)


def _may_end(person: StaffMember, complaint: Complaint, label: str) -> None:
    """What is the bureau's alone is ended by the bureau; how people were treated is not judged by counter staff."""
    if complaint.for_bureau_only and complaint.unit == Unit.FIRST and not is_bureau(person):
        raise OnlyTheBureau(verb=label)
    if complaint.category == Category.ATTITUDE and not person.has_role(*KEEPERS, Role.APPROVER):
        raise NotAboutOneself(verb=label)


def may_handle(person: StaffMember, verb: str, complaint: Complaint) -> bool:
    """Whether to offer this person the button for `verb`."""
    return _is_allowed(require_may_handle, person, verb, complaint)


def is_at_the_desk(person: StaffMember) -> bool:
    """Whether this person keeps the 办不成事 desk: the hall's manager, the bureau, or a clerk with its window open."""
    if person.has_role(Role.HALL_MANAGER) or is_bureau(person):
        return True
    here = WindowSession.objects.of(person.hall_id).filter(clerk=person, closed_at=None)
    return here.filter(window__kind=WindowKind.UNRESOLVED).exists()


BY_THE_SOLVER = ("take_case", "send_case_back")


def require_may_solve(person: StaffMember, verb: str, case: UnresolvedCase) -> None:
    """The desk (or who took it down) leads the case; whom it was forwarded to takes it, solves it or sends it back."""
    require(person, *HANDLERS, hall=case.hall_id)
    is_solver = is_in(person, case.unit, case.handler)
    if verb in BY_THE_SOLVER or (verb == "solve" and case.state == "being_solved"):
        if not is_solver:
            raise NotTheHolder(holder=case.handler_words or "办不成事反映窗口", verb=CASE_MOVES[verb].label)
        return
    if case.taken_down_by_id != person.pk and not is_at_the_desk(person):
        raise NotTheDesk(verb=CASE_MOVES[verb].label)


def may_solve(person: StaffMember, verb: str, case: UnresolvedCase) -> bool:
    """Whether to offer this person the button for `verb`."""
    return _is_allowed(require_may_solve, person, verb, case)


BY_THE_IMPROVER = ("take_improvement", "report_progress", "finish_improvement", "decline_improvement")


def is_improver(person: StaffMember, improvement: Improvement) -> bool:
    """Whether this person belongs to whom the ticket asks to improve."""
    if improvement.unit == ImprovementUnit.PLATFORM:
        return person.has_role(Role.SYSTEM_ADMIN) or is_bureau(person)
    return person.has_role(Role.APPROVER) and person.department_id == improvement.department_id


def require_may_improve(person: StaffMember, verb: str, improvement: Improvement) -> None:
    """Whom it asks takes it, reports and finishes; the hall confirms or sends it back."""
    require(person, *HANDLERS, Role.SYSTEM_ADMIN, hall=improvement.hall_id)
    label = IMPROVEMENT_MOVES[verb].label
    if verb in BY_THE_IMPROVER:
        if not is_improver(person, improvement):
            raise NotYoursToImprove(verb=label, who=improvement.unit_words)
    elif not (person.has_role(Role.HALL_MANAGER) or is_bureau(person)):
        raise NotYoursToImprove(verb=label, who="大厅管理员或督查人员")


def may_improve(person: StaffMember, verb: str, improvement: Improvement) -> bool:
    """Whether to offer this person the button for `verb`."""
    return _is_allowed(require_may_improve, person, verb, improvement)


def _is_allowed(ask: object, person: StaffMember, verb: str, thing: object) -> bool:
    try:
        ask(person, verb, thing)  # type: ignore[operator]
    except DomainError:
        return False
    return True
