"""Asking without login, by a number and a second factor: guesses are counted, and who knew both is remembered for a while."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from applications.errors import TooManyTries
from applications.verbs import guessing
from hall.addresses import address_of
from hall.kernel.errors import NotFound

MINUTES = 30
T = TypeVar("T")


def looked_up(
    request: HttpRequest,
    number: str,
    find: Callable[[], T],
    *,
    found: Callable[[T], HttpResponse],
    again: Callable[[int, str], HttpResponse],
) -> HttpResponse:
    """What `find` finds, shown by `found`; unknown and mismatched go back to the form `again`, too many tries with the wait."""
    address = address_of(request)
    try:
        guessing.count_try(number, address)
        thing = find()
    except NotFound as refused:
        return again(refused.status, refused.words)
    except TooManyTries as tries:
        answer = again(tries.status, tries.words)
        answer.headers["Retry-After"] = str(tries.data["retry_after"])
        return answer
    guessing.give_back(number, address)
    return found(thing)


def remember(response: HttpResponse, number: str, *, cookie: str, page: str) -> HttpResponse:
    """Keep the number on this device for half an hour, signed, for the pages below the one named `page`."""
    response.set_signed_cookie(
        cookie,
        number,
        salt=cookie,
        max_age=MINUTES * 60,
        path=reverse(page),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def remembered(request: HttpRequest, cookie: str) -> str:
    """The number kept on this device, or blank."""
    number: Any = request.get_signed_cookie(cookie, default="", salt=cookie, max_age=MINUTES * 60)
    return str(number)
