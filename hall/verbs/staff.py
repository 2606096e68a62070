"""Accounts of staff."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from knox.models import AuthToken

from hall import steps
from hall.kernel.moves import locked
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role

GIVEN_BY = (Role.SYSTEM_ADMIN,)
ENDS_ACCESS = {"roles", "hall", "department", "is_active", "username"}


@transaction.atomic
def change_password(*, person: StaffMember, new: str) -> StaffMember:
    """Set one's own password; access tokens given out before end with it. The act is on record, the password is not."""
    row = locked(StaffMember.objects.all(), pk=person.pk)
    row.set_password(new)
    row.save()
    AuthToken.objects.filter(user=row).delete()
    steps.record(row, "change_password", row)
    return row


@transaction.atomic
def open_account(*, values: Mapping[str, Any], by: StaffMember) -> StaffMember:
    """A new account, without a password until one is set."""
    require(by, *GIVEN_BY)
    row = StaffMember(**values)
    row.set_unusable_password()
    row.save()
    steps.record(row, "open_account", by, roles_after=_plain(row.roles))
    return row


@transaction.atomic
def change_staff(*, person_id: int, values: Mapping[str, Any], by: StaffMember) -> StaffMember:
    """Name, roles, place and activity of an account. The act is on record; with other powers old access tokens end."""
    require(by, *GIVEN_BY)
    row = locked(StaffMember.objects.all(), pk=person_id)
    changed = sorted(field for field, value in values.items() if getattr(row, field) != value)
    if not changed:
        return row
    roles_before = _plain(row.roles)
    for field in changed:
        setattr(row, field, values[field])
    row.save()
    if ENDS_ACCESS.intersection(changed):
        AuthToken.objects.filter(user=row).delete()
    if "roles" in changed:
        roles_after = _plain(row.roles)
        steps.record(row, "change_account", by, changed=changed, roles_before=roles_before, roles_after=roles_after)
    else:
        steps.record(row, "change_account", by, changed=changed)
    return row


def _plain(roles: list[str]) -> list[str]:
    return [str(role) for role in roles]
