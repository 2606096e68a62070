"""People and organisations who come: registering them, and looking at their plain data."""

from typing import Any

from django.db import IntegrityError, transaction

from hall import identity, steps
from hall.contact import cleaned_name, cleaned_phone
from hall.errors import InvalidIdentityNumber, ReasonMissing
from hall.kernel import crypto
from hall.models import Party, PartyKind, StaffMember
from hall.permissions import require
from hall.roles import Role

REGISTER = (Role.WINDOW_CLERK, Role.GUIDE, Role.ISSUING_CLERK, Role.APPROVER, Role.HALL_MANAGER, Role.KIOSK)
OVERRIDE = (Role.WINDOW_CLERK, Role.GUIDE, Role.ISSUING_CLERK, Role.HALL_MANAGER)
REVEAL = (
    Role.WINDOW_CLERK,
    Role.GUIDE,
    Role.ISSUING_CLERK,
    Role.APPROVER,
    Role.HALL_MANAGER,
    Role.SUPERVISOR,
    Role.AUDITOR,
)


@transaction.atomic
def register_party(
    *,
    name: str,
    id_type: str,
    id_number: str,
    phone: str = "",
    address: str = "",
    override_reason: str = "",
    by: StaffMember,
) -> Party:
    """The party with this document, made or brought up to date.

    Contact data is kept only from staff, who see the document: what somebody types at a machine proves nothing, and the
    phone is both the way to reach a person and a second factor. A number that fails its check is taken only from staff who give a reason; the reason is kept and recorded.
    """
    require(by, *REGISTER)
    is_seen = by.has_role(*OVERRIDE)
    number, overridden = _number(id_type, id_number, override_reason.strip(), by)
    given = {
        "name": cleaned_name(name),
        "phone": cleaned_phone(phone) if is_seen else "",
        "address": address.strip() if is_seen else "",
        "override_reason": override_reason.strip() if overridden else "",
    }
    party, made = _get_or_make(id_type, number, given)
    changed = [] if made else _bring_up_to_date(party, given, by)
    if made or changed:
        steps.record(party, "register" if made else "update_contact", by, changed=changed)
    if overridden and (made or "override_reason" in changed):
        steps.record(party, "override_identity_check", by, given["override_reason"])
    return party


@transaction.atomic
def reveal(party: Party, *, by: StaffMember, reason: str) -> dict[str, str]:
    """The plain data of a party, to a person with a reason; the look is on record."""
    require(by, *REVEAL)
    if len(reason.strip()) < 2:
        raise ReasonMissing(field="reason")
    steps.record(party, "reveal", by, reason.strip()[:500])
    return {
        "name": party.name,
        "id_type": party.id_type,
        "id_number": party.id_number,
        "phone": party.phone,
        "address": party.address,
    }


def _number(id_type: str, id_number: str, override_reason: str, by: StaffMember) -> tuple[str, bool]:
    """The number to store, and whether its check was overridden."""
    try:
        return identity.normalised(id_type, id_number), False
    except InvalidIdentityNumber as refused:
        if not override_reason or refused.data["problem"] in {"missing", "unknown_type"}:
            raise
    require(by, *OVERRIDE)
    if len(override_reason) < 2:
        raise ReasonMissing(field="override_reason")
    number = identity.cleaned(id_number)
    if not (4 <= len(number) <= 32 and number.isalnum()):
        raise InvalidIdentityNumber("override_length")
    return number, True


def _get_or_make(id_type: str, number: str, given: dict[str, str]) -> tuple[Party, bool]:
    same = Party.objects.filter(id_type=id_type, id_index=crypto.blind_index(number))
    found = same.first()
    if found is not None:
        return found, False
    kind = PartyKind.ORGANISATION if id_type == "credit_code" else PartyKind.PERSON
    try:
        with transaction.atomic():
            return Party.objects.create(kind=kind, id_type=id_type, id_number=number, **given), True
    except IntegrityError:  # someone registered the same document at the same moment
        return same.get(), False


def _bring_up_to_date(party: Party, given: dict[str, Any], by: StaffMember) -> list[str]:
    """Take over what staff gave and differs, under a lock only then; a machine changes nothing about a person."""
    if not by.has_role(*OVERRIDE):
        return []
    if not _differing(party, given):
        return []
    party.refresh_from_db(from_queryset=Party.objects.select_for_update(no_key=True))
    changed = _differing(party, given)
    for field in changed:
        setattr(party, field, given[field])
    if changed:
        party.save()
    return changed


def _differing(party: Party, given: dict[str, Any]) -> list[str]:
    return [field for field, value in given.items() if value and value != getattr(party, field)]
