"""Ticket printers of the demonstration: they write pictures into the data folder, and can play "out of paper"."""

from typing import Any

from hall.models import Device, Hall
from hall.models.device import DeviceKind
from hall.permissions import system_person
from queueing.models import KioskRules, PhoneTickets, Printer, PrinterKind
from queueing.verbs.machines import keep_printer, set_kiosk_rules

EXIT_CODE = "246810"


def load_printers(hall: Hall) -> None:
    """A printer at each kiosk and one for the desks, as far as they are missing; the kiosk's rules with a known code."""
    by = system_person("demo")
    kiosks = list(Device.objects.of(hall).filter(kind=DeviceKind.KIOSK).order_by("code"))
    wanted: list[tuple[str, dict[str, Any]]] = [
        (f"{one.code}-paper", {"name": f"{one.name}打印机", "device": one, "zone": one.zone}) for one in kiosks
    ]
    wanted.append(("desk-paper", {"name": "咨询台打印机", "device": None, "zone": ""}))
    known = set(Printer.objects.of(hall).values_list("code", flat=True))
    for code, values in wanted:
        if code not in known:
            where = {"kind": PrinterKind.FILE, "address": "paper", "in_use": True}
            keep_printer(hall=hall, code=code, values={**values, **where}, by=by)
    if not KioskRules.objects.of(hall).exists():
        set_kiosk_rules(hall=hall, phone_tickets=PhoneTickets.IN_THE_HALL, exit_code=EXIT_CODE, by=by)
