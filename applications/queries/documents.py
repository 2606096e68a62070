"""Finding documents: for staff by reach, for anyone by the code on the paper."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.errors import ApplicationNotFound, DocumentNotFound
from applications.models import Document, DocumentKind, HandOver, Revocation
from applications.queries.access import visible_to
from applications.queries.verifying import FileCheck, file_check
from hall.kernel import clock
from hall.masking import mask_name
from hall.models import PartyKind, StaffMember

NOT_MADE = FileCheck(is_made=False)
RESULTS = {DocumentKind.GRANT, DocumentKind.DENIAL, DocumentKind.CERTIFICATE}
REVOCABLE = {DocumentKind.GRANT, DocumentKind.CERTIFICATE}


@dataclass(frozen=True)
class Verified:
    """What anyone may know of a document whose code they hold."""

    title: str
    number: str
    issuer: str
    matter: str
    application: str
    applicant: str
    issued_on: date
    code: str = ""
    is_notice: bool = False
    file: FileCheck = NOT_MADE
    revoked_on: date | None = None


def document_for(person: StaffMember, verification_code: str) -> Document:
    """A document of an application within this person's reach, or ApplicationNotFound."""
    rows = Document.objects.filter(application__in=visible_to(person)).select_related(
        "hall", "application", "issued_by"
    )
    document = rows.filter(verification_code=verification_code).first()
    if document is None:
        raise ApplicationNotFound()
    return document


def verified(verification_code: str) -> Verified:
    """The public facts of the document with this code. Raises DocumentNotFound: no such document was issued."""
    document = Document.objects.filter(verification_code=verification_code.strip().upper()).first()
    if document is None:
        raise DocumentNotFound()
    return facts_of(document)


def facts_of(document: Document) -> Verified:
    """What anyone may know of a document, people masked, and whether its file is what was signed."""
    content = document.content
    is_organisation = content["applicant_kind"] == PartyKind.ORGANISATION
    return Verified(
        title=content["title"],
        number=document.number,
        issuer=content["issuer"],
        matter=content["matter"],
        application=content["application"],
        applicant=mask_name(content["applicant"], organisation=is_organisation),
        issued_on=document.issued_at.astimezone(clock.BEIJING).date(),
        code=document.verification_code,
        is_notice=document.kind == DocumentKind.CORRECTION_NOTICE,
        file=file_check(document),
        revoked_on=revoked_on(document),
    )


def revoked_on(document: Document) -> date | None:
    """The day on which the decision in a document was revoked; None when it stands, or is no decision."""
    if document.kind not in REVOCABLE:
        return None
    row = Revocation.objects.filter(application=document.application_id).first()
    return row.revoked_at.astimezone(clock.BEIJING).date() if row else None


def document_for_citizen(number: str, verification_code: str) -> Document:
    """A document of the application that a citizen has just asked for with both factors. Raises DocumentNotFound."""
    document = _open_to_citizen(number).filter(verification_code=verification_code).first()
    if document is None:
        raise DocumentNotFound()
    return document


def documents_for_citizen(number: str) -> list[Document]:
    """The documents of an application that its citizen may fetch, the newest first."""
    return list(_open_to_citizen(number).defer("content").order_by("-id"))


def _open_to_citizen(number: str) -> QuerySet[Document]:
    """The result itself only once it was served: who downloads it signs for it first."""
    served = Exists(HandOver.objects.filter(result__application=OuterRef("application")))
    rows = Document.objects.filter(Q(served) | ~Q(kind__in=RESULTS), application__number=number)
    return rows.select_related("hall", "application")
