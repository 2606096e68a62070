"""The list behind each figure, for those who manage the hall: single ratings, never who gave them."""

from typing import Any

from django.db.models import QuerySet

from applications.months import Month
from complaints.models import Rating
from complaints.queries.complaint_access import visible_cases, visible_complaints
from complaints.queries.complaint_figures import TABLES, cases_of, complaints_of
from complaints.queries.figures import WHICH, ratings_of
from hall.models import Hall, StaffMember

EVERYTHING = "*"


def rows_behind(person: StaffMember, hall: Hall, month: Month, which: str) -> QuerySet[Rating]:
    """What one number counts, newest first; a manager who also serves does not see the ratings of their own services."""
    rows = ratings_of(hall, month).filter(WHICH[which][1]).exclude(service__clerk=person.pk)
    return rows.select_related("window", "rectification").order_by("-service__ended_at", "-pk")


def complaints_behind(person: StaffMember, hall: Hall, month: Month, table: str, value: str) -> QuerySet[Any]:
    """The complaints or desk cases one number counts, as far as they are this person's to see."""
    _, what, by, _ = TABLES[table]
    if what == "cases":
        rows: QuerySet[Any] = cases_of(hall, month).filter(pk__in=visible_cases(person).values("pk"))
    else:
        rows = complaints_of(hall, month).filter(pk__in=visible_complaints(person).values("pk"))
    field = by.removesuffix("__name")
    if value == "":
        rows = rows.filter(**({f"{field}__isnull": True} if by != field else {field: ""}))
    elif value != EVERYTHING:
        rows = rows.filter(**{by: value})
    return rows.select_related("matter").order_by("-pk")
