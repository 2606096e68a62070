"""Pages: one render for page and fragment, one handler that turns errors into words."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hall.kernel.errors import DomainError, OutsideFailure, Unreadable

logger = logging.getLogger(__name__)


def is_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asked for a part of the page (a boosted navigation is a page)."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")


def show(request: HttpRequest, page: str, fragment: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The whole page, or for HTMX only its fragment (`_name.html`, which the page includes)."""
    response = render(request, fragment if is_fragment(request) else page, context, status=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def error_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A domain error in the reader's words: a notice for HTMX, a full page otherwise."""
    template = "components/_error.html" if is_fragment(request) else "error.html"
    return render(request, template, {"error": error, "words": error.words}, status=error.status)


def problem_page(error: DomainError) -> HttpResponse:
    """A refusal as problem details, outside the REST views."""
    body = {"type": "about:blank", "status": error.status, "code": error.code, "detail": error.words, "data": {}}
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the address is the API's."""
    return request.path_info.startswith("/api/")


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Words for people, problem details for programs."""
    return problem_page(error) if is_for_programs(request) else error_page(request, error)


class DomainErrorMiddleware:
    """Answers every domain error a view lets through, a database that does not answer, and what no text can hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return refusal(request, exception)
        if Unreadable.is_behind(exception):
            return refusal(request, Unreadable())
        if isinstance(exception, OperationalError):
            logger.error("database_not_answering", exc_info=exception)
            return refusal(request, OutsideFailure())
        return None
