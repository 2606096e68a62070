"""Opening a scan: through the permission check, never by an address of its own."""

from urllib.parse import quote

from django.http import FileResponse
from django.views.decorators.http import require_safe

from applications.models import MaterialFile
from applications.queries.files import file_for
from hall.kernel.access import open_to
from hall.requests import StaffRequest
from hall.roles import Role

READERS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER, Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR)


@open_to(*READERS)
@require_safe
def material_file(request: StaffRequest, number: str, file_id: int) -> FileResponse:
    """Pictures are shown in the page (they were made anew); PDFs are downloaded and may do nothing in the browser."""
    return opened(file_for(request.user, number, file_id), as_download="download" in request.GET)


def opened(row: MaterialFile, *, as_download: bool) -> FileResponse:
    """A scan as an answer that nothing can be done with but look at it."""
    response = FileResponse(row.file.open("rb"), content_type=row.content_type)
    shown = "inline" if row.content_type.startswith("image/") and not as_download else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(row.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
