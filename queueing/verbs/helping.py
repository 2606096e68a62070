"""Somebody at a machine asks for a person, and one goes there."""

from django.db import transaction

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.models import HelpCall
from queueing.permissions import may_issue

ANSWERERS = (Role.GUIDE, Role.HALL_MANAGER)


@transaction.atomic
def call_for_help(*, hall: Hall, place: str, step: str = "", by: StaffMember) -> HelpCall:
    """One open call for each place, however often it is pressed."""
    may_issue(by, hall)
    wanted = {"step": step[:40], "called_at": clock.now()}
    call, is_new = HelpCall.objects.of(hall).get_or_create(
        hall=hall, place=place[:60], answered_at=None, defaults=wanted
    )
    if is_new:
        steps.record(call, "call_for_help", by)
        live.hint(hall.code)
    return call  # type: ignore[no-any-return]


@transaction.atomic
def answer_help(*, hall: Hall, call_id: int, by: StaffMember) -> HelpCall:
    """A guide is on the way; a call answered already stays with the first who answered."""
    require(by, *ANSWERERS, hall=hall)
    call = locked(HelpCall.objects.of(hall), pk=call_id)
    if call.answered_at is None:
        call.answered_at, call.answered_by = clock.now(), by
        call.save(update_fields=["answered_at", "answered_by"])
        steps.record(call, "answer_help", by)
        live.hint(hall.code)
    return call
