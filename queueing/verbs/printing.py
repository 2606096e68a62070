"""Papers of a ticket: asked for, begun, ended. The printer itself is called in between, outside of any transaction."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import locked, make_move
from hall.models import Hall, StaffMember
from queueing.models import Printer, PrintJob, Ticket
from queueing.permissions import may_issue
from queueing.states import PRINT_MOVES, PRINTS, PrinterState, PrintState

STUCK = timedelta(seconds=30)


@transaction.atomic
def ask_for_paper(*, hall: Hall, ticket_id: int, printer: Printer, by: StaffMember) -> PrintJob:
    """The paper of a ticket, asked for once: again gives the same job, printed or not."""
    may_issue(by, hall)
    ticket = locked(Ticket.objects.of(hall), pk=ticket_id)
    wanted = {"hall": hall, "printer": printer, "by": by, "asked_at": clock.now()}
    job, _ = PrintJob.objects.of(hall).get_or_create(ticket=ticket, copy=0, defaults=wanted)
    return job  # type: ignore[no-any-return]


@transaction.atomic
def reprint(*, hall: Hall, ticket_id: int, printer: Printer, by: StaffMember) -> PrintJob:
    """One more paper, marked 补打 and counted; the first one when none has come out yet."""
    may_issue(by, hall)
    ticket = locked(Ticket.objects.of(hall), pk=ticket_id)
    jobs = PrintJob.objects.of(hall).filter(ticket=ticket)
    latest = jobs.order_by("copy").last()
    if latest is not None and latest.state in PRINT_MOVES["send"].start:
        PrintJob.objects.filter(pk=latest.pk).update(printer=printer)
        return latest  # type: ignore[no-any-return]
    copy = 0 if latest is None else (jobs.aggregate(n=Max("copy"))["n"] or 0) + 1
    job = PrintJob(hall=hall, ticket=ticket, copy=copy, printer=printer, by=by, asked_at=clock.now())
    job.save(force_insert=True)
    if copy:
        steps.record(ticket, "reprint_ticket", by, copy=copy, printer=printer.code)
    return job


@transaction.atomic
def begin_print(*, hall: Hall, job_id: int, by: StaffMember) -> PrintJob | None:
    """Claim the job for one try; None when another try has it or it is done."""
    may_issue(by, hall)
    job = locked(PrintJob.objects.of(hall).select_related("printer"), pk=job_id)
    if job.state not in PRINT_MOVES["send"].start or job.printer is None:
        return None
    make_move(job, PRINT_MOVES, "send")
    job.sent_at, job.reason = clock.now(), ""
    job.save(update_fields=["state", "sent_at", "reason"])
    return job


@transaction.atomic
def end_print(*, hall: Hall, job_id: int, verb: str, state: str, by: StaffMember) -> PrintJob:
    """How the try ended (printed, fail, doubt), and what the printer says of itself."""
    may_issue(by, hall)
    job = locked(PrintJob.objects.of(hall).select_related("printer"), pk=job_id)
    make_move(job, PRINT_MOVES, verb)
    job.reason = "" if verb == "printed" else state
    job.ended_at = clock.now()
    job.save(update_fields=["state", "reason", "ended_at"])
    if job.printer is not None:
        note_state(hall=hall, printer_id=job.printer.pk, state=state, by=by)
    return job


@transaction.atomic
def note_state(*, hall: Hall, printer_id: int, state: str, by: StaffMember) -> Printer:
    """What a printer says of itself; a change goes to the pages of the staff, trouble and its end on record."""
    may_issue(by, hall)
    printer = locked(Printer.objects.of(hall), pk=printer_id)
    before, printer.asked_at = printer.state, clock.now()
    if before != state:
        printer.state, printer.state_since = state, printer.asked_at
        if (before in PRINTS) != (state in PRINTS):
            steps.record(printer, "printer_back" if state in PRINTS else "printer_trouble", by, state=str(state))
        live.hint(hall.code)
    printer.save(update_fields=["state", "state_since", "asked_at"])
    return printer


@transaction.atomic
def doubt_stuck(*, hall: Hall, by: StaffMember) -> int:
    """Prints whose process died in the middle: nobody knows whether paper came out, so nobody prints it again by itself."""
    may_issue(by, hall)
    stuck = PrintJob.objects.of(hall).filter(state=PrintState.SENDING, sent_at__lt=clock.now() - STUCK)
    jobs = list(stuck.select_for_update().order_by("pk"))
    for job in jobs:
        make_move(job, PRINT_MOVES, "doubt")
        job.reason, job.ended_at = PrinterState.AWAY, clock.now()
        job.save(update_fields=["state", "reason", "ended_at"])
    return len(jobs)
