"""Ways to a rating without its link: by the ticket's secret, a printed receipt, an opened status, or at the kiosk."""

from applications.models import Application, Document
from applications.queries.second_factors import knows
from complaints.errors import NotYourTicket, RatingLinkClosed
from complaints.models import Rating
from complaints.rating_tokens import token_for
from complaints.states import RatingState
from hall.kernel import clock
from hall.models import Hall
from queueing.models import Ticket, TicketApplication


def ticket_behind(token: str) -> Ticket:
    """The ticket of the slip in the hand. Raises RatingLinkClosed."""
    return _or_closed(Ticket.objects.select_related("hall").filter(token=token).first())


def ticket_of_receipt(verification_code: str) -> Ticket:
    """The ticket at which a printed document's application was taken. Raises RatingLinkClosed."""
    code = verification_code.strip().upper()
    found = Document.objects.filter(verification_code=code).values_list("application", flat=True).first()
    return _ticket_of(found)


def ticket_of_application(number: str) -> Ticket:
    """The ticket of an application whose reader has proved who they are. Raises RatingLinkClosed."""
    return _ticket_of(Application.objects.filter(number=number).values_list("pk", flat=True).first())


def ticket_at_kiosk(hall: Hall, number: str, second_factor: str) -> Ticket:
    """Today's ticket, for whoever knows its number and the last four of telephone or document. Raises NotYourTicket."""
    today = Ticket.objects.of(hall).filter(day=clock.today(), number=number.strip().upper())
    ticket = today.select_related("hall", "party").first()
    values = [ticket.phone, ticket.party.id_number, ticket.party.phone] if ticket else ["", "", ""]
    if not knows(values, second_factor) or ticket is None:
        raise NotYourTicket()
    return ticket


def open_ratings(ticket: Ticket) -> list[tuple[Rating, str]]:
    """What can still be rated of this visit, each with its link's secret."""
    rows = Rating.objects.of(ticket.hall_id).filter(service__ticket=ticket, state=RatingState.INVITED)
    found = rows.filter(expires_at__gt=clock.now()).select_related("window", "service").order_by("service__ended_at")
    return [(rating, token_for(rating.service_id)) for rating in found]


def _ticket_of(application_id: int | None) -> Ticket:
    links = TicketApplication.objects.filter(application=application_id).select_related("ticket__hall")
    link = links.first() if application_id else None
    return _or_closed(link.ticket if link else None)


def _or_closed(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise RatingLinkClosed()
    return ticket
