"""The rating pad at a window: it asks the person who was just served, and shows nobody the answer."""

from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.errors import LevelMissing, RatingLinkClosed
from complaints.queries.ratings import Pad, pad_of
from complaints.rating_tokens import token_for
from complaints.states import RatingChannel, RatingLevel
from complaints.verbs import ratings
from hall.kernel.access import open_to
from hall.kernel.web import show
from hall.requests import StaffRequest
from hall.roles import Role

THANKING_SECONDS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.PAD)
@never_cache
def pad(request: StaffRequest) -> HttpResponse:
    """Idle, asking, or thanking."""
    with translation.override(request.LANGUAGE_CODE):  # the pad is the citizen's: in the language chosen on it
        if request.method == "POST":
            return _take_answer(request)
        shown = pad_of(request.user)
        return _show(request, shown, "asking" if shown.service else "idle")


def _take_answer(request: StaffRequest) -> HttpResponse:
    """Take the pressed level of the service that was asked about; thank in the same words for every level."""
    level, token = request.POST.get("level", ""), request.POST.get("token", "")
    try:
        ratings.rate(token=token, level=level, channel=RatingChannel.PAD, by=request.user)
    except RatingLinkClosed:
        pass  # pressed twice, or rated by the message in the meantime: thanked all the same
    except LevelMissing:
        return _show(request, pad_of(request.user), "idle")
    return _show(request, pad_of(request.user), "thanks")


def _show(request: StaffRequest, shown: Pad, state: str) -> HttpResponse:
    context: dict[str, Any] = {"pad": shown, "hall": request.user.hall, "state": state, "levels": RatingLevel.choices}
    if state == "asking" and shown.service is not None:
        context |= {"token": token_for(shown.service.pk), "seconds": shown.seconds_left}
    if state == "thanks":
        context["seconds"] = THANKING_SECONDS
    return show(request, "complaints/pad.html", "complaints/_pad.html", context)
