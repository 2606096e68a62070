"""The guide's desk: tickets for people who ask a person, and the line as it is now."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound, NotPermitted
from hall.kernel.web import is_fragment
from hall.models import Hall
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.forms.answers import answers_given
from queueing.forms.holder import DeskForm
from queueing.models import Channel, Ticket
from queueing.queries.answering import asked_of
from queueing.queries.choosing import basket, choices
from queueing.queries.desks import desks_of
from queueing.queries.lines import lines_of
from queueing.queries.printing import printer_for
from queueing.queries.tickets import followed, live_tickets, ticket_of
from queueing.verbs.quiet import set_silence
from queueing.verbs.rooms import unpark
from queueing.verbs.tickets import NO_NAME, cancel_ticket, postpone, rejoin, take_ticket
from queueing.views.machines import slip_context

GUIDES = (Role.GUIDE, Role.HALL_MANAGER)
ROWS, ISSUED, MAIN_QUEUE = 30, "guide_issued", "comprehensive"


@open_to(*GUIDES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def desk(request: StaffRequest) -> HttpResponse:
    """Give a ticket, see the line. A search without script comes back here with everything typed."""
    form, status = DeskForm(request.POST or None), 200
    if request.POST.get("do") == "search" or "now" in request.POST:
        form.errors.clear()
    elif request.method == "POST":
        ticket = _issued(request, form)
        if ticket is not None:
            messages.success(request, f"已取号 {ticket.number}", extra_tags="issued")
            request.session[ISSUED] = ticket.pk
            return redirect(f"{request.path}?issued")
        status = 422
    wished = {"desks": desks_of(_hall(request)), "wished": request.POST.get("queue", "")}
    shown = {**wished, "form": form, "issued": _just_issued(request), **_found(request), **_line(request)}
    shown["has_printer"] = printer_for(_hall(request), None) is not None
    return render(request, "queueing/guide/desk.html", shown, status=status)


@open_to(*GUIDES)
@require_safe
@never_cache
def found_matters(request: StaffRequest) -> HttpResponse:
    """Matters for the words typed, those chosen first."""
    return render(request, "queueing/guide/_matters.html", _found(request))


@open_to(*GUIDES)
@require_safe
@never_cache
def line(request: StaffRequest) -> HttpResponse:
    """The tickets that are not over; refreshes itself."""
    template = "queueing/guide/_line.html" if is_fragment(request) else "queueing/guide/line.html"
    return render(request, template, _line(request))


@open_to(*GUIDES)
@require_POST
def cancel(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Take a number out of the line."""
    token = ticket_of(_hall(request), ticket_id).token
    ticket = cancel_ticket(hall=_hall(request), token=token, reason="在导办台取消", by=request.user)
    messages.success(request, f"{ticket.number} 已取消")
    return redirect("guide-desk")


@open_to(*GUIDES)
@require_POST
def back_in(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Let someone who was missed back in, once."""
    token = ticket_of(_hall(request), ticket_id).token
    ticket = rejoin(hall=_hall(request), token=token, by=request.user)
    messages.success(request, f"{ticket.number} 已恢复排队")
    return redirect("guide-desk")


@open_to(*GUIDES)
@require_POST
@once
def later(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Let the next three go first, as the person asks."""
    ticket = postpone(hall=_hall(request), token=ticket_of(_hall(request), ticket_id).token, by=request.user)
    messages.success(request, f"{ticket.number} 已延后三位")
    return redirect("guide-desk")


@open_to(*GUIDES)
@require_POST
def quiet(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """No messages about this number any more, or again, as the person asks."""
    found, is_silent = ticket_of(_hall(request), ticket_id), request.POST.get("messages") == "off"
    ticket = set_silence(hall=_hall(request), token=found.token, is_silent=is_silent, by=request.user)
    messages.success(request, f"{ticket.number} 的排队短信已{'关闭，法定通知照发' if is_silent else '重新打开'}")
    return redirect("guide-desk")


@open_to(*GUIDES)
@require_POST
def back_from_room(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """The person is back from the room and waits again, before all who came later."""
    ticket = unpark(hall=_hall(request), token=ticket_of(_hall(request), ticket_id).token, by=request.user)
    messages.success(request, f"{ticket.number} 已回到队中，按取号先后叫号")
    return redirect("guide-desk")


@open_to(*GUIDES)
@require_safe
@never_cache
def slip(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """The paper of a number, to print and hand over."""
    ticket = ticket_of(_hall(request), ticket_id)
    return render(request, "queueing/kiosk/ticket.html", slip_context(followed(ticket.token)))


def _issued(request: StaffRequest, form: DeskForm) -> Ticket | None:
    """The ticket, or None with the refusal in the form."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    desk = next((queue for queue in desks_of(_hall(request)) if queue.code == request.POST.get("queue")), None)
    try:
        return take_ticket(
            hall=_hall(request),
            matter_codes=request.POST.getlist("chosen"),
            queue_code=desk.code if desk else MAIN_QUEUE,
            matters_later=desk is not None,
            channel=Channel.GUIDE_DESK,
            principal=form.principal,
            idempotency_key=request.POST.get("request_key", "")[:128],
            answers=answers_given(request.POST),
            by=request.user,
            **{name: given[name] for name in ("name", "id_type", "id_number", "phone", "priority")},
        )
    except DomainError as refused:
        form.refuse(refused)
        return None


def _found(request: StaffRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    chosen, words = basket(given.getlist("chosen")), given.get("words", "").strip()[:40]
    taken = {matter.code for matter in chosen}
    hits = [hit for hit in choices(words, limit=8) if hit.matter.code not in taken]
    return {"chosen": asked_of(chosen, answers_given(given)), "hits": hits, "words": words}


def _line(request: StaffRequest) -> dict[str, Any]:
    hall, words = _hall(request), request.GET.get("q", "").strip()[:8]
    page = Paginator(live_tickets(hall, words), ROWS).get_page(request.GET.get("page"))
    return {"hall": hall, "page": page, "q": words, "lines": lines_of(hall), "no_name": NO_NAME}


def _just_issued(request: StaffRequest) -> Ticket | None:
    """The ticket just given, known to the session; its secret is in no address of this desk."""
    if "issued" not in request.GET or ISSUED not in request.session:
        return None
    try:
        return ticket_of(_hall(request), request.session[ISSUED])
    except NotFound:
        return None


def _hall(request: StaffRequest) -> Hall:
    if request.user.hall is None:
        raise NotPermitted()
    return request.user.hall
