"""The rules of a hall for appointments and for the end of the day."""

from hall.models import Hall
from queueing.models import HallRules


def rules_of(hall: Hall) -> HallRules:
    """The rules of this hall; the defaults where nobody has set any."""
    return HallRules.objects.filter(hall=hall).first() or HallRules(hall=hall)
