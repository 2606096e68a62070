"""Reading tickets: by the secret of the phone, and a guide's list."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from applications.models import Application
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.shared import shared
from hall.models import Hall
from matters.models import Matter
from queueing.models import Ticket, TicketMatter, WindowSession
from queueing.queries.able import able_windows
from queueing.queries.lines import QueueLine, lines_of, people_ahead
from queueing.states import LIVE, TicketState, WindowState
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
    windows: int = 0

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


def followed(token: str) -> Followed:
    """The ticket behind a link, with its place in the line."""
    ticket = ticket_by_token(token)
    chosen = list(TicketMatter.objects.filter(ticket=ticket).select_related("matter").order_by("order"))
    line = _line_of(ticket)
    if line is not None:
        line = replace(line, able=able_windows(ticket.hall, line.queue, [row.matter for row in chosen]))
    return Followed(
        ticket=ticket,
        matters=[row.matter for row in chosen],
        answers={row.matter.code: row.answers for row in chosen if row.answers},
        wait=line.range_behind(people_ahead(ticket)) if line else None,
        zones=zones_of(ticket),
        as_of=clock.now(),
        windows=line.windows if line else 0,
    )


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
    line = _line_of(ticket)
    return line.range_behind(people_ahead(ticket)) if line else None


def _line_of(ticket: Ticket) -> QueueLine | None:
    """The line the ticket waits in; None when it does not wait."""
    if ticket.state != TicketState.WAITING:
        return None
    lines = shared(ticket.hall.code, "lines", lambda: {line.queue.pk: line for line in lines_of(ticket.hall)})
    return lines[ticket.queue_id]


def zones_of(ticket: Ticket) -> list[str]:
    """The areas of the windows that serve this ticket's queue now; of all that may, while none of them is open."""
    is_open = WindowSession.objects.filter(window=OuterRef("window"), closed_at=None, state=WindowState.OPEN)
    covers = ticket.queue.covered_by.filter(window__in_use=True).annotate(is_open=Exists(is_open))
    zones = list(covers.order_by("window__zone").values_list("window__zone", "is_open").distinct())
    serving = [zone for zone, is_open_now in zones if is_open_now]
    return serving or [zone for zone, _ in zones]


def live_tickets(hall: Hall, words: str = "") -> QuerySet[Ticket]:
    """Today's tickets that are not over, missed ones among them: the guide's list."""
    rows = Ticket.objects.of(hall).select_related("queue", "party", "window")
    rows = rows.filter(state__in=[*LIVE, TicketState.MISSED]).order_by("-issued_at")
    return rows.filter(number__istartswith=words.strip()) if words.strip() else rows
