"""Whether the hall gives out tickets now, and whether it calls."""

from dataclasses import replace

from hall.kernel import clock
from hall.models import Hall
from hall.queries.service_hours import Opening, may_take_tickets, opening, opens_today_at
from queueing.errors import HallClosed
from queueing.queries.closings import stop_words
from queueing.slot_errors import NotYetOpen, TicketsStopped


def require_open(hall: Hall, *, has_appointment: bool = False) -> None:
    """Raise HallClosed, with the next opening in words, while the hall gives out no tickets; TicketsStopped when it has
    stopped for the day, except for those who are expected."""
    now = clock.now()
    if not may_take_tickets(hall, now, has_appointment=has_appointment):
        raise HallClosed(words=opening(hall, now).words)
    if not has_appointment and (words := stop_words(hall, now)):
        raise TicketsStopped(words=words)


def doors_now(hall: Hall) -> tuple[bool, Opening]:
    """Whether somebody without an appointment gets a ticket now, and the hours, in whose words stands why not."""
    now = clock.now()
    doors, stopped = opening(hall, now), stop_words(hall, now)
    words = stopped if stopped and doors.is_open else doors.words
    return may_take_tickets(hall, now) and not stopped, replace(doors, words=words)


def require_serving(hall: Hall) -> None:
    """Raise NotYetOpen before the doors open: early tickets wait until then."""
    if hall.open_around_the_clock:
        return
    now = clock.now()
    opens = opens_today_at(hall, now)
    if opens is not None and now < opens:
        raise NotYetOpen(opens=f"{opens:%H:%M}")
