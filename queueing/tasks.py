"""Background work of the queue: ids in, one verb out."""

from celery import shared_task

from hall.models import Hall
from queueing.verbs import estimating, near
from queueing.verbs.closing import close_left_over, left_over
from queueing.verbs.results import awaiting_results
from queueing.verbs.results import call_for_result as move_to_issuing
from queueing.verbs.strangers import forget_presses


@shared_task
def call_for_result(application_id: int) -> None:
    """A result is ready, or someone sat down to wait for ready ones."""
    move_to_issuing(application_id=application_id)


@shared_task
def tell_near(queue_id: int) -> None:
    """Someone was called: tell the person who is two behind."""
    near.tell_near(queue_id=queue_id)


@shared_task
def sweep_results() -> None:
    """Find those whose event was lost."""
    for application_id in awaiting_results():
        move_to_issuing(application_id=application_id)


@shared_task
def sweep_tickets() -> None:
    """Take numbers of days that are over out of the line, and forget counts that have run out."""
    for ticket_id in left_over():
        close_left_over(ticket_id=ticket_id)
    forget_presses()


@shared_task
def learn_times() -> int:
    """How long matters take at each hall's windows."""
    return sum(estimating.learn_times(hall=hall) for hall in Hall.objects.all())


@shared_task
def measure_estimates() -> int:
    """How good the estimates were; every hour, so that no day is forgotten."""
    return sum(estimating.measure_hall(hall=hall) for hall in Hall.objects.all())
