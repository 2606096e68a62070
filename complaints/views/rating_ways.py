"""Ways to the rating page: from the ticket on the telephone, the QR on slip and receipt, the opened status."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.errors import RatingLinkClosed
from complaints.queries.rating_ways import open_ratings, ticket_behind, ticket_of_application, ticket_of_receipt
from complaints.states import RatingChannel
from complaints.views.strangers import closed_page, counting_wrong_links
from hall.kernel.access import PUBLIC, open_to
from queueing.models import Ticket

LONGEST_PATH = 300  # a code of ours is far shorter; a longer one fits no QR
OPENED, MINUTES = "status", 30  # the key that the status page leaves with who proved who they are


@require_safe
@open_to(PUBLIC)
@never_cache
@counting_wrong_links
def ticket_rate(request: HttpRequest, token: str) -> HttpResponse:
    """What can be rated of the visit behind a ticket's secret."""
    way = RatingChannel.QR if request.GET.get("by") == RatingChannel.QR else RatingChannel.PHONE
    return _ways(request, lambda: ticket_behind(token), way)


@require_safe
@open_to(PUBLIC)
@never_cache
@counting_wrong_links
def receipt_rate(request: HttpRequest, code: str) -> HttpResponse:
    """What can be rated of the visit in which a printed receipt was given."""
    return _ways(request, lambda: ticket_of_receipt(code), RatingChannel.QR)


@require_safe
@open_to(PUBLIC)
@never_cache
def status_rate(request: HttpRequest) -> HttpResponse:
    """For whoever opened a status on this device in the last half hour."""
    number: Any = request.get_signed_cookie(OPENED, default="", salt=OPENED, max_age=MINUTES * 60)
    if not number:
        return redirect("status")
    return _ways(request, lambda: ticket_of_application(number), RatingChannel.PHONE)


@require_safe
@open_to(PUBLIC)
def ticket_rate_qr(request: HttpRequest, token: str) -> HttpResponse:
    """The QR on the slip at the end of a visit."""
    return _drawn(request, reverse("ticket-rate", args=[token]) + "?by=qr")


@require_safe
@open_to(PUBLIC)
def receipt_rate_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR on a receipt."""
    return _drawn(request, reverse("receipt-rate", args=[code]))


def _ways(request: HttpRequest, look: Callable[[], Ticket], way: RatingChannel) -> HttpResponse:
    """Straight to the rating when there is one; a choice of windows when there are several."""
    try:
        ticket = look()
    except RatingLinkClosed:
        return closed_page(request)
    found = [(rating, f"{reverse('rate', args=[token])}?by={way}") for rating, token in open_ratings(ticket)]
    if len(found) == 1:
        return redirect(found[0][1])
    return render(request, "complaints/rate_which.html", {"hall": ticket.hall, "ticket": ticket, "found": found})


def _drawn(request: HttpRequest, path: str) -> HttpResponse:
    if len(path) > LONGEST_PATH:
        raise Http404
    address = f"{settings.PUBLIC_ORIGIN}{path}" if settings.PUBLIC_ORIGIN else request.build_absolute_uri(path)
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", omitsize=True, border=2, svgclass=None, lineclass=None)
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer
