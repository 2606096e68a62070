"""The citizens' pages for finding a matter: the list with its filters, and hints while typing."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.web import is_fragment, show
from matters.forms import FindMattersForm
from matters.models import ListKind
from matters.models.version import CaseKind
from matters.queries.lexicon import life_events, themes
from matters.queries.listing import (
    Filters,
    departments_with_matters,
    halls_to_choose,
    lines,
    listed,
    unknown_places,
)
from matters.queries.search import Hit, asked, search_matters
from matters.verbs.asking import answer_mark, note_asked

PER_PAGE = 20
HINTS = 8


@require_safe
@open_to(PUBLIC)
def matter_list(request: HttpRequest) -> HttpResponse:
    """All matters, by words and filters, page by page; nothing found leads on to themes and life events."""
    form = FindMattersForm(request.GET)
    filters = form.filters()
    question = asked(filters.words)
    page = Paginator(listed(filters, question), PER_PAGE).get_page(request.GET.get("page"))
    if question.pieces and page.number == 1:
        note_asked(words=filters.words, found=page.paginator.count)
    context = {"form": form, "filters": filters, "page": page, "lines": lines(list(page), question)}
    context |= {"instant": CaseKind.INSTANT, **_links(filters.words)}
    context["unknown"] = [*form.unknown(), *(unknown_places(filters) if not page.paginator.count else [])]
    if not page.paginator.count or not (filters.words or filters.are_any):
        context |= {"themes": themes(), "events": life_events()}
    if not is_fragment(request):
        context |= _choices(filters)
    return show(request, "matters/list.html", "matters/_list.html", context)


def _choices(filters: Filters) -> dict[str, object]:
    return {
        "departments": departments_with_matters(),
        "halls": halls_to_choose(),
        "lists": ListKind.choices,
    }


def _links(words: str) -> dict[str, str]:
    """What links carry: to a matter, so that a choice is counted for these words; to the list, to ask again."""
    if not words:
        return {"from": "", "again": ""}
    return {"from": f"?{urlencode({'found': answer_mark(words)})}", "again": f"?{urlencode({'q': words})}"}


@require_safe
@open_to(PUBLIC)
def matter_hints(request: HttpRequest) -> HttpResponse:
    """The best few matters while somebody types: a list for the page, JSON for other programs."""
    words = request.GET.get("q", "").strip()
    hits = search_matters(words, limit=HINTS) if words else []
    if is_fragment(request):
        return render(request, "matters/_hints.html", {"hits": hits, "words": words, **_links(words)})
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
