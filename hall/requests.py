"""Requests as views of staff pages see them."""

from typing import Any, Protocol

from django.http import HttpRequest

from hall.kernel.errors import NotPermitted
from hall.models import Hall, StaffMember


class StaffRequest(HttpRequest):
    """A request of someone logged in: what a page that is not open to the public gets."""

    user: StaffMember


class Asked(Protocol):
    """A page's request or a call of the API: somebody asks."""

    @property
    def user(self) -> Any: ...


def staff_of(request: Asked) -> StaffMember:
    """The member of staff behind a request that is not open to the public."""
    person: StaffMember = request.user
    return person


def own_hall(request: Asked) -> Hall:
    """The hall this person works in. Raises NotPermitted for someone of no hall."""
    hall: Hall | None = request.user.hall
    if hall is None:
        raise NotPermitted()
    return hall
