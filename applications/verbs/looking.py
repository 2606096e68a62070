"""Remembering who looked at what of an application."""

from django.db.models import F

from applications.models import Application, Look
from hall.kernel import clock
from hall.models import StaffMember

PAGE = "办件页"


def note_look(*, application: Application, what: str, by: StaffMember) -> None:
    """One more look of this person at this thing today."""
    now = clock.now()
    seen = {"application": application, "person": by, "day": now.astimezone(clock.BEIJING).date(), "what": what[:120]}
    if not Look.objects.filter(**seen).update(times=F("times") + 1, last_at=now):
        Look.objects.bulk_create([Look(**seen, first_at=now, last_at=now)], ignore_conflicts=True)
