"""A ticket on the phone: where it stands, how long it takes, and leaving the queue."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound
from hall.kernel.web import is_fragment, show
from hall.permissions import system_person
from matters.guided.answers import asked
from matters.queries.guided import guided_matter
from queueing.queries.choosing import to_prepare
from queueing.queries.tickets import applications_of, followed, ticket_by_token
from queueing.states import TICKET_MOVES, TicketState
from queueing.verbs.answering import answer_questions
from queueing.verbs.tickets import cancel_ticket

EARLY = (TicketState.WAITING, TicketState.CALLED)
OVER = (TicketState.AWAITING_RESULT, TicketState.FINISHED, TicketState.CANCELLED)


@open_to(PUBLIC)
@require_safe
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the QR on the ticket; refreshes itself."""
    shown = followed(token)
    state, is_whole = shown.ticket.state, not is_fragment(request)
    context = {
        "hall": shown.ticket.hall,
        "shown": shown,
        "ticket": shown.ticket,
        "prepare": to_prepare(shown.matters, shown.answers) if is_whole and state not in OVER else [],
        "handed_in": applications_of(shown.ticket) if is_whole and state not in EARLY else [],
        "may_leave": shown.ticket.state in TICKET_MOVES["cancel"].start,
    }
    return show(request, "queueing/ticket.html", "queueing/_ticket.html", context)


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answers(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """The guided questions of one matter of the ticket: each press is kept, the window sees them; ?anew starts over."""
    shown = followed(token)
    matter = next((one for one in shown.matters if one.code == code), None)
    given = {} if "anew" in request.GET else dict(shown.answers.get(code, {}))
    if request.method == "POST":
        given = asked(request.POST)
        answer_questions(
            hall=shown.ticket.hall, token=token, matter_code=code, answers=given, by=system_person("phone")
        )
    guided = guided_matter(matter, given) if matter else None
    if matter is None or guided is None:
        raise NotFound()
    context = {"hall": shown.ticket.hall, "ticket": shown.ticket, "matter": matter, "guided": guided}
    return render(request, "queueing/ticket_answers.html", context)


@open_to(PUBLIC)
@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The person gives up the place."""
    found = ticket_by_token(token)
    if request.POST.get("sure") == "yes":
        cancel_ticket(hall=found.hall, token=token, reason="本人在手机上取消", by=system_person("phone"))
    return redirect("ticket", token)


@open_to(PUBLIC)
@require_safe
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """The way from paper to the phone."""
    path = reverse("ticket", args=[ticket_by_token(token).token])
    address = f"{settings.PUBLIC_ORIGIN}{path}" if settings.PUBLIC_ORIGIN else request.build_absolute_uri(path)
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", omitsize=True, border=2, svgclass=None, lineclass=None)
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer
