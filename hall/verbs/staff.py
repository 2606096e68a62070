"""Accounts of staff."""

from django.db import transaction
from knox.models import AuthToken

from hall import steps
from hall.kernel.moves import locked
from hall.models import StaffMember


@transaction.atomic
def change_password(*, person: StaffMember, new: str) -> StaffMember:
    """Set one's own password; access tokens given out before end with it. The act is on record, the password is not."""
    row = locked(StaffMember.objects.all(), pk=person.pk)
    row.set_password(new)
    row.save()
    AuthToken.objects.filter(user=row).delete()
    steps.record(row, "change_password", row)
    return row
