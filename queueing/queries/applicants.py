"""Who applies at this visit, as far as the window knows by now."""

from collections.abc import Mapping

from hall.identity import cleaned
from hall.kernel.crypto import blind_index
from hall.models import Party
from queueing.models import Ticket

HOLDER, PRINCIPAL, TYPED = "holder", "principal", "typed"


def applicant_of(ticket: Ticket, people: Mapping[str, str]) -> Party | None:
    """The applicant as a registered person: the holder, the principal, or whoever was typed if already known."""
    chosen = people.get("applicant_is") or HOLDER
    if chosen == HOLDER:
        return ticket.party
    if chosen == PRINCIPAL:
        return ticket.principal
    number = people.get("applicant_id_number", "").strip()
    if chosen != TYPED or not number:
        return None
    kind = people.get("applicant_id_type", "")
    return Party.objects.filter(id_type=kind, id_index=blind_index(cleaned(number))).first()


def visit_name(ticket: Ticket) -> str:
    """The visit as its applications carry it."""
    return f"{ticket.day:%Y%m%d}-{ticket.number}"
