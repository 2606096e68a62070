"""Verifying the official record; that it was verified, and what was found, stands in it."""

from hall import steps
from hall.models import StaffMember, Step

VERB = "verify_chain"


def verify_chain(*, waits: bool = True, by: StaffMember) -> int | None:
    """Recalculate the whole chain: the first position that does not hold, or None. Somebody who waits for the answer
    gets RecordTooLong where that would take minutes."""
    sealed = steps.sealed_up_to()
    broken = steps.first_broken_link_now() if waits else steps.first_broken_link()
    steps.record(Step(), VERB, by, sealed=sealed, first_broken=broken)
    return broken
