"""The end of the day by itself: where no manager acts, the rules of the hall do."""

from django.db import transaction

from hall.kernel import clock
from hall.models import Hall
from hall.permissions import system_person
from queueing.models import DayClosing
from queueing.queries.closings import closes_today_at, stop_words
from queueing.states import ClosingState
from queueing.verbs.day_end import close_the_day, settle, stop_tickets, to_turn_away, turn_away


def halls_to_stop() -> list[int]:
    """Halls that have reached their time and have not stopped yet."""
    now = clock.now()
    ended = set(DayClosing.objects.filter(day=now.date()).values_list("hall", flat=True))
    halls = Hall.objects.filter(open_around_the_clock=False).exclude(pk__in=ended)
    return [hall.pk for hall in halls if closes_today_at(hall, now) and stop_words(hall, now)]


def stop_by_rule(*, hall_id: int) -> None:
    """Stop tickets as the rules say."""
    hall = Hall.objects.get(pk=hall_id)
    stop_tickets(hall=hall, by=system_person("queueing"))


def closings_under_way() -> list[int]:
    """Closings of today and before that are not finished."""
    return list(DayClosing.objects.filter(state=ClosingState.STOPPED).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def carry_on_closing(*, closing_id: int) -> None:
    """One look at a closing: note who was served, send home whom the rules send home, finish when nobody is left."""
    closing = DayClosing.objects.select_related("hall").get(pk=closing_id)
    by, now = system_person("queueing"), clock.now()
    settle(closing)
    for ticket_id in to_turn_away(closing, now):
        turn_away(ticket_id=ticket_id, by=by)
    is_over = closing.day < now.date() or (now >= closing.closes_at and not closing.hall.open_around_the_clock)
    if settle(closing) == 0 and is_over:
        close_the_day(hall=closing.hall, day=closing.day, by=by)
