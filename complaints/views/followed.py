"""Following a complaint without login: number and second factor, then half an hour on this device."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.errors import TooManyTries
from applications.verbs import guessing
from complaints.complaint_errors import FollowedNotFound
from complaints.complaint_forms import FollowForm
from complaints.grievance_numbers import normal_grievance_number
from complaints.queries.followed import complaint_followed, followed_by_number, followed_thing
from complaints.verbs.answering import follow_up
from complaints.verbs.complaining import MOST_WORDS
from hall.addresses import address_of
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.permissions import system_person
from hall.repeats import once

COOKIE, MINUTES = "complaint", 30


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
    number, address = normal_grievance_number(form.cleaned_data["number"]), address_of(request)
    try:
        guessing.count_try(number, address)
        thing = followed_thing(number, form.cleaned_data["factor"])
    except FollowedNotFound as refused:
        return _form(request, form, refused.status, refused.words)
    except TooManyTries as tries:
        answer = _form(request, form, tries.status, tries.words)
        answer.headers["Retry-After"] = str(tries.data["retry_after"])
        return answer
    guessing.give_back(number, address)
    return _opened(redirect("complaint-status-result"), thing.number)


def _opened(response: HttpResponse, number: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE,
        number,
        salt=COOKIE,
        max_age=MINUTES * 60,
        path=reverse("complaint-status"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _form(request: HttpRequest, form: FollowForm, code: int = 200, problem: str = "") -> HttpResponse:
    return render(request, "complaints/status_form.html", {"form": form, "problem": problem}, status=code)


def _number(request: HttpRequest) -> str:
    number: Any = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=MINUTES * 60)
    return str(number)


@open_to(PUBLIC)
@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """What was told, word for word, and until when the next answer is due."""
    number = _number(request)
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
    number = _number(request)
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
