"""Who comes by appointment today: found by the document on the reader."""

from hall.identity import cleaned
from hall.kernel import clock, crypto
from hall.models import Hall
from queueing.models import Appointment
from queueing.states import AppointmentState


def booked_today(hall: Hall, id_type: str, id_number: str) -> Appointment | None:
    """Today's appointment of this person that is not checked in yet."""
    whose = {"party__id_type": id_type, "party__id_index": crypto.blind_index(cleaned(id_number))}
    rows = Appointment.objects.of(hall).filter(day=clock.today(), state=AppointmentState.BOOKED, **whose)
    return rows.order_by("slot").first()  # type: ignore[no-any-return]
