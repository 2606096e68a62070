"""Who in the department needs help: for the moment when one's own inbox is empty."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from applications.models import Consultation
from applications.queries.consulting import answerable_by
from applications.queries.inbox import waiting_for
from applications.states import OPEN, ConsultationState
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import StaffMember
from hall.queries.calendar import working_calendar

SOON = 3


@dataclass(frozen=True)
class Colleague:
    """Someone of the department with much to do, or work that nobody has (no name)."""

    name: str
    total: int
    soon: int
    next_due: date | None


def who_needs_help(person: StaffMember) -> list[Colleague]:
    """The colleagues with work due within three working days, the most burdened first."""
    last = working_calendar().add_working_days(clock.today(), SOON)
    rows = waiting_for(person).exclude(state=S.IN_PROCEDURE).exclude(handler=person)
    counted = rows.order_by().values_list("handler__name").annotate(
        total=Count("pk"), soon=Count("pk", filter=Q(promise_due__lte=last)), due=Min("promise_due")
    )  # fmt: skip
    found = [Colleague(name or "", total, soon, due) for name, total, soon, due in counted]
    return sorted(found, key=lambda one: (-one.soon, -one.total))[:5]


def next_question(person: StaffMember) -> Consultation | None:
    """The question of another department that is due first."""
    waiting = answerable_by(person).filter(state=ConsultationState.ASKED, application__state__in=OPEN)
    return waiting.order_by("due").first()
