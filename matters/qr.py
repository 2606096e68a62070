"""QR codes from paper to a public page of ours."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A QR code that leads to a public path, as a picture without colours or styles of its own."""
    drawn = BytesIO()
    segno.make(public_address(request, path), error="m").save(
        drawn, kind="svg", omitsize=True, border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def public_address(request: HttpRequest, path: str) -> str:
    """Where the public reaches a path; on a demonstration machine, as whoever asks reaches it."""
    if settings.PUBLIC_ORIGIN and not settings.DEMONSTRATION:
        return settings.PUBLIC_ORIGIN + path
    return request.build_absolute_uri(path)
