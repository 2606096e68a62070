"""Tasks of applications: thin, safe to run twice."""

from celery import shared_task

from applications.queries.due import correction_overdue, notice_overdue
from applications.verbs.guessing import forget_old_tries
from applications.verbs.sweeping import deem_accepted, deem_withdrawn, each
from hall.permissions import system_person


@shared_task
def sweep_deadlines() -> None:
    """Deemed acceptances and overdue corrections."""
    by = system_person("deadlines")
    each(deem_accepted, notice_overdue(), by=by)
    each(deem_withdrawn, correction_overdue(), by=by)
    forget_old_tries()
