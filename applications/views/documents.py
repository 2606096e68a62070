"""Printing documents, and their sealed files."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.models import Document
from applications.papers.files import copy_of, original_of
from applications.papers.rendering import Copy, context_of, origin_of
from applications.queries.documents import document_for, document_for_citizen
from applications.queries.registers import READERS as REGISTER_READERS
from applications.verbs.documents import count_print
from applications.verbs.making import make_again
from applications.views.files import READERS
from applications.views.second_factor import remembered
from applications.views.status import COOKIE
from hall.kernel.access import PUBLIC, open_to
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role

PRINTERS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER)
MAKERS = (*PRINTERS, Role.HALL_MANAGER)


@open_to(*READERS)
@require_safe
def document(request: StaffRequest, verification_code: str) -> HttpResponse:
    """The document as it was issued, on A4."""
    found = document_for(request.user, verification_code)
    context = {
        **context_of(found, origin=origin_of(request), copy=Copy(number=found.prints)),
        "may_print": request.user.has_role(*PRINTERS),
        "may_make": request.user.has_role(*MAKERS),
        "may_see_register": request.user.has_role(*REGISTER_READERS),
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


@open_to(*READERS)
@never_cache
@require_safe
def document_file(request: StaffRequest, verification_code: str) -> HttpResponse:
    """The sealed original, to the bit as it was signed."""
    return sealed(document_for(request.user, verification_code))


@open_to(*PRINTERS)
@never_cache
@require_safe
def document_copy(request: StaffRequest, verification_code: str) -> HttpResponse:
    """The counted printing as a PDF for the printer, marked 补打 from the second on."""
    found = document_for(request.user, verification_code)
    if not found.prints:
        messages.error(request, "请先点“打印”登记一次打印，再下载打印件。")
        return redirect("document", verification_code=found.verification_code)
    return _pdf(copy_of(found), f"{found.content['title']}-打印件", inline=True)


@open_to(*MAKERS)
@require_POST
@once
def document_make(request: StaffRequest, verification_code: str) -> HttpResponse:
    """Try once more to make a file that could not be made."""
    made = make_again(document=document_for(request.user, verification_code), by=request.user)
    if made is not None and made.made_at is None:
        messages.error(request, made.problem)
    return redirect("document", verification_code=verification_code)


@open_to(PUBLIC)
@never_cache
@require_safe
def document_for_applicant(request: HttpRequest, verification_code: str) -> HttpResponse:
    """The sealed file for whoever opened the application with both factors in the last half hour on this device."""
    number = remembered(request, COOKIE)
    if not number:
        return redirect("status")
    found = document_for_citizen(number, verification_code)
    if found.made_at is None:
        return render(request, "applications/document_waits.html", {"document": found}, status=202)
    return sealed(found)


def sealed(found: Document) -> HttpResponse:
    """The original as a download; the page says why when it is not there yet."""
    if found.made_at is None:
        return redirect("document", verification_code=found.verification_code)
    return _pdf(original_of(found), f"{found.content['title']}-{found.number}")


def _pdf(data: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    how = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}.pdf"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
