"""Choosing how to get a result, and naming who may fetch it: by the clerk, or by who proved the phone on record."""

from typing import Any

from django.db import transaction

from applications.issuing_errors import AddressMissing, CollectorMissing, PhoneMissing, TooLateToChange, WayNotOffered
from applications.models import Application, Delivery
from applications.queries.ways import WHY, delivery_of, ways_offered, why_not_now
from applications.result_states import HERE, Way
from applications.verbs.arriving import available
from applications.verbs.common import tell_by_message
from applications.verbs.papers import taken
from hall import steps
from hall.identity import cleaned
from hall.kernel import clock
from hall.models import Hall, StaffMember


def choose_way(
    *,
    hall: Hall,
    number: str,
    way: str,
    addressee: str = "",
    phone: str = "",
    address: str = "",
    by: StaffMember,
) -> Delivery:
    """Choose or change the way until the cut-off; the phone on record is told of a change."""
    with transaction.atomic():
        application = taken(hall, number, "choose_way", by)
        chosen = _allowed(application, way)
        to = {"addressee": addressee.strip(), "phone": phone.strip(), "address": address.strip()}
        if chosen == Way.POST and not (to["addressee"] and to["phone"] and len(to["address"]) >= 6):
            raise AddressMissing()
        if chosen == Way.LOCKER and not application.contact_phone:
            raise PhoneMissing()
        delivery = _written(application, by, way=chosen, **(to if chosen == Way.POST else dict.fromkeys(to, "")))
        step = steps.record(application, "choose_way", by, way=str(chosen))
        tell_by_message(application, "way_changed", step.pk, way=str(chosen.label))
        _ready_at_once(application, chosen)
        return delivery


def _allowed(application: Application, way: str) -> Way:
    """The way, when it is offered and it is not too late. Raises WayNotOffered, TooLateToChange."""
    why = why_not_now(application, getattr(application, "result", None))
    if why:
        raise TooLateToChange(why=WHY[why], phone=application.hall.phone)
    offered = ways_offered(application)
    if way not in offered:
        label = Way(way).label if way in Way.values else way
        raise WayNotOffered(way=label, offered="、".join(str(each.label) for each in offered))
    return Way(way)


def _ready_at_once(application: Application, way: Way) -> None:
    """A sealed document needs no paper to be made first."""
    result = getattr(application, "result", None)
    if way == Way.ELECTRONIC and result is not None and result.state in HERE and result.available_at is None:
        available(application, result)


def name_collector(
    *, hall: Hall, number: str, collector_name: str, collector_id: str, authority: str = "", by: StaffMember
) -> Delivery:
    """Name who may fetch the result. Without an authority on record they show a letter at the counter. Blank withdraws."""
    name, document = collector_name.strip(), cleaned(collector_id)
    if bool(name) != bool(document):
        raise CollectorMissing()
    with transaction.atomic():
        application = taken(hall, number, "name_collector", by)
        why = why_not_now(application, getattr(application, "result", None))
        if why and why != "cut_off":
            raise TooLateToChange(why=WHY[why], phone=application.hall.phone)
        delivery = _written(
            application, by, collector_name=name, collector_id=document, collector_authority=authority.strip()[:120]
        )
        steps.record(application, "name_collector", by, named=bool(name), authority=bool(delivery.collector_authority))
        return delivery


def _written(application: Application, by: StaffMember, **values: Any) -> Delivery:
    row = delivery_of(application) or Delivery(hall=application.hall, application=application)
    for field, value in values.items():
        setattr(row, field, value)
    row.chosen_by, row.chosen_at = by, clock.now()
    row.save()
    return row
