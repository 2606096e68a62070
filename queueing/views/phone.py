"""A ticket on the phone: where it stands, how long it takes, and leaving the queue."""

from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.context import live_origin
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound, RuleBroken, StateConflict
from hall.kernel.web import is_fragment, show
from hall.masking import mask_phone
from hall.permissions import system_person
from hall.repeats import once
from matters.guided.answers import asked
from matters.queries.guided import guided_matter
from queueing.queries.choosing import to_prepare
from queueing.queries.closings import ending_words, voucher_of
from queueing.queries.rejoining import may_come_back
from queueing.queries.tickets import Followed, applications_of, followed, followed_by_id, ticket_by_token
from queueing.sharing import share_code, ticket_id_of
from queueing.states import LIVE, TICKET_MOVES, TicketState
from queueing.verbs.answering import answer_questions
from queueing.verbs.quiet import bind_family_phone, set_silence
from queueing.verbs.tickets import cancel_ticket, postpone
from queueing.views.screen_parts import stream_path

EARLY = (TicketState.WAITING, TicketState.CALLED)
OVER = (TicketState.AWAITING_RESULT, TicketState.FINISHED, TicketState.CANCELLED)


@open_to(PUBLIC)
@require_safe
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the QR on the ticket; refreshes itself."""
    shown = followed(token)
    if shown.is_past:
        return render(request, "queueing/ticket_past.html", {"hall": shown.ticket.hall}, status=410)
    state, is_whole = shown.ticket.state, not is_fragment(request)
    context = _context(request, shown) | {
        "refresh_url": reverse("ticket", args=[token]),
        "share_url": reverse("ticket-shared", args=[share_code(shown.ticket.pk)]),
        "prepare": to_prepare(shown.matters, shown.answers) if is_whole and state not in OVER else [],
        "handed_in": applications_of(shown.ticket) if is_whole and state not in EARLY else [],
        "may_act": True,
        "family_phone": mask_phone(shown.ticket.family_phone),
        "may_leave": state in {*TICKET_MOVES["cancel"].start, *TICKET_MOVES["leave"].start},
        "may_postpone": state in TICKET_MOVES["postpone"].start,
        "may_be_told": state in (*LIVE, TicketState.MISSED),
        "ending": ending_words(shown.ticket.hall, clock.now()) if is_whole and state == TicketState.WAITING else "",
        "voucher": voucher_of(shown.ticket) if state == TicketState.CANCELLED else None,
    }
    return _listening(request, show(request, "queueing/ticket.html", "queueing/_ticket.html", context))


@open_to(PUBLIC)
@require_safe
@never_cache
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """The place in the line for someone the holder showed it to: no matters, no names, nothing to press."""
    shown = followed_by_id(ticket_id_of(code) or 0)
    if shown.is_past:
        return render(request, "queueing/ticket_past.html", {"hall": shown.ticket.hall}, status=410)
    context = _context(request, shown) | {"refresh_url": reverse("ticket-shared", args=[code])}
    return _listening(request, show(request, "queueing/ticket.html", "queueing/_ticket.html", context))


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
@require_POST
@once
def later(request: HttpRequest, token: str) -> HttpResponse:
    """The person lets the next three go first."""
    hall = ticket_by_token(token).hall
    try:
        postpone(hall=hall, token=token, by=system_person("phone"))
    except (RuleBroken, StateConflict) as refused:
        error(request, refused.words)
    else:
        success(request, _("已让后面的人先办，您的号码往后排了。"))
    return redirect("ticket", token)


@open_to(PUBLIC)
@require_POST
def told(request: HttpRequest, token: str) -> HttpResponse:
    """Messages of this ticket off or on, and the family's phone."""
    by, hall = system_person("phone"), ticket_by_token(token).hall
    try:
        if "family_phone" in request.POST:
            bind_family_phone(hall=hall, token=token, phone=request.POST["family_phone"], by=by)
        else:
            set_silence(hall=hall, token=token, is_silent=request.POST.get("messages") == "off", by=by)
    except (RuleBroken, StateConflict) as refused:
        error(request, refused.words)
    else:
        success(request, _("已保存。"))
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


def _context(request: HttpRequest, shown: Followed) -> dict[str, Any]:
    """What both kinds of page show."""
    return {
        "hall": shown.ticket.hall,
        "shown": shown,
        "ticket": shown.ticket,
        "may_come_back": may_come_back(shown.ticket),
        "stream_url": f"{live_origin(request)}{stream_path(shown.ticket.hall)}",
    }


def _listening(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page may listen to the event stream, where that lives at an origin of its own."""
    if origin := live_origin(request):
        response._csp_update = {"connect-src": origin}  # type: ignore[attr-defined]
    return response
