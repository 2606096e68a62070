"""The citizen's own list of materials: what the guided questions led to, for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from matters.guided.answers import asked
from matters.queries.guide import guide
from matters.queries.guided import guided


@require_safe
@open_to(PUBLIC)
def matter_my_list(request: HttpRequest, code: str) -> HttpResponse:
    """The exact list of one situation with the standard's fingerprint; questions still open are asked on the guide."""
    shown = guide(code)
    mine = guided(shown.version, asked(request.GET), shown.materials)
    if mine is None or not mine.is_decided:
        query = f"?{mine.query}" if mine and mine.query else ""
        return redirect(f"{reverse('matter', args=[shown.matter.code])}{query}#guided")
    return render(request, "matters/my_list.html", {"guide": shown, "guided": mine})
