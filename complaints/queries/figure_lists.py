"""The list behind each figure, for those who manage the hall: single ratings, never who gave them."""

from django.db.models import QuerySet

from complaints.models import Rating
from complaints.periods import Month
from complaints.queries.figures import WHICH, ratings_of
from hall.models import Hall, StaffMember


def rows_behind(person: StaffMember, hall: Hall, month: Month, which: str) -> QuerySet[Rating]:
    """What one number counts, newest first; a manager who also serves does not see the ratings of their own services."""
    rows = ratings_of(hall, month).filter(WHICH[which][1]).exclude(service__clerk=person.pk)
    return rows.select_related("window", "rectification").order_by("-service__ended_at", "-pk")
