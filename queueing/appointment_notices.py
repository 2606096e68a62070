"""What an appointment says by SMS: each once, and never late."""

from datetime import timedelta

from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message
from queueing.models import Appointment

WHY_AT_MOST = 10


def booked(appointment: Appointment) -> None:
    _queue("appointment_booked", appointment, _left(appointment))


def tomorrow(appointment: Appointment) -> OutgoingMessage | None:
    """The day before; worthless once the hour before has begun."""
    return _queue("appointment_tomorrow", appointment, _left(appointment) - timedelta(hours=1))


def soon(appointment: Appointment) -> OutgoingMessage | None:
    """An hour before; worthless when the slot has begun."""
    return _queue("appointment_soon", appointment, _left(appointment))


def cancelled(appointment: Appointment) -> None:
    _queue("appointment_cancelled", appointment, timedelta(hours=6))


def called_off(appointment: Appointment) -> None:
    """The hall itself cannot keep it; told until the slot would have ended."""
    why = appointment.reason if len(appointment.reason) <= WHY_AT_MOST else f"{appointment.reason[: WHY_AT_MOST - 1]}…"
    _queue("appointment_called_off", appointment, appointment.slot.ends_at - clock.now(), why=why)


def _left(appointment: Appointment) -> timedelta:
    return appointment.slot.begins_at - clock.now()


def _queue(event: str, appointment: Appointment, worth: timedelta, **more: str) -> OutgoingMessage | None:
    if worth <= timedelta(0):
        return None
    begins, ends = (at.astimezone(clock.BEIJING) for at in (appointment.slot.begins_at, appointment.slot.ends_at))
    return queue_message(
        event,
        hall=appointment.hall,
        phone=appointment.phone,
        dedupe_key=f"queueing.{event}:{appointment.pk}",
        about=appointment.number,
        values={
            "day": f"{begins.month}月{begins.day}日",
            "time": f"{begins:%H:%M}–{ends:%H:%M}",
            "number": appointment.number,
            **more,
        },
        expires_in=worth,
    )
