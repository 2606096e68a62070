"""The citizen's rating page, opened by the link in the message, a QR, or the page of the ticket."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.errors import RatingLinkClosed
from complaints.forms import RateForm
from complaints.models import Rating
from complaints.queries.ratings import open_rating
from complaints.states import RatingChannel
from complaints.verbs import ratings
from complaints.verbs.asking import opt_out
from complaints.views.strangers import closed_page, counting_wrong_links, rater_of
from hall.kernel.access import PUBLIC, open_to
from hall.repeats import once

WAYS = {way.value: way for way in (RatingChannel.SMS, RatingChannel.QR, RatingChannel.PHONE)}


@require_safe
@open_to(PUBLIC)
def short(request: HttpRequest, token: str) -> HttpResponse:
    """The short address of the message: whoever comes by it came by SMS."""
    return redirect(f"{reverse('rate', args=[token])}?by={RatingChannel.SMS}")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@counting_wrong_links
@once
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels, the national tags of the chosen one, free words; nothing is preset."""
    try:
        rating = open_rating(token)
    except RatingLinkClosed:
        return closed_page(request)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ratings.rate(token=token, channel=_way(request), by=rater_of(request), **form.answer())
        return redirect("rate-thanks")
    return render(request, "complaints/rate.html", _context(rating, form, token), status=422 if form.errors else 200)


@require_POST
@open_to(PUBLIC)
@counting_wrong_links
def stop_asking(request: HttpRequest, token: str) -> HttpResponse:
    """No more invitations to this telephone."""
    try:
        opt_out(token=token)
    except RatingLinkClosed:
        return closed_page(request)
    return render(request, "complaints/stopped.html")


@require_safe
@open_to(PUBLIC)
def thanks(request: HttpRequest) -> HttpResponse:
    """The same thanks for every answer."""
    return render(request, "complaints/thanks.html")


def _way(request: HttpRequest) -> RatingChannel:
    """How the person came, told by the link they followed; a bare address was opened on some telephone."""
    return WAYS.get(request.GET.get("by", ""), RatingChannel.PHONE)


def _context(rating: Rating, form: RateForm, token: str) -> dict[str, object]:
    about = {"rating": rating, "hall": rating.hall, "token": token, "may_stop": rating.sms_at is not None}
    return {"form": form, "levels": form.levels(), **about}
