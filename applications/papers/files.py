"""The file of a document: the sealed original, a marked copy, a preview of what would be issued."""

from dataclasses import dataclass
from typing import Any

from applications import contents
from applications.models import Application, Document, DocumentKind
from applications.papers import store
from applications.papers.rendering import Copy, html_of, pdf_of
from applications.papers.seals import seal_of
from hall.kernel import clock
from hall.models import StaffMember

PREVIEW_NUMBER = "（出具时编号）"


@dataclass(frozen=True)
class Made:
    """A sealed file, not yet kept."""

    data: bytes
    seal_serial: str


def made_of(document: Document) -> Made:
    """The original: drawn, sealed and signed in the department's name."""
    from applications.papers.signing import signed

    seal = seal_of(document.application.department)
    content = document.content
    pdf = pdf_of(html_of(document))
    data = signed(pdf, seal, reason=f"{content['title']} {document.number}", place=str(content["hall"]))
    return Made(data, seal.serial)


def original_of(document: Document) -> bytes:
    """The kept original. Raises PaperDamaged when it was changed on the disk."""
    return store.kept(document.sha256)


def copy_of(document: Document) -> bytes:
    """A PDF for paper, marked 补打 with its count from the second printing on; it carries no signature."""
    return pdf_of(html_of(document, copy=Copy(number=document.prints)))


def draft_of(application: Application, kind: DocumentKind, facts: dict[str, Any], *, by: StaffMember) -> Document:
    """An unsaved document as it would be issued now, without a number."""
    now = clock.now()
    title = contents.title_of(kind, kind.label, application.version.matter.matter_type)
    content = {"title": title, **contents.common(application), "date": now.date().isoformat(), **facts}
    return Document(
        hall=application.hall,
        application=application,
        kind=kind,
        number=PREVIEW_NUMBER,
        content=content,
        issued_at=now,
        issued_by=by,
        verification_code="PREVIEW",
    )


def preview(application: Application, kind: DocumentKind, facts: dict[str, Any], *, by: StaffMember) -> bytes:
    """The PDF of what would be issued, from the same template, marked as a preview; nothing is numbered or kept."""
    return pdf_of(html_of(draft_of(application, kind, facts, by=by), copy=Copy(is_draft=True)))
