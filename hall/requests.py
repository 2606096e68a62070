"""Requests as views of staff pages see them."""

from django.http import HttpRequest

from hall.kernel.errors import NotPermitted
from hall.models import Hall, StaffMember


class StaffRequest(HttpRequest):
    """A request of someone logged in: what a page that is not open to the public gets."""

    user: StaffMember


def own_hall(request: StaffRequest) -> Hall:
    """The hall this person works in. Raises NotPermitted for someone of no hall."""
    if request.user.hall is None:
        raise NotPermitted()
    return request.user.hall
