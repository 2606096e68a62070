"""Printing one paper: begun in one transaction, sent outside of any, ended in another (as messages are)."""

from django.conf import settings
from django.urls import reverse

from hall.models import StaffMember
from hall.permissions import system_person
from queueing.models import Printer, PrintJob, Ticket
from queueing.paper import escpos
from queueing.paper.machines import MaybePrinted, NotPrinted, machine_of
from queueing.paper.slip import drawn
from queueing.paper.words import slip_of
from queueing.queries.tickets import followed
from queueing.states import PrinterState
from queueing.verbs.printing import begin_print, doubt_stuck, end_print, note_state


def address_of(ticket: Ticket, origin: str) -> str:
    """Where the QR on the paper leads."""
    return f"{settings.PUBLIC_ORIGIN or origin}{reverse('ticket', args=[ticket.token])}"


def deliver(job: PrintJob, origin: str, by: StaffMember) -> PrintJob:
    """Try to print; the job says what became of it. A job that is done, or tried elsewhere now, is left alone."""
    begun = begin_print(hall=job.hall, job_id=job.pk, by=by)
    if begun is None or begun.printer is None:
        job.refresh_from_db()
        return job
    verb, state = _sent(begun.printer, begun, origin)
    return end_print(hall=begun.hall, job_id=begun.pk, verb=verb, state=state, by=by)


def _sent(printer: Printer, job: PrintJob, origin: str) -> tuple[str, PrinterState]:
    try:
        shown = followed(job.ticket.token)
        data = escpos.raster(drawn(slip_of(shown, address_of(shown.ticket, origin), job.copy)))
        return "printed", machine_of(printer).print(data)
    except MaybePrinted as silent:
        return "doubt", silent.state
    except NotPrinted as refused:
        return "fail", refused.state
    except Exception:
        end_print(hall=job.hall, job_id=job.pk, verb="fail", state=PrinterState.BROKEN, by=job.by)
        raise


def look_after(printer: Printer, by: StaffMember) -> Printer:
    """Ask a printer how it is, and note it."""
    state = machine_of(printer).ask()
    return note_state(hall=printer.hall, printer_id=printer.pk, state=state, by=by)


def look_after_all() -> None:
    """Ask every printer in use, whatever hall it is in; prints whose process died are in doubt from now on."""
    by = system_person("printers")
    printers = list(Printer.objects.filter(in_use=True).select_related("hall"))
    for hall in {printer.hall for printer in printers}:
        doubt_stuck(hall=hall, by=by)
    for printer in printers:
        look_after(printer, by)
