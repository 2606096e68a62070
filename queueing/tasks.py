"""Background work of the queue: ids in, one verb out."""

from celery import shared_task

from hall.kernel import clock
from hall.models import Hall
from queueing.models import WindowSession
from queueing.paper.delivery import look_after_all
from queueing.queries.forgotten import forgotten_windows
from queueing.scanner_folder import windows_with_files
from queueing.verbs import collecting, ending_days, estimating, near
from queueing.verbs.appointments import not_come, note_no_show, remind, to_remind
from queueing.verbs.closing import close_left_over, left_over
from queueing.verbs.forgotten import close_forgotten
from queueing.verbs.misplaced import call_off_misplaced
from queueing.verbs.results import awaiting_results
from queueing.verbs.results import call_for_result as move_to_issuing
from queueing.verbs.strangers import forget_presses
from queueing.verbs.transferring import release_stranded


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


@shared_task
def sweep_appointments(hall_id: int = 0) -> None:
    """Call off what the hall's hours no longer hold, remind of what is due, note who did not come."""
    call_off_misplaced(hall_id)
    for appointment_id in to_remind(clock.now()):
        remind(appointment_id=appointment_id)
    for appointment_id in not_come(clock.now()):
        note_no_show(appointment_id=appointment_id)


@shared_task
def sweep_days() -> None:
    """Stop tickets where it is time, and carry on what is being closed."""
    for hall_id in ending_days.halls_to_stop():
        ending_days.stop_by_rule(hall_id=hall_id)
    for closing_id in ending_days.closings_under_way():
        ending_days.carry_on_closing(closing_id=closing_id)


@shared_task
def watch_printers() -> None:
    """Ask every printer how it is, so that staff hear of a missing roll before somebody presses; end prints that hang."""
    look_after_all()


@shared_task
def sweep_windows() -> None:
    """Close windows whose clerk went home, and free those who wait for a window or colleague nobody sits at."""
    for hall in Hall.objects.filter(pk__in=WindowSession.objects.filter(closed_at=None).values("hall")):
        for found in forgotten_windows(hall):
            if found.is_left:
                close_forgotten(session_id=found.session.pk)
        release_stranded(hall)


@shared_task
def collect_scans() -> None:
    """Take what the scanners saved into the trays of those at the windows."""
    for hall_code, window_code in windows_with_files():
        for hall in Hall.objects.filter(code=hall_code):
            collecting.collect_scans(hall=hall, window_code=window_code)
