"""Which printer, and which of them need a person."""

from hall.models import Hall, StaffMember
from queueing.models import HelpCall, Printer, PrintJob
from queueing.states import PRINTS, PrinterState


def printer_for(hall: Hall, person: StaffMember | None, zone: str = "") -> Printer | None:
    """The machine's own printer; otherwise a shared one, of this area first. None when the hall has none in use."""
    printers = list(Printer.objects.of(hall).filter(in_use=True).select_related("device"))
    own = [one for one in printers if person is not None and one.device and one.device.account_id == person.pk]
    shared = sorted((one for one in printers if one.device is None), key=lambda one: (one.zone != zone, one.code))
    ready = [one for one in shared if one.state in PRINTS]
    return next(iter([*own, *ready, *shared]), None)


def paper_of(ticket_id: int) -> PrintJob | None:
    """The latest paper of a ticket."""
    return PrintJob.objects.filter(ticket=ticket_id).select_related("printer").order_by("copy").last()


def printers_in_trouble(hall: Hall) -> list[Printer]:
    """Printers that print nothing now, and those with little paper, the longest first."""
    rows = Printer.objects.of(hall).filter(in_use=True).exclude(state=PrinterState.READY)
    return list(rows.select_related("device").order_by("state_since"))


def open_help_calls(hall: Hall) -> list[HelpCall]:
    """People at machines who asked for a person and have no answer yet."""
    return list(HelpCall.objects.of(hall).filter(answered_at=None).order_by("called_at"))
