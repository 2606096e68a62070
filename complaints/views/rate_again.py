"""The second rating, after a bad one was rectified: opened by the link in the message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.errors import RatingLinkClosed
from complaints.forms import RateForm
from complaints.queries.ratings import open_again
from complaints.states import RatingChannel
from complaints.verbs.rating_again import rate_again as take_second
from complaints.views.strangers import closed_page, counting_wrong_links, rater_of
from hall.kernel.access import PUBLIC, open_to
from hall.repeats import once


@require_safe
@open_to(PUBLIC)
def again_short(request: HttpRequest, token: str) -> HttpResponse:
    """The short address of the message."""
    return redirect("rate-again", token)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@counting_wrong_links
@once
def rate_again(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels and free words about what was done since; nothing is preset."""
    try:
        row = open_again(token)
    except RatingLinkClosed:
        return closed_page(request)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.answer()
        take_second(
            token=token, level=given["level"], words=given["words"], channel=RatingChannel.SMS, by=rater_of(request)
        )
        return redirect("rate-thanks")
    context = {"row": row, "hall": row.hall, "form": form, "levels": form.levels()}
    return render(request, "complaints/rate_again.html", context, status=422 if form.errors else 200)
