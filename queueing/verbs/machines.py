"""What a manager sets for kiosks and printers."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hall import steps
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role
from queueing.models import KioskRules, Printer


@transaction.atomic
def keep_printer(*, hall: Hall, code: str, values: dict[str, Any], by: StaffMember) -> Printer:
    """Register a printer, or change one."""
    require(by, Role.HALL_MANAGER, hall=hall)
    printer, is_new = Printer.objects.of(hall).get_or_create(hall=hall, code=code, defaults=values)
    if not is_new:
        printer = locked(Printer.objects.of(hall), pk=printer.pk)
        for name, value in values.items():
            setattr(printer, name, value)
        printer.save(update_fields=list(values))
    steps.record(printer, "keep_printer", by, code=code, kind=printer.kind, in_use=printer.in_use)
    return printer  # type: ignore[no-any-return]


@transaction.atomic
def set_kiosk_rules(*, hall: Hall, phone_tickets: str, exit_code: str = "", by: StaffMember) -> KioskRules:
    """Who may take numbers on a phone, and the code that opens the machine; a blank code keeps the old one."""
    require(by, Role.HALL_MANAGER, hall=hall)
    rules, _ = KioskRules.objects.of(hall).get_or_create(hall=hall)
    rules.phone_tickets = phone_tickets
    if exit_code:
        rules.exit_code = make_password(exit_code)
    rules.save()
    steps.record(rules, "set_kiosk_rules", by, phone_tickets=phone_tickets, code_changed=bool(exit_code))
    return rules  # type: ignore[no-any-return]
