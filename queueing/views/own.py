"""The hall a member of staff works in."""

from hall.kernel.errors import NotPermitted
from hall.models import Hall
from hall.requests import StaffRequest


def hall_of(request: StaffRequest) -> Hall:
    """The hall of whoever asks. Raises NotPermitted for someone of no hall."""
    if request.user.hall is None:
        raise NotPermitted()
    return request.user.hall
