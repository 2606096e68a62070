"""The public history of a matter's standard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from matters.queries.history import history_of


@require_safe
@open_to(PUBLIC)
def matter_history(request: HttpRequest, code: str) -> HttpResponse:
    """Each version with its dates, and the difference in plain words."""
    return render(request, "matters/history.html", {"history": history_of(code)})
