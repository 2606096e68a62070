"""Staff and paper: printers and their troubles, calls for help, a ticket's paper from desk and window."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import NotFound, NotPermitted
from hall.kernel.web import is_fragment
from hall.models import Hall
from hall.permissions import require
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.errors import NoPrinter
from queueing.forms.machines import PrinterForm, RulesForm
from queueing.models import Printer, PrinterKind, PrintJob
from queueing.paper.delivery import deliver, look_after
from queueing.paper.machines import Folder
from queueing.queries.printing import open_help_calls, printer_for, printers_in_trouble
from queueing.queries.rules import kiosk_rules
from queueing.queries.tickets import followed, ticket_of
from queueing.states import PrinterState, PrintState
from queueing.verbs.helping import answer_help
from queueing.verbs.machines import keep_printer, set_kiosk_rules
from queueing.verbs.printing import reprint
from queueing.views.kiosk_paper import origin_of, picture

WATCHERS = (Role.GUIDE, Role.HALL_MANAGER)
DESKS = (Role.GUIDE, Role.HALL_MANAGER, Role.WINDOW_CLERK, Role.ISSUING_CLERK)


@open_to(*WATCHERS)
@require_safe
@never_cache
def alarms(request: StaffRequest) -> HttpResponse:
    """What needs a person now: printers without paper, people who ask for help. Pages of guides and managers show it."""
    hall = hall_of(request)
    shown = {"printers": printers_in_trouble(hall), "calls": open_help_calls(hall)}
    return render(request, "queueing/_alarms.html", shown)


@open_to(*WATCHERS)
@require_POST
def go_there(request: StaffRequest, call_id: int) -> HttpResponse:
    """A guide says "I am going"."""
    call = answer_help(hall=hall_of(request), call_id=call_id, by=request.user)
    messages.success(request, f"{call.place}的求助由{call.answered_by}前往")  # the first who answered
    return redirect(request.headers.get("Referer") or reverse("guide-desk"))


@open_to(*WATCHERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def printers(request: StaffRequest) -> HttpResponse:
    """The printers of the hall, their state and last papers; managers register them and set the kiosk's rules."""
    hall = hall_of(request)
    chosen = Printer.objects.of(hall).filter(code=request.GET.get("printer", "")).first()
    form = PrinterForm(request.POST or None, hall=hall, printer=chosen)
    rules = RulesForm(initial={"phone_tickets": kiosk_rules(hall).phone_tickets})
    if request.method == "POST":
        require(request.user, Role.HALL_MANAGER, hall=hall)
    if request.method == "POST" and form.is_valid():
        printer = keep_printer(hall=hall, code=form.cleaned_data["code"], values=form.values, by=request.user)
        messages.success(request, f"已保存 {printer.name}")
        return redirect("printers")
    shown = {"form": form, "rules": rules, "chosen": chosen, **_listed(request, hall)}
    return render(request, "queueing/printers.html", shown, status=422 if form.errors else 200)


@open_to(Role.HALL_MANAGER)
@require_POST
def rules(request: StaffRequest) -> HttpResponse:
    """Who may take numbers on a phone; the code that opens a kiosk."""
    form = RulesForm(request.POST)
    if form.is_valid():
        set_kiosk_rules(hall=hall_of(request), by=request.user, **form.cleaned_data)
        messages.success(request, "已保存取号机规则")
    else:
        messages.error(request, "；".join(error for errors in form.errors.values() for error in errors))
    return redirect("printers")


@open_to(*WATCHERS)
@require_POST
def look(request: StaffRequest, printer_id: int) -> HttpResponse:
    """Ask the printer how it is; a development printer first plays the state wanted."""
    printer = Printer.objects.of(hall_of(request)).filter(pk=printer_id).first()
    if printer is None:
        raise NotFound()
    wanted = request.POST.get("play", "")
    if printer.kind == PrinterKind.FILE and wanted in PrinterState.values:
        Folder(printer).play(PrinterState(wanted))
    printer = look_after(printer, request.user)
    messages.success(request, f"{printer.name}：{printer.get_state_display()}")
    return redirect("printers")


@open_to(*DESKS)
@require_POST
@once
def ticket_paper(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Print a ticket at the desk or the window: the first paper, or one marked 补打."""
    hall = hall_of(request)
    ticket = ticket_of(hall, ticket_id)
    printer = printer_for(hall, None, request.POST.get("zone", ""))
    if printer is None:
        raise NoPrinter()
    job = reprint(hall=hall, ticket_id=ticket.pk, printer=printer, by=request.user)
    job = deliver(job, origin_of(request), request.user)
    if is_fragment(request):
        shown = {"words": _outcome(job), "is_good": job.state == PrintState.PRINTED}
        return render(request, "queueing/_printed.html", shown)
    say = messages.success if job.state == PrintState.PRINTED else messages.error
    say(request, _outcome(job))
    return redirect(request.headers.get("Referer") or reverse("guide-desk"))


@open_to(*DESKS)
@require_safe
@never_cache
def ticket_picture(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """The paper of a ticket as a picture."""
    return picture(followed(ticket_of(hall_of(request), ticket_id).token), origin_of(request))


def hall_of(request: StaffRequest) -> Hall:
    if request.user.hall is None:
        raise NotPermitted()
    return request.user.hall


def _outcome(job: PrintJob) -> str:
    words = {
        PrintState.PRINTED: "已打印",
        PrintState.UNSURE: "打印机没有回答，请看是否已出票，没有再补打",
        PrintState.SENDING: "正在打印",
    }.get(PrintState(job.state), f"没有打印：{job.get_reason_display()}")
    mark = f"（补打 第 {job.copy} 次）" if job.copy else ""
    return f"{job.ticket} {words}{mark} · {job.printer}"


def _listed(request: StaffRequest, hall: Hall) -> dict[str, Any]:
    latest = PrintJob.objects.of(hall).select_related("ticket", "printer", "by").order_by("-pk")[:20]
    return {
        "hall": hall,
        "printers": Printer.objects.of(hall).select_related("device"),
        "latest": latest,
        "plays": [PrinterState.READY, PrinterState.PAPER_OUT, PrinterState.PAPER_LOW],
        "is_manager": request.user.has_role(Role.HALL_MANAGER),
        "has_code": bool(kiosk_rules(hall).exit_code),
    }
