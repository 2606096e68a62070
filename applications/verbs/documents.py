"""Issuing and printing documents."""

import secrets
from typing import Any

from django.db import transaction

from applications import contents
from applications.events import DocumentIssued
from applications.models import Application, Document, DocumentKind
from applications.numbers import DocumentNumber, document_number, document_register
from applications.permissions import require_may
from hall import steps
from hall.kernel import clock
from hall.kernel.events import tell
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember

UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def unguessable_code() -> str:
    """A verification code of 127 bits that can be read out and typed."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(26))


def series_of(application: Application, kind: str) -> str:
    """The register into which this application's next document of a kind goes; taken in this order, nobody waits in a ring."""
    short_name = application.department.short_name
    return document_register(application.hall.area_code, short_name, kind, clock.today().year)


def next_number_of(application: Application, kind: str) -> DocumentNumber:
    """The next number of this application's documents of a kind."""
    matter_type, short_name = application.version.matter.matter_type, application.department.short_name
    return document_number(application.hall.area_code, short_name, matter_type, kind, clock.today().year)


def issue(application: Application, kind: DocumentKind, facts: dict[str, Any], *, by: StaffMember) -> Document:
    """Number and freeze a document, within the transaction of the act it tells of; part of a verb, not one.

    The row is the order to make its file, which is done after the commit.
    """
    now = clock.now()
    title = contents.title_of(kind, kind.label, application.version.matter.matter_type)
    number = next_number_of(application, kind)
    document = Document.objects.create(
        hall=application.hall,
        application=application,
        kind=kind,
        number=number.text,
        register=number.register,
        serial=number.serial,
        content={"title": title, **contents.common(application), "date": now.date().isoformat(), **facts},
        issued_at=now,
        issued_by=by,
        verification_code=unguessable_code(),
    )
    tell(DocumentIssued(document_id=document.pk))
    return document


def issue_return(application: Application, ended: str, *, by: StaffMember) -> None:
    """The list of what goes back to the applicant; none when nothing was handed in."""
    facts = contents.returned(application, ended)
    if facts["materials"]:
        issue(application, DocumentKind.RETURN_OF_MATERIALS, facts, by=by)


def count_print(*, hall: Hall, verification_code: str, by: StaffMember) -> Document:
    """Count one printing of a document; from the second on it is marked 补打."""
    with transaction.atomic():
        document = locked(
            Document.objects.of(hall).select_related("application__department", "application__hall"),
            verification_code=verification_code,
        )
        require_may(by, "print", hall=hall)
        document.prints += 1
        document.save(update_fields=["prints"])
        steps.record(document.application, "print", by, document=document.number, count=document.prints)
        return document
