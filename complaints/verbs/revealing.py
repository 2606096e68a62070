"""Looking at who said it: with a reason, on record."""

from django.db import transaction

from complaints.complaint_errors import ComplainantKept, NotTheHolder
from complaints.complaint_permissions import HANDLERS, holds, is_at_the_desk, is_bureau, is_in, is_kept_from, works_for
from complaints.models import Complaint, UnresolvedCase
from complaints.verbs.handling import reasoned
from hall import steps
from hall.kernel.errors import NotPermitted
from hall.models import StaffMember
from hall.permissions import require


@transaction.atomic
def reveal_complainant(thing: Complaint | UnresolvedCase, *, reason: str, by: StaffMember) -> dict[str, str]:
    """Name, phone and document of the person, to whoever handles their matter; each look is a step."""
    require(by, *HANDLERS)
    if not works_for(by, thing.hall):
        raise NotPermitted()
    reason = reasoned(reason)
    if isinstance(thing, Complaint):
        if is_kept_from(by, thing):
            raise ComplainantKept()
        allowed = holds(by, thing) or is_bureau(by)
    else:
        allowed = is_at_the_desk(by) or thing.taken_down_by_id == by.pk or is_in(by, thing.unit, thing.handler)
    if not allowed:
        raise NotTheHolder(holder="经办单位", verb="查看反映人信息")
    steps.record(thing, "reveal_complainant", by, reason)
    return {"name": thing.name, "phone": thing.phone, "id_number": thing.id_number}
