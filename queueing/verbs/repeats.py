"""A request for a ticket that came before: the same press twice, or somebody who has a number already."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from hall import steps
from hall.identity import cleaned
from hall.kernel import clock, crypto
from hall.models import Hall
from queueing.errors import DuplicateTicket, KeyReused
from queueing.models import Ticket
from queueing.states import IN_LINE


def already_issued(hall: Hall, id_type: str, id_number: str, wishes: Mapping[str, Any], key: str) -> Ticket | None:
    """The ticket an earlier request with this key got. Raises KeyReused when that one was for something else, and
    DuplicateTicket for a live ticket of the same person."""
    mine = {"party__id_type": id_type, "party__id_index": crypto.blind_index(cleaned(id_number))}
    tickets = Ticket.objects.of(hall).select_related("queue", "party", "hall")
    if key and (earlier := tickets.filter(idempotency_key=key).first()):
        codes = {code.strip() for code in wishes["codes"] if code.strip()}
        same_person = (earlier.party.id_type, earlier.party.id_index) == tuple(mine.values())
        if not (same_person and _asked_for(earlier) == (wishes["queue_code"], codes)):
            raise KeyReused()
        return earlier
    held = tickets.filter(queue__code=wishes["queue_code"], state__in=IN_LINE, day=clock.today(), **mine).first()
    if held is None:
        return None
    raise DuplicateTicket(number=held.number, state=gettext(held.get_state_display()))


def _asked_for(ticket: Ticket) -> tuple[str, set[str]]:
    """The queue and the matters a ticket was taken for, whatever was added or changed at windows since."""
    codes = list(ticket.ticket_matters.order_by("order").values_list("matter__code", flat=True))
    later = steps.steps_of(ticket).filter(verb="add_matter").count()
    taken = steps.steps_of(ticket).filter(verb="take_ticket").first()
    queue = taken.data.get("queue", ticket.queue.code) if taken else ticket.queue.code
    return queue, set(codes[: len(codes) - later])
