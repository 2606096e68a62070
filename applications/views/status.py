"""The citizen's status page: works without script, on a small phone, and gives nothing away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.forms import StatusForm
from applications.queries.documents import documents_for_citizen
from applications.queries.status import status_by_number, status_for_citizen
from applications.views.second_factor import looked_up, remember, remembered
from hall.kernel.access import PUBLIC, open_to
from hall.queries.halls import default_hall

COOKIE, PROVED = "status", "status-proved"


@open_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and second factor; the answer is shown under a key that runs out, never under an address."""
    if request.method != "POST":
        return _form(request, StatusForm(initial={"number": request.GET.get("number", "")[:24]}))
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _form(request, form, 422)
    number, factor = form.cleaned_data["number"], form.cleaned_data["second_factor"]
    return looked_up(
        request,
        number,
        lambda: status_for_citizen(number, factor),
        found=lambda status: remember(redirect("status-result"), status.number, cookie=COOKIE, page="status"),
        again=lambda code, words: _form(request, form, code, words),
    )


def _form(request: HttpRequest, form: StatusForm, code: int = 200, problem: str = "") -> HttpResponse:
    context = {"form": form, "problem": problem, "hall": default_hall()}
    return render(request, "applications/status_form.html", context, status=code)


@open_to(PUBLIC)
@never_cache
@require_safe
def status_result(request: HttpRequest) -> HttpResponse:
    """The status for whoever opened it in the last half hour on this device; otherwise back to the question."""
    number = remembered(request, COOKIE)
    if not number:
        return redirect("status")
    return page_of(request, number)


def page_of(request: HttpRequest, number: str, *, code: int = 200, **more: Any) -> HttpResponse:
    """The status page of an application whose reader is known to be entitled."""
    context = {
        "status": status_by_number(number),
        "documents": documents_for_citizen(number),
        "has_proved": remembered(request, PROVED) == number,
    }
    return render(request, "applications/status.html", {**context, **more}, status=code)


@open_to(PUBLIC)
@require_POST
def status_close(request: HttpRequest) -> HttpResponse:
    """Forget the number on this device."""
    response = redirect("status")
    for name in (COOKIE, PROVED):
        response.delete_cookie(name, path=reverse("status"))
    return response
