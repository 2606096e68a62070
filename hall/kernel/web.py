"""Pages: one render for page and fragment, one handler that turns errors into words."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hall.kernel.errors import DomainError, OutsideFailure

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


class DomainErrorMiddleware:
    """Makes a page of every domain error a view lets through, and of a database that does not answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception)
        if isinstance(exception, OperationalError):
            logger.error("database_not_answering", exc_info=exception)
            return error_page(request, OutsideFailure())
        return None
