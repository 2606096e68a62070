"""A hall's rules for its machines; the defaults where it set none."""

from hall.models import Hall
from queueing.models import KioskRules


def kiosk_rules(hall: Hall) -> KioskRules:
    """The rules, not saved when the hall has none of its own."""
    return KioskRules.objects.of(hall).first() or KioskRules(hall=hall)
