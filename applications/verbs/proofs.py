"""Looking at the picture that proves a hand-over: an act on record."""

from django.db import transaction

from applications.errors import ApplicationNotFound
from applications.models import HandOver
from applications.numbers import normal_number
from applications.permissions import require_may
from applications.verbs.serving import opened_picture
from hall import steps
from hall.models import Hall, StaffMember


def see_proof(*, hall: Hall, number: str, by: StaffMember) -> tuple[bytes, str]:
    """The picture and its kind, for someone entitled; who looked and when is in the time line."""
    require_may(by, "see_proof", hall=hall)
    with transaction.atomic():
        rows = HandOver.objects.of(hall).exclude(proof="").select_related("result__application")
        given = rows.filter(result__application__number=normal_number(number)).first()
        if given is None:
            raise ApplicationNotFound()
        steps.record(given.result.application, "see_proof", by)
        picture = opened_picture(given)
    return picture, "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
