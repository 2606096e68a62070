"""Which applications a person may see: their hall's at the counter, their department's behind it."""

from django.db.models import Q, QuerySet

from applications.errors import ApplicationNotFound
from applications.models import Application
from applications.numbers import normal_number
from applications.states import QUIET
from hall import steps
from hall.models import StaffMember
from hall.roles import Role

OF_THE_HALL = (
    Role.WINDOW_CLERK,
    Role.ISSUING_CLERK,
    Role.GUIDE,
    Role.HALL_MANAGER,
    Role.SUPERVISOR,
    Role.AUDITOR,
)


def visible_to(person: StaffMember) -> QuerySet[Application]:
    """The applications within this person's reach; none for anyone else."""
    reach = Q(pk=None)
    if person.hall_id is not None and person.has_role(*OF_THE_HALL):
        reach |= Q(hall=person.hall_id)
    if person.department_id is not None and person.has_role(Role.APPROVER):
        own = Q(department=person.department_id)
        reach |= own & Q(hall=person.hall_id) if person.hall_id is not None else own
    return Application.objects.filter(reach)


def application_for(person: StaffMember, number: str, *along: str) -> Application:
    """One application, or ApplicationNotFound when it does not exist or is not theirs (the two look the same).

    `along` names what is read in the same statement beside what every page needs.
    """
    rows = visible_to(person).select_related(
        "hall",
        "department",
        "version__matter",
        "applicant",
        "agent",
        "received_by",
        "received_window",
        "handler",
        "agency__helper",
        *along,
    )
    application = rows.filter(number=normal_number(number)).first()
    if application is None:
        raise ApplicationNotFound()
    return application


def seen_version(application: Application) -> int:
    """What a page remembers of the application's state: the number of its last step (quiet acts such as prints do not count)."""
    last = steps.steps_of(application).exclude(verb__in=QUIET).values_list("pk", flat=True).last()
    return last or 0
