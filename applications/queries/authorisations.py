"""Who may sign what today: by an authorisation of one's own, or in the place of someone who is absent (AB 角)."""

from datetime import date

from django.db.models import Q, QuerySet

from applications.errors import NotAuthorised
from applications.models import Absence, Application, Authorisation, Power
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role


def in_force(day: date) -> QuerySet[Authorisation]:
    """The authorisations that hold on a day."""
    return Authorisation.objects.filter(valid_from__lte=day, valid_until__gte=day, revoked_at=None)


def absent_on(day: date) -> QuerySet[Absence]:
    """The absences that run on a day."""
    return Absence.objects.filter(begins__lte=day, ends__gte=day, called_off_at=None)


def substitute_for(person: StaffMember | int | None) -> StaffMember | None:
    """Who stands in today for a person that is absent; None when they are here. A substitute is never absent too."""
    absence = absent_on(clock.today()).filter(person=person).select_related("substitute").first() if person else None
    return absence.substitute if absence else None


def may_sign(person: StaffMember, power: str, application: Application) -> Authorisation | None:
    """The stored, unexpired authorisation under which this person may do an act on this application, or None.

    One's own comes first; else that of an absent colleague of the department in whose place one stands today.
    """
    if not person.is_active or person.is_contracted or not person.has_role(Role.APPROVER):
        return None
    if person.department_id != application.department_id:
        return None
    day, matter = clock.today(), application.version.matter_id
    absent = absent_on(day).filter(substitute=person).values("person")
    rows = in_force(day).filter(power=power, department=application.department_id)
    rows = rows.filter(Q(matter=None) | Q(matter=matter)).filter(Q(person=person) | Q(person__in=absent))
    found = list(rows.select_related("person"))
    return min(found, key=lambda row: (row.person_id != person.pk, row.pk), default=None)


def is_authorised(person: StaffMember, power: str, application: Application) -> bool:
    """Whether a stored, unexpired authorisation covers this act on this matter."""
    return may_sign(person, power, application) is not None


def require_authorised(person: StaffMember, power: str, application: Application) -> Authorisation:
    """The authorisation that covers the act. Raises NotAuthorised, naming the power and the department, without one."""
    found = may_sign(person, power, application)
    if found is None:
        raise NotAuthorised(
            matter=application.version.matter.name, power=Power(power).label, department=application.department
        )
    return found
