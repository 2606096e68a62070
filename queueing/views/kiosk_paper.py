"""The kiosk's paper: printed once, looked at, sent by SMS when none comes out."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import is_fragment
from queueing.models import PrintJob
from queueing.paper.delivery import address_of, deliver
from queueing.paper.slip import drawn
from queueing.paper.words import slip_of
from queueing.queries.printing import paper_of, printer_for
from queueing.queries.tickets import Followed, followed
from queueing.states import PrintState
from queueing.verbs.phones import leave_phone
from queueing.verbs.printing import ask_for_paper
from queueing.views.machines import at_a_machine, is_machine_of, kiosk_person

IN_DOUBT = (PrintState.FAILED, PrintState.UNSURE)


@open_to(PUBLIC)
@require_POST
@never_cache
@at_a_machine
def paper(request: HttpRequest, hall_code: str, token: str) -> HttpResponse:
    """Print the ticket of this page, once; the answer says what became of it."""
    shown, by = shown_here(hall_code, token), kiosk_person(request, hall_code)
    own = by if is_machine_of(request, hall_code) else None
    printer = printer_for(shown.ticket.hall, own, shown.zones[0] if shown.zones else "")
    job = paper_of(shown.ticket.pk)
    if job is None and printer is not None:
        job = ask_for_paper(hall=shown.ticket.hall, ticket_id=shown.ticket.pk, printer=printer, by=by)
    if job is not None:
        job = deliver(job, origin_of(request), by)
    if not is_fragment(request):
        return redirect("kiosk-ticket", hall_code, token)
    return render(request, "queueing/kiosk/_paper.html", paper_context(shown, job))


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def preview(request: HttpRequest, hall_code: str, token: str) -> HttpResponse:
    """The paper as a picture, dot for dot what the printer burns."""
    return picture(shown_here(hall_code, token), origin_of(request))


@open_to(PUBLIC)
@require_POST
@never_cache
@at_a_machine
def text_me(request: HttpRequest, hall_code: str, token: str) -> HttpResponse:
    """No paper came out: the number by SMS."""
    shown = shown_here(hall_code, token)
    context = paper_context(shown, paper_of(shown.ticket.pk))
    try:
        ticket = leave_phone(
            hall=shown.ticket.hall,
            token=token,
            phone=request.POST.get("phone", ""),
            by=kiosk_person(request, hall_code),
        )
        context["is_sent"] = bool(ticket.phone)
        context["ticket"] = ticket
    except DomainError as refused:
        context["refused"] = refused.words
    if not is_fragment(request) and "refused" not in context:
        return redirect("kiosk-ticket", hall_code, token)
    return render(request, "queueing/kiosk/_paper.html", context)


def shown_here(hall_code: str, token: str) -> Followed:
    """The ticket behind the link, if it is this hall's. Raises NotFound."""
    shown = followed(token)
    if shown.ticket.hall.code != hall_code:
        raise NotFound()
    return shown


def paper_context(shown: Followed, job: PrintJob | None) -> dict[str, Any]:
    """What the page says about the paper."""
    return {
        "hall": shown.ticket.hall,
        "ticket": shown.ticket,
        "job": job,
        "is_printed": job is not None and job.state == PrintState.PRINTED,
        "is_missing": job is not None and job.state in IN_DOUBT,
    }


def paper_page(request: HttpRequest, shown: Followed) -> dict[str, Any]:
    """What the ticket's page knows as it opens: whether this hall's printer is to be asked, and what came of it before."""
    hall = shown.ticket.hall
    job = paper_of(shown.ticket.pk)
    own = kiosk_person(request, hall.code) if is_machine_of(request, hall.code) else None
    is_asked = job is None or job.state == PrintState.WAITING
    return {**paper_context(shown, job), "asks_printer": is_asked and printer_for(hall, own) is not None}


def picture(shown: Followed, origin: str, copy: int = 0) -> HttpResponse:
    """A PNG of the paper."""
    drawing = BytesIO()
    drawn(slip_of(shown, address_of(shown.ticket, origin), copy)).save(drawing, format="PNG")
    return HttpResponse(drawing.getvalue(), content_type="image/png")


def origin_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]
