"""What waits at the issuing counter."""

from collections.abc import Sequence

from django.db.models import Q

from applications.models import Result
from applications.states import ApplicationState
from hall.models import Hall, Party

AROUND = ("application__version__matter", "application__department", "application__applicant", "application__agent")


def results_waiting(hall: Hall, party: Party) -> list[Result]:
    """Every result in this hall that waits for this person, as applicant or as agent; the oldest first."""
    rows = Result.objects.of(hall).filter(application__state=ApplicationState.AWAITING_COLLECTION)
    mine = Q(application__applicant=party) | Q(application__agent=party)
    return list(rows.filter(mine).select_related(*AROUND).order_by("ready_at", "pk"))


def results_of(hall: Hall, application_ids: Sequence[int]) -> list[Result]:
    """The results of these applications that wait in this hall; the oldest first."""
    rows = Result.objects.of(hall).filter(application__in=application_ids)
    rows = rows.filter(application__state=ApplicationState.AWAITING_COLLECTION)
    return list(rows.select_related(*AROUND).order_by("ready_at", "pk"))
