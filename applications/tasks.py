"""Tasks of applications: thin, safe to run twice."""

from celery import shared_task

from applications.queries.due import correction_overdue, notice_overdue
from applications.verbs.sweeping import deem_accepted, deem_withdrawn
from hall.permissions import system_person


@shared_task
def sweep_deadlines() -> None:
    """Deemed acceptances and overdue corrections."""
    by = system_person("deadlines")
    for application_id in notice_overdue():
        deem_accepted(application_id=application_id, by=by)
    for application_id in correction_overdue():
        deem_withdrawn(application_id=application_id, by=by)
