"""Printing documents, and verifying them: anyone with the paper may ask whether it is real."""

import io
import unicodedata

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from applications.errors import DocumentNotFound
from applications.queries.documents import document_for, verified
from applications.verbs.documents import count_print
from applications.views.files import READERS
from hall.kernel.access import PUBLIC, open_to
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.queries.verifying import fingerprint_in

PRINTERS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER)


@open_to(*READERS)
@require_safe
def document(request: StaffRequest, verification_code: str) -> HttpResponse:
    """The document as it was issued, on A4."""
    found = document_for(request.user, verification_code)
    context = {
        "document": found,
        "content": found.content,
        "parts": f"applications/documents/_{found.kind}.html",
        "verify_address": public_address(request, reverse("document-verify", args=[found.verification_code])),
        "may_print": request.user.has_role(*PRINTERS),
        "print_now": "print" in request.GET,
    }
    return render(request, "applications/document.html", context)


@open_to(*PRINTERS)
@require_POST
@once
def print_document(request: StaffRequest, verification_code: str) -> HttpResponse:
    """Count this printing, then show the page that prints itself."""
    found = document_for(request.user, verification_code)
    count_print(hall=found.hall, verification_code=found.verification_code, by=request.user)
    return redirect(f"{reverse('document', args=[found.verification_code])}?print")


@open_to(PUBLIC)
@cache_control(public=True, max_age=86400)
@require_safe
def verify_code_picture(request: HttpRequest, verification_code: str) -> HttpResponse:
    """The QR code that leads to the verification page."""
    if len(verification_code) > 40:
        raise DocumentNotFound()
    out = io.BytesIO()
    code = segno.make(public_address(request, reverse("document-verify", args=[verification_code])), error="m")
    code.save(out, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None, lineclass=None)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@open_to(PUBLIC)
@require_safe
def document_verify(request: HttpRequest, verification_code: str) -> HttpResponse:
    """Whether a document with this code was issued, by whom, when, on what; people masked."""
    try:
        found = verified(verification_code)
    except DocumentNotFound as none:
        return render(request, "applications/verify.html", {"problem": none.words}, status=none.status)
    return render(request, "applications/verify.html", {"document": found})


@open_to(PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on a document."""
    asked = request.GET.get("code", "")
    if fingerprint_in(asked):
        return redirect("standard-verify", fingerprint_in(asked))
    code = "".join(unicodedata.normalize("NFKC", asked).split()).upper()
    if code:
        return redirect("document-verify", verification_code=code[:32])
    return render(request, "applications/verify.html", {"asks": True})


def public_address(request: HttpRequest, path: str) -> str:
    """The address under which the public reaches a page."""
    return f"{settings.PUBLIC_ORIGIN.rstrip('/')}{path}" if settings.PUBLIC_ORIGIN else request.build_absolute_uri(path)
