"""Strangers at rating pages: who counts as asking, and what a wrong link gets."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.errors import RatingLinkClosed, TooManyWrongLinks
from complaints.verbs.wrong_links import count_wrong_link
from hall.addresses import address_of
from hall.models import StaffMember
from hall.permissions import system_person

View = Callable[..., HttpResponse]


def rater_of(request: HttpRequest) -> StaffMember:
    """Strangers rate through the public page; whoever is logged in is asked as themselves, and staff are refused."""
    return request.user if isinstance(request.user, StaffMember) else system_person("public")


def counting_wrong_links(view: View) -> View:
    """Count links that open nothing, and refuse a flood of them. Right links are never counted: they always open.

    Stands above `@once`, so that a refusal's roll-back does not undo the count.
    """

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if not getattr(answer, "is_closed_link", False):
            return answer
        try:
            count_wrong_link(address_of(request))
        except TooManyWrongLinks as limit:
            answer = render(request, "complaints/closed.html", {"words": limit.words}, status=limit.status)
            answer.headers["Retry-After"] = str(limit.data["retry_after"])
        return answer

    return counted


def closed_page(request: HttpRequest) -> HttpResponse:
    """Used, expired and forged links look the same."""
    closed = RatingLinkClosed()
    answer = render(request, "complaints/closed.html", {"words": closed.words}, status=closed.status)
    answer.is_closed_link = True  # type: ignore[attr-defined]
    return answer
