"""Middleware of the base app."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars

from hall.addresses import address_of
from hall.errors import SentTooMuch
from hall.kernel.errors import Unreadable
from hall.kernel.web import refusal
from hall.models import StaffMember
from hall.verbs.devices import note_seen

FORM = "application/x-www-form-urlencoded"


class ChosenLanguageMiddleware:
    """Chinese unless the reader chose English: the choice is a cookie, never guessed from the browser.

    A kiosk or a shared computer must not change its language with its browser's settings.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RequestLogMiddleware(RequestMiddleware):
    """One line a request; its address is what our own proxies told, never what a caller writes into a header."""

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        bind_contextvars(ip=address_of(request))


class KeepNothingMiddleware:
    """No answer of ours is kept by a browser or a proxy, unless it says so itself: windows share their computers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class ReadableMiddleware:
    """Refuses what is far too large before it is read, and NUL before anything looks for it in the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if announced(request) > settings.MOST_SENT_MB * 1024 * 1024:
            return refusal(request, SentTooMuch(most=settings.MOST_SENT_MB))
        is_form = request.method == "POST" and request.content_type == FORM
        if has_nul(request.path_info, request.META.get("QUERY_STRING", "")) or (is_form and b"%00" in request.body):
            return refusal(request, Unreadable())
        return self.get_response(request)


def announced(request: HttpRequest) -> int:
    """How many bytes a request says it brings."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def has_nul(path: str, query: str) -> bool:
    """Whether a path (decoded) or a query (not yet) holds a NUL."""
    return "\x00" in path or "%00" in query or "\x00" in query


class MachineSeenMiddleware:
    """Notes when a machine used its session or its token (REST sets the user of a token on the request, too)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if is_known and isinstance(request.user, StaffMember) and request.user.is_machine:
            note_seen(request.user)
        return response
