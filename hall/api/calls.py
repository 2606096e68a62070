"""Calls of the API as its classes see them."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from hall.models import StaffMember


class StaffCall(Request):
    """A call of someone logged in."""

    user: StaffMember  # type: ignore[assignment]


def shaped(shape: type[Serializer], request: Request) -> dict[str, Any]:
    """The call's content in its shape. Raises ValidationError (400) naming the fields."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
