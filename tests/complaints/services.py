"""Finished services to rate, made without the queue's verbs."""

from datetime import timedelta
from typing import Any

from hall.kernel import clock
from hall.models import Device, StaffMember, Window
from hall.roles import Role
from queueing.models import Queue, Service, Ticket
from tests.factories import TICKETS, PartyFactory, QueueFactory, StaffFactory, WindowFactory


def a_service(window: Window | None = None, *, ago: int = 5, phone: str = "13800001234", **fields: Any) -> Service:
    """A service that ended `ago` seconds ago."""
    window = window or WindowFactory()
    queue = Queue.objects.filter(hall=window.hall).first() or QueueFactory(hall=window.hall)
    now, serial = clock.now(), next(TICKETS)
    ended = now - timedelta(seconds=ago)
    ticket = Ticket.objects.create(
        hall=window.hall, queue=queue, day=now.date(), serial=serial, number=f"A{serial:03d}", token=f"token{serial}",
        party=PartyFactory(),
        phone=phone, channel="kiosk", state="finished", position=serial * 1000, issued_at=now,
        queued_at=now,
    )  # fmt: skip
    times = {"queued_at": ended - timedelta(minutes=20), "called_at": ended - timedelta(minutes=9)}
    given = {"ended_at": ended, "outcome": "finish", "started_at": ended - timedelta(minutes=8), **times, **fields}
    clerk = StaffFactory(hall=window.hall)
    return Service.objects.create(hall=window.hall, ticket=ticket, queue=queue, window=window, clerk=clerk, **given)


def a_pad(window: Window) -> StaffMember:
    """The account of the pad at this window."""
    account = StaffFactory(hall=window.hall, roles=[Role.PAD])
    Device.objects.create(
        hall=window.hall, code=f"pad-{window.pk}", name="评价器", kind="pad", window=window, account=account
    )
    return account
