"""The citizen's rating page, opened by the link in the message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.errors import RatingLinkClosed
from complaints.forms import RateForm
from complaints.models import Rating
from complaints.queries.ratings import open_rating
from complaints.states import RatingChannel
from complaints.verbs import ratings
from hall.kernel.access import PUBLIC, open_to
from hall.models import StaffMember
from hall.permissions import system_person
from hall.repeats import once


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@once
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels, the national tags of the chosen one, free words; nothing is preset."""
    try:
        rating = open_rating(token)
    except RatingLinkClosed as closed:
        return render(request, "complaints/closed.html", {"words": closed.words}, status=closed.status)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        channel = RatingChannel.QR if request.GET.get("by") == "qr" else RatingChannel.SMS
        ratings.rate(token=token, channel=channel, by=_by(request), **form.answer())
        return redirect("rate-thanks")
    return render(request, "complaints/rate.html", _context(rating, form), status=422 if form.errors else 200)


@require_safe
@open_to(PUBLIC)
def thanks(request: HttpRequest) -> HttpResponse:
    """The same thanks for every answer."""
    return render(request, "complaints/thanks.html")


def _by(request: HttpRequest) -> StaffMember:
    """Strangers rate through the public page; whoever is logged in is asked as themselves, and staff are refused."""
    return request.user if isinstance(request.user, StaffMember) else system_person("public")


def _context(rating: Rating, form: RateForm) -> dict[str, object]:
    return {"rating": rating, "form": form, "levels": form.levels(), "hall": rating.hall}
