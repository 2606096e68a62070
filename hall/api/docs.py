"""The API's documentation, readable without the internet and under the strict policy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to


@require_safe
@open_to(PUBLIC)
def api_docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI from our own static files; our script starts it, none stands in the page."""
    return render(request, "hall/api_docs.html")
