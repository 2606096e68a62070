"""The citizens' pages of the catalogue: finding a matter, and its guide."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import is_fragment, show
from matters.forms import FindMattersForm
from matters.guided.answers import asked
from matters.models.version import CaseKind
from matters.qr import picture
from matters.queries.catalogue import matter_by_code
from matters.queries.guide import guide
from matters.queries.guided import guided
from matters.queries.listing import departments_with_matters, lines, listed
from matters.queries.lists import chips_of
from matters.queries.search import Hit, search_matters

PER_PAGE = 20
HINTS = 8


@require_safe
@open_to(PUBLIC)
def matter_list(request: HttpRequest) -> HttpResponse:
    """All matters, by words and filters, page by page."""
    form = FindMattersForm(request.GET)
    filters = form.filters()
    page = Paginator(listed(filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "filters": filters, "page": page, "lines": lines(list(page), filters.words)}
    context |= {"instant": CaseKind.INSTANT, "departments": departments_with_matters()}
    return show(request, "matters/list.html", "matters/_list.html", context)


@require_safe
@open_to(PUBLIC)
def matter_hints(request: HttpRequest) -> HttpResponse:
    """The best few matters while somebody types: a list for the page, JSON for other programs."""
    words = request.GET.get("q", "")
    hits = search_matters(words, limit=HINTS) if words.strip() else []
    if is_fragment(request):
        return render(request, "matters/_hints.html", {"hits": hits, "words": words.strip()})
    return JsonResponse({"hints": [_hint(hit) for hit in hits]}, json_dumps_params={"ensure_ascii": False})


def _hint(hit: Hit) -> dict[str, str]:
    matter = hit.matter
    return {
        "code": matter.code,
        "name": matter.name,
        "department": matter.department.short_name,
        "why": hit.why,
        "paused": hit.paused,
        "url": reverse("matter", args=[matter.code]),
    }


@require_safe
@open_to(PUBLIC)
def matter_guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one matter, for screen and paper."""
    shown = guide(code)
    mine = guided(shown.version, asked(request.GET), shown.materials)
    context = {"guide": shown, "guided": mine, "chips": chips_of(shown.matter)}
    return show(request, "matters/guide.html", "matters/_guided.html", context)


@require_safe
@open_to(PUBLIC)
def matter_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The way from paper to this matter's guide."""
    matter = matter_by_code(code)
    return picture(request, reverse("matter", args=[matter.code]))
