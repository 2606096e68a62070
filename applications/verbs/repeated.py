"""A repeated submission is the same application: two windows at the same moment included."""

from collections.abc import Mapping

from django.db import connection

from applications.models import Application
from applications.queries.alike import same_submission
from hall.models import Hall, Party
from matters.models import Matter


def received_before(hall: Hall, applicant: Party, matter: Matter, form: Mapping[str, object]) -> Application | None:
    """The open application of this person that says the same, if any; part of a verb.

    Whoever hands the same matter in for the same person waits here until the other one's act is done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [applicant.pk % 2**31, matter.pk % 2**31])
    return same_submission(hall, applicant, matter, form)
