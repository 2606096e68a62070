"""To whom an application may be passed on."""

from django.db.models import Q

from applications.models import Application, SigningStep
from applications.queries.authorisations import absent_on, in_force
from hall.kernel import clock
from hall.models import StaffMember

POWERS = {SigningStep.REVIEW: "review", SigningStep.DECIDE: "decide"}


def takers(application: Application, *, but: StaffMember) -> list[tuple[str, str]]:
    """Account and name of the colleagues who may sign what the application waits for, and are here today."""
    day, step = clock.today(), SigningStep(application.step or SigningStep.DECIDE)
    rows = in_force(day).filter(power=POWERS[step], department=application.department_id)
    rows = rows.filter(Q(matter=None) | Q(matter=application.version.matter_id))
    signed = application.signatures.filter(step=SigningStep.REVIEW, set_aside_at=None).values("signed_by")
    people = StaffMember.objects.filter(pk__in=rows.values("person"), is_active=True)
    people = people.exclude(pk__in=absent_on(day).values("person")).exclude(pk=but.pk)
    if step == SigningStep.DECIDE:
        people = people.exclude(pk__in=signed)
    return [(person.username, person.name) for person in people.order_by("username")]
