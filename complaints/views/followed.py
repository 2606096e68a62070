"""Following a complaint without login: number and second factor, then half an hour on this device."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.views.second_factor import looked_up, remember, remembered
from complaints.complaint_forms import FollowForm
from complaints.grievance_numbers import normal_grievance_number
from complaints.queries.followed import complaint_followed, followed_by_number, followed_thing
from complaints.verbs.answering import follow_up
from complaints.verbs.complaining import MOST_WORDS
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.permissions import system_person
from hall.repeats import once

COOKIE = "complaint"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and second factor; the answer is shown under a key that runs out, never under an address."""
    if request.method != "POST":
        return _form(request, FollowForm(initial={"number": request.GET.get("number", "")[:24]}))
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _form(request, form, 422)
    number, factor = normal_grievance_number(form.cleaned_data["number"]), form.cleaned_data["factor"]
    return looked_up(
        request,
        number,
        lambda: followed_thing(number, factor),
        found=lambda thing: remember(
            redirect("complaint-status-result"), thing.number, cookie=COOKIE, page="complaint-status"
        ),
        again=lambda code, words: _form(request, form, code, words),
    )


def _form(request: HttpRequest, form: FollowForm, code: int = 200, problem: str = "") -> HttpResponse:
    return render(request, "complaints/status_form.html", {"form": form, "problem": problem}, status=code)


@open_to(PUBLIC)
@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """What was told, word for word, and until when the next answer is due."""
    number = remembered(request, COOKIE)
    return _shown(request, number) if number else redirect("complaint-status")


def _shown(request: HttpRequest, number: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"followed": followed_by_number(number), "most_words": MOST_WORDS, **more}
    return render(request, "complaints/status.html", context, status=status)


@open_to(PUBLIC)
@never_cache
@require_POST
@once
def again(request: HttpRequest) -> HttpResponse:
    """Not satisfied: once, with words, it is taken up again."""
    number = remembered(request, COOKIE)
    if not number:
        return redirect("complaint-status")
    words = request.POST.get("words", "")
    try:
        follow_up(complaint_id=complaint_followed(number).pk, words=words, by=system_person("public"))
    except DomainError as refused:
        return _shown(request, number, refused.status, problem=refused.words, words=words)
    return redirect("complaint-status-result")


@open_to(PUBLIC)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forget the number on this device."""
    response = redirect("complaint-status")
    response.delete_cookie(COOKIE, path=reverse("complaint-status"))
    return response
