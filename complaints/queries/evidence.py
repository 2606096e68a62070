"""Gathering what the records say of one service: its applications, the standards they are pinned to, what was asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from applications.models import Application, Document, DocumentKind, HandOver
from applications.states import MaterialStatus
from complaints.evidence import CHECKABLE, CaseFacts, Standard, check
from complaints.list_difference import difference
from hall.kernel import clock
from hall.queries.calendar import working_calendar
from matters.models import MatterVersion
from matters.queries.catalogue import standing_version, tick_list
from queueing.models import Service, TicketApplication

MOST_CASES = 8
UNASKED = (MaterialStatus.NOT_NEEDED, MaterialStatus.SHARED)


def evidence_for(service: Service, tags: Sequence[str]) -> list[dict[str, Any]]:
    """The evidence to the checkable ones of these tags; nothing is asked where none is checkable."""
    chosen = [tag for tag in tags if tag in CHECKABLE]
    if not chosen:
        return []
    cases = cases_of(service)
    return [check(tag, cases, clock.today(), working_calendar()) for tag in chosen]


def cases_of(service: Service) -> list[CaseFacts]:
    """The applications of this service, or else the published standards of what the person came for."""
    applications = list(_applications(service)[:MOST_CASES])
    return [_case(one) for one in applications] or _came_for(service)


def _applications(service: Service) -> QuerySet[Application]:
    """Those received at the window while the person was there, or handed over; else all of the ticket."""
    linked = TicketApplication.objects.filter(ticket=service.ticket_id).values("application")
    rows = Application.objects.filter(hall=service.hall_id).select_related("version__matter", "decision").defer("form")
    until = service.ended_at or clock.now()
    span = (service.called_at, until)
    given = HandOver.objects.filter(window=service.window_id, handed_at__range=span).values("result__application")
    here = Q(pk__in=linked, received_at__range=span) | Q(pk__in=given)
    found = rows.filter(here).order_by("pk")
    return found if found.exists() else rows.filter(pk__in=linked).order_by("pk")


def _case(application: Application) -> CaseFacts:
    version = application.version
    asked = {
        row.material.name: row.problem
        for row in application.materials.select_related("material").order_by("material__order")
        if row.status not in UNASKED
    }
    notices = Document.objects.of(application.hall_id).filter(
        application=application, kind=DocumentKind.CORRECTION_NOTICE
    )
    for notice in notices.order_by("pk"):
        asked |= {line["name"]: line.get("problem", "") for line in notice.content.get("missing", [])}
    materials = tick_list(version)
    return CaseFacts(
        standard=_standard(version, tuple(material.name for material in materials)),
        number=application.number,
        asked=tuple(difference(asked.items(), materials)),
        accepted=_day(application.accepted_at),
        promise_due=application.promise_due,
        legal_due=application.legal_due,
        decided=_day(application.decision_moment()),
    )


def _came_for(service: Service) -> list[CaseFacts]:
    matters = service.ticket.ticket_matters.select_related("matter").order_by("order")[:MOST_CASES]
    versions = [standing_version(row.matter, service.called_at) or standing_version(row.matter) for row in matters]
    return [
        CaseFacts(_standard(version, tuple(material.name for material in tick_list(version))))
        for version in versions
        if version is not None
    ]


def _standard(version: MatterVersion, materials: tuple[str, ...]) -> Standard:
    return Standard(version.matter.name, version.number, version.fingerprint, materials)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.BEIJING).date() if moment else None
