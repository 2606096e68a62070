"""Counting what an intake cost the citizen in typing."""

from collections.abc import Set

from applications.models import Application, IntakeTally
from queueing.models import Ticket, TicketApplication
from queueing.retyping import typing_of


def tally(ticket: Ticket, application: Application, reused: Set[str]) -> IntakeTally:
    """Count the fields of an application just received against those of the visit before it; part of a verb."""
    links = TicketApplication.objects.filter(ticket=ticket).exclude(application=application)
    others = [link.application.form for link in links.select_related("application").order_by("pk")]
    counted = typing_of(application.form, others, reused)
    return IntakeTally.objects.create(
        hall_id=application.hall_id,
        application=application,
        typed=counted.typed,
        retyped=counted.retyped,
        carried=counted.carried,
        at=application.received_at,
    )
