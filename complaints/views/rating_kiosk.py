"""Rating at the kiosk: by ticket number and the last four of telephone or document; no staff in between."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.views.second_factor import looked_up
from complaints.errors import RatingLinkClosed
from complaints.forms import KioskRateForm, RateForm
from complaints.queries.rating_ways import open_ratings, ticket_at_kiosk
from complaints.queries.ratings import open_rating
from complaints.states import RatingChannel
from complaints.verbs import ratings
from complaints.views.strangers import closed_page, counting_wrong_links, rater_of
from hall.kernel.access import PUBLIC, open_to
from hall.models import Hall, StaffMember
from hall.queries.halls import hall_by_code
from hall.repeats import once
from hall.roles import Role
from queueing.models import Ticket


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
def kiosk_rate(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Which visit."""
    hall = hall_by_code(hall_code)
    if _must_log_in(request, hall):
        return redirect_to_login(request.get_full_path())
    form = KioskRateForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, hall, form, 422 if form.errors else 200)
    number, factor = form.cleaned_data["number"], form.cleaned_data["second_factor"]
    return looked_up(
        request,
        f"{hall.code}{number}",
        lambda: ticket_at_kiosk(hall, number, factor),
        found=lambda ticket: _which(request, hall, ticket),
        again=lambda code, words: _asking(request, hall, form, code, words),
    )


def _which(request: HttpRequest, hall: Hall, ticket: Ticket) -> HttpResponse:
    """The one service of the visit, or a choice."""
    found = open_ratings(ticket)
    if len(found) == 1:
        return redirect("kiosk-rate-one", hall.code, found[0][1])
    return render(request, "complaints/kiosk_which.html", {"hall": hall, "ticket": ticket, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@counting_wrong_links
@once
def kiosk_rate_one(request: HttpRequest, hall_code: str, token: str) -> HttpResponse:
    """Five levels, tags, words, as on the telephone."""
    hall = hall_by_code(hall_code)
    if _must_log_in(request, hall):
        return redirect_to_login(request.get_full_path())
    try:
        rating = open_rating(token)
    except RatingLinkClosed:
        return closed_page(request)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ratings.rate(token=token, channel=RatingChannel.KIOSK, by=rater_of(request), **form.answer())
        return render(request, "complaints/kiosk_thanks.html", {"hall": hall})
    context = {"rating": rating, "hall": hall, "form": form, "levels": form.levels()}
    return render(request, "complaints/kiosk_rate.html", context, status=422 if form.errors else 200)


def _must_log_in(request: HttpRequest, hall: Hall) -> bool:
    """Where the settings ask for it, only a kiosk of this hall shows its pages."""
    user = request.user
    is_ours = isinstance(user, StaffMember) and user.hall_id == hall.pk and user.has_role(Role.KIOSK)
    return bool(settings.KIOSK_NEEDS_DEVICE) and not is_ours


def _asking(request: HttpRequest, hall: Hall, form: KioskRateForm, code: int, problem: str = "") -> HttpResponse:
    context = {"hall": hall, "form": form, "problem": problem}
    return render(request, "complaints/kiosk_which_ticket.html", context, status=code)
