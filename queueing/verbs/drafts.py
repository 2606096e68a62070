"""Keeping what a clerk has typed: no step of the official record, for nothing has been handed in yet."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from hall.kernel import clock
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.models import Material
from queueing.errors import TicketGone
from queueing.models import IntakeDraft, Ticket, TicketMatter, WindowSession
from queueing.parting import PAGE, parted
from queueing.scan_errors import DraftParted
from queueing.states import AT_A_WINDOW
from queueing.verbs.scan_files import forget_scans


@dataclass(frozen=True)
class Seen:
    """Which page saves, and which revision of the matter's draft it was made from."""

    page: str = ""
    revision: int | None = None


@dataclass(frozen=True)
class Saved:
    """When it was saved, and the revision the page stands on now."""

    at: datetime
    revision: int


@transaction.atomic
def save_draft(
    *,
    hall: Hall,
    ticket_id: int,
    matter_code: str,
    people: Mapping[str, str],
    form: Mapping[str, str],
    seen: Seen = Seen(),
    by: StaffMember,
) -> Saved:
    """Save the people of the visit and one matter's typed values.

    Raises DraftParted when another page wrote the matter's draft since this one was made from it: nothing is
    overwritten, and both stand side by side. Only for the person at the clerk's own window: raises TicketGone for every
    other ticket, one just finished included.
    """
    require(by, Role.WINDOW_CLERK, hall=hall)
    ticket = at_own_window(hall, ticket_id, by)
    on_ticket = TicketMatter.objects.filter(ticket=ticket, matter__code=matter_code).select_related("matter").first()
    if on_ticket is None:
        _keep(ticket, None, people, by)
        return Saved(clock.now(), 0)
    mine = dict(form) | ({PAGE: seen.page} if seen.page else {})
    _refuse_parted(ticket, on_ticket, mine, seen)
    _keep(ticket, None, people, by)
    row = _keep(ticket, on_ticket.matter_id, mine, by)
    return Saved(row.saved_at, row.revision)


def _refuse_parted(ticket: Ticket, on_ticket: TicketMatter, mine: Mapping[str, str], seen: Seen) -> None:
    if seen.revision is None or not seen.page:
        return
    rows = IntakeDraft.objects.of(ticket.hall_id).filter(ticket=ticket, matter=on_ticket.matter_id)
    row = rows.select_related("saved_by").first()
    if row is None or row.revision == seen.revision:
        return
    theirs = json.loads(row.content or "{}")
    names = dict(Material.objects.filter(version__matter=on_ticket.matter_id).values_list("pk", "name"))
    differing = parted(mine, theirs, names)
    if differing and theirs.get(PAGE) != seen.page:
        raise DraftParted(
            who=row.saved_by.name,
            when=f"{row.saved_at.astimezone(clock.BEIJING):%H:%M:%S}",
            labels="、".join(one.label for one in differing),
            fields=[asdict(one) for one in differing],
            revision=row.revision,
        )


def at_own_window(hall: Hall, ticket_id: int, by: StaffMember) -> Ticket:
    """The ticket at this clerk's own window, locked. Raises TicketGone for every other one."""
    return _found(_own_tickets(hall, by).select_for_update(of=("self",)), ticket_id)


def at_window(hall: Hall, ticket_id: int, by: StaffMember) -> Ticket:
    """The same for reading, without a lock."""
    return _found(_own_tickets(hall, by).select_related("party", "hall"), ticket_id)


def _own_tickets(hall: Hall, by: StaffMember) -> QuerySet[Ticket]:
    mine = WindowSession.objects.of(hall).filter(clerk=by, closed_at=None).values("window")
    return Ticket.objects.of(hall).filter(state__in=AT_A_WINDOW, window__in=mine)


def _found(rows: QuerySet[Ticket], ticket_id: int) -> Ticket:
    ticket = rows.filter(pk=ticket_id).first()
    if ticket is None:
        raise TicketGone()
    return ticket


def _keep(ticket: Ticket, matter_id: int | None, content: Mapping[str, str], by: StaffMember) -> IntakeDraft:
    """Write one draft; its revision grows with each change."""
    text = json.dumps(dict(content), ensure_ascii=False)
    row = IntakeDraft.objects.of(ticket.hall_id).filter(ticket=ticket, matter_id=matter_id).first()
    if row is None:
        row = IntakeDraft(hall_id=ticket.hall_id, ticket=ticket, matter_id=matter_id, revision=0)
    row.revision += row.content != text
    row.content, row.saved_at, row.saved_by = text, clock.now(), by
    row.save()
    return row


def drop_drafts(ticket: Ticket, matter_id: int | None = None) -> None:
    """Forget one matter's draft, or all of the visit; called inside the verb that makes them needless."""
    drafts = IntakeDraft.objects.of(ticket.hall_id).filter(ticket=ticket)
    (drafts.filter(matter_id=matter_id) if matter_id else drafts).delete()
    if not matter_id:
        forget_scans(ticket)
