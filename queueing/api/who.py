"""Who asks, and in which hall they work."""

from typing import cast

from rest_framework.request import Request

from hall.kernel.errors import NotPermitted
from hall.models import Hall, StaffMember


def person(request: Request) -> StaffMember:
    """The member of staff (or machine) behind a request that is not open to the public."""
    return cast(StaffMember, request.user)


def own_hall(request: Request) -> Hall:
    """The hall this person works in. Raises NotPermitted for someone of no hall."""
    hall = person(request).hall
    if hall is None:
        raise NotPermitted()
    return hall
