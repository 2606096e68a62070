"""Scans at the tick list: dragged in, chosen, placed from the scanner's tray, asked of a phone by QR code."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.verbs.files import READ_BYTES, Upload
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import is_fragment
from hall.requests import StaffRequest, own_hall
from hall.roles import Role
from matters.models import Material
from queueing.errors import TicketGone
from queueing.models import IntakeScan, Ticket
from queueing.queries.desk import desk
from queueing.queries.scans import scan_for, scans_of
from queueing.verbs.scan_links import make_scan_link
from queueing.verbs.scanning import add_scan, material_of, place_scan, remove_scan


@dataclass
class Box:
    """What the box of one material shows."""

    ticket: Ticket
    material: Material
    problem: str = ""
    code: str = ""
    qr: str = ""
    address: str = ""
    until: Any = None
    status: int = 200


def _box(request: StaffRequest, material_id: int) -> Box:
    now = desk(request.user)
    if now.ticket is None:
        raise TicketGone()
    material = material_of(now.ticket, material_id)
    assert material is not None
    return Box(now.ticket, material)


def _shown(request: StaffRequest, box: Box, template: str = "queueing/workbench/scans.html") -> HttpResponse:
    scans = scans_of(box.ticket)
    context = {
        "box": box,
        "material": box.material,
        "scans": scans.of(box.material.pk),
        "tray": scans.tray,
        "ticket": box.ticket,
        "is_fragment": is_fragment(request),
    }
    response = render(request, template, context, status=box.status)
    response.headers["Vary"] = "HX-Request, Cookie"
    if box.status >= 400:
        response.headers["HX-Reswap"] = "innerHTML"
    return response


@open_to(Role.WINDOW_CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def scans(request: StaffRequest, material_id: int) -> HttpResponse:
    """The scans of one material of the person at my window; a POST adds files."""
    box = _box(request, material_id)
    if request.method != "POST":
        return _shown(request, box)
    try:
        for sent in request.FILES.getlist("file"):
            add_scan(
                hall=own_hall(request),
                ticket_id=box.ticket.pk,
                material_id=material_id,
                upload=Upload(sent.name or "", sent.read(READ_BYTES)),
                by=request.user,
            )
    except DomainError as refused:
        box.problem, box.code, box.status = refused.words, refused.code, refused.status
    if box.problem or is_fragment(request):
        return _shown(request, box)
    return redirect("workbench-scans", material_id)


@open_to(Role.WINDOW_CLERK)
@require_safe
@never_cache
def scan_list(request: StaffRequest, material_id: int) -> HttpResponse:
    """The list alone, asked for while the box is open: what the phone or the scanner sends appears by itself."""
    return _shown(request, _box(request, material_id), "queueing/workbench/_scan_list.html")


@open_to(Role.WINDOW_CLERK)
@require_POST
@never_cache
def scan_link(request: StaffRequest, material_id: int) -> HttpResponse:
    """A new QR code for one phone; shown once, never kept."""
    box = _box(request, material_id)
    link, secret = make_scan_link(
        hall=own_hall(request), ticket_id=box.ticket.pk, material_id=material_id, by=request.user
    )
    path = reverse("phone-scan", args=[secret])
    origin = settings.PUBLIC_ORIGIN.rstrip("/")
    box.address = f"{origin}{path}" if origin else request.build_absolute_uri(path)
    box.qr = segno.make(box.address, error="m").svg_data_uri(scale=5, border=2)
    box.until = link.expires_at
    return _shown(request, box)


@open_to(Role.WINDOW_CLERK)
@require_POST
def scan_place(request: StaffRequest, material_id: int, scan_id: int) -> HttpResponse:
    """This file from the tray belongs to this material."""
    box = _box(request, material_id)
    place_scan(hall=own_hall(request), scan_id=scan_id, material_id=material_id, by=request.user)
    return _shown(request, box) if is_fragment(request) else redirect("workbench-scans", material_id)


@open_to(Role.WINDOW_CLERK)
@require_POST
def scan_remove(request: StaffRequest, material_id: int, scan_id: int) -> HttpResponse:
    """This file was wrong."""
    box = _box(request, material_id)
    remove_scan(hall=own_hall(request), scan_id=scan_id, by=request.user)
    return _shown(request, box) if is_fragment(request) else redirect("workbench-scans", material_id)


@open_to(Role.WINDOW_CLERK)
@require_safe
def scan_file(request: StaffRequest, scan_id: int) -> FileResponse:
    """A scan of the person at my window; pictures are shown, PDFs downloaded."""
    return _opened(scan_for(request.user, scan_id))


def _opened(row: IntakeScan) -> FileResponse:
    response = FileResponse(row.file.open("rb"), content_type=row.content_type)
    how = "inline" if row.content_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(row.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
