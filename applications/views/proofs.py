"""The picture of a signature or of the person who took a result: for those whose work it is, each look on record."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from applications.permissions import ROLES
from applications.verbs.proofs import see_proof
from hall.kernel.access import open_to
from hall.requests import StaffRequest, own_hall


@open_to(*ROLES["see_proof"])
@require_POST
def proof(request: StaffRequest, number: str) -> HttpResponse:
    """The picture alone, made anew when it was taken; it can do nothing in a browser and is kept nowhere."""
    picture, kind = see_proof(hall=own_hall(request), number=number, by=request.user)
    response = HttpResponse(picture, content_type=kind)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
