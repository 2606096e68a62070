"""Remembering who looked at what of an application."""

from django.db import connection

from applications.models import Application
from hall.kernel import clock
from hall.models import StaffMember

PAGE = "办件页"
ONE_MORE = """
    INSERT INTO applications_look (application_id, person_id, day, what, first_at, last_at, times)
    VALUES (%s, %s, %s, %s, %s, %s, 1)
    ON CONFLICT (application_id, person_id, day, what)
    DO UPDATE SET times = applications_look.times + 1, last_at = EXCLUDED.last_at
"""


def note_look(*, application: Application, what: str, by: StaffMember) -> None:
    """One more look of this person at this thing today."""
    now = clock.now()
    day = now.astimezone(clock.BEIJING).date()
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [application.pk, by.pk, day, what[:120], now, now])
