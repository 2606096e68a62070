"""Pages of a scanned PDF as pictures: through the same permission check as the file itself."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from applications.models import MaterialFile
from applications.queries.consulting import file_shown
from applications.queries.files import file_for
from applications.scan_pages import count_pages, page_picture
from applications.verbs.looking import note_look
from applications.views.files import READERS
from hall.kernel.access import open_to
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(*READERS)
@require_safe
def scan_pages(request: StaffRequest, number: str, file_id: int) -> JsonResponse:
    """How many pages the PDF has; who asks is about to look at it."""
    row = file_for(request.user, number, file_id)
    material = row.application_material
    note_look(application=material.application, what=f"{material.material.name} · {row.name}", by=request.user)
    return JsonResponse({"pages": _pages(row)})


@open_to(*READERS)
@require_safe
def scan_page(request: StaffRequest, number: str, file_id: int, page: int) -> HttpResponse:
    """One page as a picture."""
    return _picture(file_for(request.user, number, file_id), page)


@open_to(Role.APPROVER)
@require_safe
def shown_pages(request: StaffRequest, consultation_id: int, file_id: int) -> JsonResponse:
    """The same for a material shown to an asked department."""
    return JsonResponse({"pages": _pages(file_shown(request.user, consultation_id, file_id))})


@open_to(Role.APPROVER)
@require_safe
def shown_page(request: StaffRequest, consultation_id: int, file_id: int, page: int) -> HttpResponse:
    """The same for a material shown to an asked department."""
    return _picture(file_shown(request.user, consultation_id, file_id), page)


def _pages(row: MaterialFile) -> int:
    return count_pages(_read(row)) if row.content_type == "application/pdf" else 1


def _picture(row: MaterialFile, page: int) -> HttpResponse:
    response = HttpResponse(page_picture(_read(row), page), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _read(row: MaterialFile) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())
