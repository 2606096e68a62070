"""The given ratings of a month as records for the exchange."""

from collections.abc import Iterator
from typing import Any

from applications.models import Application
from applications.months import Month
from complaints.models import Rating
from complaints.queries.figures import ratings_of
from complaints.rating_records import Rated, record
from complaints.states import RatingState
from hall.kernel import clock
from hall.models import Hall, StaffMember
from queueing.models import TicketApplication


def records_of(
    hall: Hall, month: Month, *, with_person: bool, reader: StaffMember | None = None
) -> Iterator[dict[str, Any]]:
    """One record for each given rating; a second one beside it where the rater rated again.

    A reader who also serves does not get the ratings of their own services.
    """
    rows = ratings_of(hall, month).filter(state=RatingState.GIVEN).order_by("given_at", "pk")
    if reader is not None:
        rows = rows.exclude(service__clerk=reader.pk)
    around = rows.select_related(
        "hall", "service__clerk", "service__window", "service__queue", "service__ticket__party", "rectification"
    )
    for rating in around:
        affair = _affair(rating)
        yield record(_rated(rating, affair), with_person=with_person)
        again = getattr(rating, "rectification", None)
        if again is not None and again.again_level:
            yield record(_rated(rating, affair, again=again), with_person=with_person)


def _rated(rating: Rating, affair: dict[str, Any], again: Any = None) -> Rated:
    service, hall = rating.service, rating.hall
    party, ticket = service.ticket.party, service.ticket
    return Rated(
        level=again.again_level if again else rating.level,
        tags=[] if again else rating.tags,
        words=again.again_words if again else rating.words,
        channel=again.again_channel if again else rating.channel,
        given_at=_here(again.again_at if again else rating.given_at),
        times=2 if again else 1,
        hall={"code": hall.code, "name": hall.name, "area_code": hall.area_code},
        service={
            "queue_kind": service.queue.kind,
            "queue": service.queue.name,
            "clerk": service.clerk.name,
            "work_number": service.clerk.username,
            "window": service.window.code,
            "number": ticket.number,
            "ended_at": _here(service.ended_at),
        },
        affair=affair,
        person={
            "kind": party.kind,
            "name": party.name,
            "phone": ticket.phone or party.phone,
            "id_type": party.id_type,
            "id_number": party.id_number,
        },
    )


def _affair(rating: Rating) -> dict[str, Any]:
    """The application of the visit, or the matter the person came for."""
    ticket = rating.service.ticket
    linked = TicketApplication.objects.filter(ticket=ticket).order_by("pk").values_list("application", flat=True)
    rows = Application.objects.filter(pk__in=list(linked[:1])).select_related("department", "version__matter")
    application = rows.defer("form").first()
    if application is None:
        chosen = ticket.ticket_matters.select_related("matter__department").order_by("order").first()
        return _matter(chosen.matter) if chosen else {}
    return {
        **_matter(application.version.matter),
        "serial": application.project_number,
        "applied_at": _here(application.received_at),
        "done_at": _here(application.closed_at),
    }


def _matter(matter: Any) -> dict[str, Any]:
    department = matter.department
    return {
        "department_code": department.credit_code,
        "department": department.full_name,
        "code": matter.implementation_code,
        "name": matter.name,
        "handling_item": matter.handling_code,
        "project_type": matter.matter_type,
    }


def _here(at: Any) -> Any:
    return at.astimezone(clock.BEIJING) if at else None
