"""Reading tickets: by the secret of the phone, and a guide's list."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from applications.models import Application
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.shared import shared
from hall.models import Hall
from hall.queries.halls import hall_by_code
from matters.models import Matter
from queueing.models import Ticket, TicketMatter
from queueing.queries.able import able_windows
from queueing.queries.lines import Places, QueueLine, lines_now, people_ahead, places_of, zones_of
from queueing.statements import FOLLOWED_TICKET
from queueing.states import LIVE, TicketState
from queueing.waiting import WaitingRange


@dataclass(frozen=True)
class Followed:
    """A ticket as its holder sees it."""

    ticket: Ticket
    matters: list[Matter]
    answers: dict[str, dict[str, str]]
    wait: WaitingRange | None
    zones: list[str]
    as_of: datetime

    @property
    def is_near(self) -> bool:
        """Time to come to the windows, by the queue's setting (three ahead, usually)."""
        return self.wait is not None and self.wait.ahead <= self.ticket.queue.near_ahead

    @property
    def changes_soon(self) -> bool:
        """Whether the next call may concern this person, so that the page looks more often."""
        if self.wait is None:
            return self.ticket.state not in (TicketState.FINISHED, TicketState.CANCELLED)
        return self.wait.ahead <= 2 * self.ticket.queue.near_ahead

    @property
    def is_past(self) -> bool:
        """The day of the number is over and so is the number."""
        is_open = self.ticket.state in LIVE
        return self.ticket.day < self.as_of.astimezone(clock.BEIJING).date() and not is_open


def ticket_by_token(token: str) -> Ticket:
    """The ticket behind a link. Raises NotFound."""
    ticket = Ticket.objects.select_related("hall", "queue", "party", "window").filter(token=token).first()
    if ticket is None:
        raise NotFound()
    return ticket


def ticket_of(hall: Hall, ticket_id: int) -> Ticket:
    """A ticket of this hall, for its staff. Raises NotFound."""
    ticket = Ticket.objects.of(hall).select_related("hall", "queue", "party", "window").filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound()
    return ticket


@dataclass(frozen=True)
class Lines:
    """What all who follow a ticket of one hall share."""

    hall: Hall
    by_queue: dict[int, QueueLine]
    places: dict[int, Places]
    zones: dict[int, list[str]]


def followed(token: str) -> Followed:
    """The ticket behind a link, with its place in the line. Raises NotFound."""
    ticket = next(iter(Ticket.objects.raw(FOLLOWED_TICKET, [token])), None)
    if ticket is None:
        raise NotFound()
    chosen = list(TicketMatter.objects.filter(ticket=ticket).select_related("matter").order_by("order"))
    lines, line = _lines_now(ticket.hall_code), None  # type: ignore[attr-defined]
    ticket.hall, ticket.queue = lines.hall, lines.by_queue[ticket.queue_id].queue
    if ticket.state == TicketState.WAITING:
        here = lines.by_queue[ticket.queue_id]
        line = replace(here, able=able_windows(ticket.hall, here.queue, [row.matter for row in chosen]))
    return Followed(
        ticket=ticket,
        matters=[row.matter for row in chosen],
        answers={row.matter.code: row.answers for row in chosen if row.answers},
        wait=line.range_behind(people_ahead(ticket, lines.places.get(ticket.queue_id, {}))) if line else None,
        zones=lines.zones.get(ticket.queue_id, []),
        as_of=clock.now(),
    )


def _lines_now(hall_code: str) -> Lines:
    """The lines of a hall as they are, worked out once for everybody after each change."""

    def look() -> Lines:
        hall = hall_by_code(hall_code)
        return Lines(hall, {line.queue.pk: line for line in lines_now(hall)}, places_of(hall), zones_of(hall))

    return shared(hall_code, "places", look)


def followed_by_id(ticket_id: int) -> Followed:
    """The same for whoever was shown a link that only looks. Raises NotFound."""
    token = Ticket.objects.filter(pk=ticket_id).values_list("token", flat=True).first()
    if token is None:
        raise NotFound()
    return followed(token)


def applications_of(ticket: Ticket) -> list[Application]:
    """What was handed in on this ticket, in the order it was taken."""
    rows = Application.objects.filter(pk__in=ticket.ticket_applications.values("application"))
    return list(rows.select_related("version__matter").order_by("pk"))


def live_ticket_of(number: str) -> int | None:
    """The ticket on which this application was handed in, while it is still in line or waits for the result."""
    rows = Ticket.objects.filter(state__in=LIVE, ticket_applications__application__number=number)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def wait_of(ticket: Ticket) -> WaitingRange | None:
    """People ahead and the range, while the ticket waits."""
    if ticket.state != TicketState.WAITING:
        return None
    return _lines_now(ticket.hall.code).by_queue[ticket.queue_id].range_behind(people_ahead(ticket))


def live_tickets(hall: Hall, words: str = "") -> QuerySet[Ticket]:
    """Today's tickets that are not over, missed ones among them: the guide's list."""
    rows = Ticket.objects.of(hall).select_related("queue", "party", "window")
    rows = rows.filter(state__in=[*LIVE, TicketState.MISSED]).order_by("-issued_at")
    return rows.filter(number__istartswith=words.strip()) if words.strip() else rows
