"""Background work of ratings: ids in, one verb out."""

from celery import shared_task

from complaints.queries.ratings import ratings_to_time_out, services_to_invite
from complaints.verbs.flooding import forget_sendings
from complaints.verbs.ratings import invite, time_out
from complaints.verbs.sweeping_grievances import find_what_is_overdue
from hall.permissions import system_person


@shared_task
def invite_rating(service_id: int) -> None:
    """A service ended: invite to rate it. Running twice invites once."""
    invite(service_id=service_id)


@shared_task
def sweep_ratings() -> None:
    """Invite whom a lost hint left out; close what expired."""
    for service_id in services_to_invite():
        invite(service_id=service_id)
    for rating_id in ratings_to_time_out():
        time_out(rating_id=rating_id, by=system_person("ratings"))


@shared_task
def sweep_grievances() -> None:
    """Record complaints, cases and improvement tickets whose last day has passed; forget old counts of sendings."""
    find_what_is_overdue(by=system_person("deadlines"))
    forget_sendings()
