"""The citizens' pages of the catalogue: the guide of a matter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import show
from matters.errors import MatterNotAvailable
from matters.guided.answers import asked
from matters.qr import picture, public_address
from matters.queries.catalogue import matter_by_code
from matters.queries.guide import guide, next_version, withdrawn
from matters.queries.guided import guided
from matters.queries.lists import chips_of
from matters.verbs.asking import note_chosen_by


@require_safe
@open_to(PUBLIC)
def matter_guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one matter, for screen and paper; of a withdrawn matter, why there is none any more."""
    try:
        shown = guide(code)
    except MatterNotAvailable:
        gone = withdrawn(code)
        if gone is None:
            raise
        return render(request, "matters/withdrawn.html", {"gone": gone}, status=410)
    if request.GET.get("found") and request.headers.get("Sec-Fetch-Site") == "same-origin":
        note_chosen_by(mark=request.GET["found"])
    mine = guided(shown.version, asked(request.GET), shown.materials)
    context: dict[str, Any] = {
        "guide": shown,
        "guided": mine,
        "chips": chips_of(shown.matter),
        "next": next_version(shown),
    }
    context["here"] = public_address(request, reverse("matter", args=[shown.matter.code]))
    return show(request, "matters/guide.html", "matters/_guided.html", context)


@require_safe
@open_to(PUBLIC)
def matter_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The way from paper to this matter's guide."""
    matter = matter_by_code(code)
    return picture(request, reverse("matter", args=[matter.code]))
