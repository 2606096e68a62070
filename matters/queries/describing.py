"""Reading proposed and decided changes of what is said of a matter."""

from django.db.models import QuerySet

from hall.models import StaffMember
from hall.roles import Role
from matters.description_errors import ChangeNotFound
from matters.description_words import Said, changes_of
from matters.models import DescriptionChange, Matter
from matters.queries.drafts import BUREAU
from matters.states import ChangeState

SHOWN = 50


def changes_within_reach(person: StaffMember) -> QuerySet[DescriptionChange]:
    """Changes this person may see: editors those of their department, the bureau all."""
    rows = DescriptionChange.objects.select_related("matter__department", "proposed_by", "decided_by")
    if person.has_role(*BUREAU) or person.department_id is None:
        return rows
    return rows.filter(matter__department=person.department_id)


def change_for(person: StaffMember, change_id: int) -> DescriptionChange:
    """The change under this id, within this person's reach. Raises ChangeNotFound."""
    row = changes_within_reach(person).filter(pk=change_id).first()
    if row is None:
        raise ChangeNotFound()
    return row


def waiting_changes(person: StaffMember) -> list[DescriptionChange]:
    """What waits for a reviewer, oldest first."""
    return list(changes_within_reach(person).filter(state=ChangeState.PROPOSED).order_by("pk")[:200])


def changes_of_matter(matter: Matter) -> list[DescriptionChange]:
    """The latest changes of one matter, the newest first."""
    rows = DescriptionChange.objects.filter(matter=matter).select_related("proposed_by", "decided_by")
    return list(rows.order_by("-pk")[:SHOWN])


def public_changes(matter: Matter) -> list[DescriptionChange]:
    """What was changed and is said now, for everybody; no persons."""
    return list(
        DescriptionChange.objects.filter(matter=matter, state=ChangeState.APPROVED).order_by("-decided_at")[:SHOWN]
    )


def said(row: DescriptionChange) -> list[Said]:
    """The difference in words."""
    return changes_of(row.before, row.after)


def may_decide(person: StaffMember, row: DescriptionChange) -> bool:
    """Whether this person is the second pair of eyes."""
    is_open = row.state == ChangeState.PROPOSED
    return is_open and person.has_role(Role.CATALOGUE_REVIEWER) and row.proposed_by_id != person.pk
