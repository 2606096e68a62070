"""Keeping what a clerk has typed: no step of the official record, for nothing has been handed in yet."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hall.kernel import clock
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.errors import TicketGone
from queueing.models import IntakeDraft, Ticket, TicketMatter, WindowSession
from queueing.states import AT_A_WINDOW
from queueing.verbs.scan_files import forget_scans


@transaction.atomic
def save_draft(
    *, hall: Hall, ticket_id: int, matter_code: str, people: Mapping[str, str], form: Mapping[str, str], by: StaffMember
) -> datetime:
    """Save the people of the visit and one matter's typed values; the last writer wins. Returns when it was saved.

    Only for the person at the clerk's own window: raises TicketGone for every other ticket, one just finished included.
    """
    require(by, Role.WINDOW_CLERK, hall=hall)
    ticket = at_own_window(hall, ticket_id, by)
    on_ticket = TicketMatter.objects.filter(ticket=ticket, matter__code=matter_code).first()
    _keep(ticket, None, people, by)
    if on_ticket is not None:
        _keep(ticket, on_ticket.matter_id, form, by)
    return clock.now()


def at_own_window(hall: Hall, ticket_id: int, by: StaffMember) -> Ticket:
    """The ticket at this clerk's own window, locked. Raises TicketGone for every other one."""
    mine = WindowSession.objects.of(hall).filter(clerk=by, closed_at=None).values("window")
    rows = Ticket.objects.of(hall).filter(state__in=AT_A_WINDOW, window__in=mine)
    ticket = rows.select_for_update(of=("self",)).filter(pk=ticket_id).first()
    if ticket is None:
        raise TicketGone()
    return ticket


def _keep(ticket: Ticket, matter_id: int | None, content: Mapping[str, str], by: StaffMember) -> None:
    IntakeDraft.objects.update_or_create(
        ticket=ticket,
        matter_id=matter_id,
        defaults={
            "hall_id": ticket.hall_id,
            "content": json.dumps(dict(content), ensure_ascii=False),
            "saved_at": clock.now(),
            "saved_by": by,
        },
    )


def drop_drafts(ticket: Ticket, matter_id: int | None = None) -> None:
    """Forget one matter's draft, or all of the visit; called inside the verb that makes them needless."""
    drafts = IntakeDraft.objects.of(ticket.hall_id).filter(ticket=ticket)
    (drafts.filter(matter_id=matter_id) if matter_id else drafts).delete()
    if not matter_id:
        forget_scans(ticket)
