"""Calls of the API as its classes see them."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from applications.errors import HallMissing
from hall.models import Hall, StaffMember


class StaffCall(Request):
    """A call of someone logged in."""

    user: StaffMember  # type: ignore[assignment]


def hall_of(request: StaffCall) -> Hall:
    """The caller's hall. Raises HallMissing."""
    if request.user.hall is None:
        raise HallMissing()
    return request.user.hall


def shaped(shape: type[Serializer], request: Request) -> dict[str, Any]:
    """The call's content in its shape. Raises ValidationError (400) naming the fields."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
