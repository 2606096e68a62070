"""Background work of ratings: ids in, one verb out."""

from celery import shared_task

from complaints.queries.asking import ratings_to_invite
from complaints.queries.ratings import ratings_to_time_out, services_to_invite
from complaints.queries.rectifications import bad_ratings_without_a_task, rectifications_to_mark
from complaints.verbs.asking import invite_by_message
from complaints.verbs.flooding import forget_sendings
from complaints.verbs.ratings import invite, time_out
from complaints.verbs.rectifying import mark_late, open_rectification
from complaints.verbs.sweeping_grievances import find_what_is_overdue
from complaints.verbs.wrong_links import forget_wrong_links
from hall.permissions import system_person


@shared_task
def invite_rating(service_id: int) -> None:
    """A service ended: invite to rate it. Running twice invites once."""
    invite(service_id=service_id)


@shared_task
def sweep_rectifications() -> None:
    """Open the task of each bad rating that has none; mark what is past its limit. Closes nothing."""
    for rating_id in bad_ratings_without_a_task():
        open_rectification(rating_id=rating_id)
    for rectification_id in rectifications_to_mark():
        mark_late(rectification_id=rectification_id, by=system_person("ratings"))


@shared_task
def sweep_ratings() -> None:
    """Open what a lost hint left out; invite the unrated by message, once; close what expired."""
    for service_id in services_to_invite():
        invite(service_id=service_id)
    for rating_id in ratings_to_invite():
        invite_by_message(rating_id=rating_id, by=system_person("ratings"))
    forget_wrong_links()
    for rating_id in ratings_to_time_out():
        time_out(rating_id=rating_id, by=system_person("ratings"))


@shared_task
def sweep_grievances() -> None:
    """Record complaints, cases and improvement tickets whose last day has passed; forget old counts of sendings."""
    find_what_is_overdue(by=system_person("deadlines"))
    forget_sendings()
