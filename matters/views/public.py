"""The citizens' pages of the catalogue: the guide of a matter."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import show
from matters.guided.answers import asked
from matters.qr import picture
from matters.queries.catalogue import matter_by_code
from matters.queries.guide import guide
from matters.queries.guided import guided
from matters.queries.lists import chips_of
from matters.verbs.asking import note_chosen


@require_safe
@open_to(PUBLIC)
def matter_guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one matter, for screen and paper."""
    shown = guide(code)
    if request.GET.get("found"):
        note_chosen(words=request.GET["found"])
    mine = guided(shown.version, asked(request.GET), shown.materials)
    context = {"guide": shown, "guided": mine, "chips": chips_of(shown.matter)}
    return show(request, "matters/guide.html", "matters/_guided.html", context)


@require_safe
@open_to(PUBLIC)
def matter_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The way from paper to this matter's guide."""
    matter = matter_by_code(code)
    return picture(request, reverse("matter", args=[matter.code]))
