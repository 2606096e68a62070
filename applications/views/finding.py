"""Finding an application by number, name or document: asked in the body, so that no name stands in an address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from applications.desk_forms import FindForm
from applications.queries.finding import MOST, find
from applications.views.files import READERS
from hall.kernel.access import open_to
from hall.requests import StaffRequest


@open_to(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def find_applications(request: StaffRequest) -> HttpResponse:
    """The form, and below it what lies within this person's reach."""
    form = FindForm(request.POST or None)
    found = find(request.user, form.cleaned_data["words"]) if form.is_valid() else None
    context = {"form": form, "found": found, "most": MOST}
    response = render(request, "applications/find.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
