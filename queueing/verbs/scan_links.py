"""A QR code at the window, a phone's camera, a page at its material: one link, one phone, a few minutes."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from applications.scans import checked
from applications.verbs.files import Upload
from hall import steps
from hall.kernel import clock
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.models import IntakeScan, ScanLink, ScanSource, Ticket
from queueing.scan_errors import MaterialNotAsked, ScanLinkElsewhere, ScanLinkOver
from queueing.states import AT_A_WINDOW
from queueing.verbs.drafts import at_own_window
from queueing.verbs.scanning import MOST_SCANS, Kept, keep, material_of

LASTS = timedelta(minutes=10)


def digest_of(secret: str) -> str:
    """What is kept of a link or a phone: enough to know it again."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_scan_link(*, hall: Hall, ticket_id: int, material_id: int, by: StaffMember) -> tuple[ScanLink, str]:
    """A new link for one material of the person at this window; earlier ones for it end. Returns it with its secret."""
    require(by, Role.WINDOW_CLERK, hall=hall)
    ticket = at_own_window(hall, ticket_id, by)
    material = material_of(ticket, material_id)
    if material is None:
        raise MaterialNotAsked()
    now, secret = clock.now(), secrets.token_urlsafe(24)
    ScanLink.objects.of(hall).filter(ticket=ticket, material=material, closed_at=None).update(closed_at=now)
    link = ScanLink.objects.create(
        hall=hall,
        ticket=ticket,
        material=material,
        digest=digest_of(secret),
        made_by=by,
        made_at=now,
        expires_at=now + LASTS,
    )
    steps.record(ticket, "make_scan_link", by, material=material.pk)
    return link, secret


def add_from_phone(*, secret: str, phone: str, upload: Upload) -> IntakeScan:
    """A page from the phone, kept at its material as an act of the clerk who showed the code.

    The first phone that sends something owns the link. Raises ScanLinkOver, ScanLinkElsewhere, FileRefused.
    """
    usable(secret, phone)
    scan = checked(upload.name, upload.data)
    with transaction.atomic():
        ticket = _ticket_of(secret)
        link = ScanLink.objects.select_for_update(of=("self",)).select_related("material").get(digest=digest_of(secret))
        refuse_over(link, phone)
        row = keep(ticket, link.material, Kept(scan, ScanSource.PHONE), link.made_by)
        link.phone_digest = link.phone_digest or digest_of(phone)
        link.opened_at = link.opened_at or clock.now()
        link.pages += 1
        link.save(update_fields=["phone_digest", "opened_at", "pages"])
        return row


@transaction.atomic
def close_scan_link(*, secret: str, phone: str) -> ScanLink:
    """The phone is done; the link is used up."""
    link = usable(secret, phone)
    link.closed_at = clock.now()
    link.save(update_fields=["closed_at"])
    return link


def usable(secret: str, phone: str) -> ScanLink:
    """The link behind this secret, when this phone may still use it."""
    rows = ScanLink.objects.select_related("hall", "ticket__window", "material__version__matter", "made_by")
    link = rows.filter(digest=digest_of(secret)).first()
    if link is None:
        raise ScanLinkOver()
    refuse_over(link, phone)
    return link


def refuse_over(link: ScanLink, phone: str) -> None:
    """Raise when the link has ended, its person has left the window, or another phone owns it."""
    if link.closed_at is not None or clock.now() >= link.expires_at or link.pages >= MOST_SCANS:
        raise ScanLinkOver()
    if link.ticket.state not in AT_A_WINDOW:
        raise ScanLinkOver()
    if link.phone_digest and link.phone_digest != digest_of(phone):
        raise ScanLinkElsewhere()


def _ticket_of(secret: str) -> Ticket:
    found = Ticket.objects.filter(scan_links__digest=digest_of(secret))
    ticket = found.select_for_update(of=("self",)).filter(state__in=AT_A_WINDOW).first()
    if ticket is None:
        raise ScanLinkOver()
    return ticket
