"""Who may sign what today."""

from datetime import date

from django.db.models import Q, QuerySet

from applications.errors import NotAuthorised
from applications.models import Application, Authorisation, Power
from hall.kernel import clock
from hall.models import StaffMember


def in_force(day: date) -> QuerySet[Authorisation]:
    """The authorisations that hold on a day."""
    return Authorisation.objects.filter(valid_from__lte=day, valid_until__gte=day, revoked_at=None)


def is_authorised(person: StaffMember, power: str, application: Application) -> bool:
    """Whether a stored, unexpired authorisation of the department covers this act on this matter."""
    matter = application.version.matter_id
    rows = in_force(clock.today()).filter(person=person, power=power, department=application.department_id)
    return rows.filter(Q(matter=None) | Q(matter=matter)).exists()


def require_authorised(person: StaffMember, power: str, application: Application) -> None:
    """Raise NotAuthorised, naming the power and the department, unless one covers the act."""
    if not is_authorised(person, power, application):
        raise NotAuthorised(
            matter=application.version.matter.name, power=Power(power).label, department=application.department
        )
