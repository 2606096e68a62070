"""The public history of a matter's standard, and the matters that are closed now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from matters.queries.closed import closed_matters
from matters.queries.history import history_of


@require_safe
@open_to(PUBLIC)
def matter_history(request: HttpRequest, code: str) -> HttpResponse:
    """Each version with its dates, and the difference in plain words."""
    return render(request, "matters/history.html", {"history": history_of(code)})


@require_safe
@open_to(PUBLIC)
def matters_closed(request: HttpRequest) -> HttpResponse:
    """Paused, withdrawn and not yet begun matters with the reason: shown, not hidden."""
    return render(request, "matters/closed.html", {"closed": closed_matters()})
