"""Whose eyes a complaint, a case or an improvement ticket is for."""

from django.db.models import Q, QuerySet

from complaints.complaint_errors import ComplaintNotFound
from complaints.complaint_permissions import is_at_the_desk, is_bureau
from complaints.complaint_states import ComplaintState, Unit
from complaints.grievance_numbers import normal_grievance_number
from complaints.models import Complaint, Improvement, UnresolvedCase
from complaints.unresolved_states import ImprovementUnit
from hall.models import StaffMember
from hall.roles import Role

WITH = ("hall", "matter", "department", "handler", "offered_to", "holder", "first_receiver", "window")


def visible_complaints(person: StaffMember) -> QuerySet[Complaint]:
    """The complaints within this person's reach: each sees only theirs, and nobody one about their own department
    that is for the bureau only."""
    reach = Q(first_receiver=person.pk)
    if person.has_role(Role.HALL_MANAGER):
        reach |= Q(for_bureau_only=False)
    if is_bureau(person):
        reach |= Q(pk__isnull=False)
    if person.department_id is not None and person.has_role(Role.APPROVER):
        reach |= Q(unit=Unit.DEPARTMENT, handler=person.department_id)
        reach |= Q(state=ComplaintState.OFFERED, offered_unit=Unit.DEPARTMENT, offered_to=person.department_id)
    reach &= Q(hall=person.hall_id)
    if is_bureau(person):
        reach |= Q(hall__parent=person.hall_id) & (Q(unit=Unit.BUREAU) | Q(offered_unit=Unit.BUREAU))
    rows = Complaint.objects.filter(reach) if person.hall_id is not None else Complaint.objects.none()
    if person.department_id is not None:
        rows = rows.exclude(for_bureau_only=True, department=person.department_id)
    return rows


def complaint_for(person: StaffMember, number: str) -> Complaint:
    """One complaint, or ComplaintNotFound when there is none or it is not theirs: the two look the same."""
    rows = visible_complaints(person).select_related(*WITH, "ticket", "application__version__matter", "evidence")
    found = rows.filter(number=normal_grievance_number(number)).first()
    if found is None:
        raise ComplaintNotFound()
    return found


def visible_cases(person: StaffMember) -> QuerySet[UnresolvedCase]:
    """The desk's people see all of their hall's; a department what was forwarded to it; a clerk what they took down."""
    rows = UnresolvedCase.objects.of(person.hall_id)
    if is_at_the_desk(person):
        return rows
    reach = Q(taken_down_by=person.pk)
    if person.department_id is not None and person.has_role(Role.APPROVER):
        reach |= Q(unit=Unit.DEPARTMENT, handler=person.department_id)
    return rows.filter(reach)


def case_for(person: StaffMember, number: str) -> UnresolvedCase:
    """One case within this person's reach. Raises ComplaintNotFound."""
    rows = visible_cases(person).select_related(
        "hall", "matter", "department", "handler", "holder", "taken_down_by", "ticket", "application", "window"
    )
    found = rows.filter(number=normal_grievance_number(number)).first()
    if found is None:
        raise ComplaintNotFound()
    return found


def visible_improvements(person: StaffMember) -> QuerySet[Improvement]:
    """The desk's people see all; a department its own; whoever keeps the platform what is asked of it."""
    rows = Improvement.objects.of(person.hall_id)
    if is_at_the_desk(person):
        return rows
    reach = Q(raised_by=person.pk)
    if person.has_role(Role.SYSTEM_ADMIN):
        reach |= Q(unit=ImprovementUnit.PLATFORM)
    if person.department_id is not None and person.has_role(Role.APPROVER):
        reach |= Q(department=person.department_id)
    return rows.filter(reach)


def improvement_for(person: StaffMember, number: str) -> Improvement:
    """One improvement ticket within this person's reach. Raises ComplaintNotFound."""
    rows = visible_improvements(person).select_related("hall", "department", "case", "complaint", "raised_by", "holder")
    found = rows.filter(number=normal_grievance_number(number)).first()
    if found is None:
        raise ComplaintNotFound()
    return found
