"""The published list a complaint is held against: of a matter's guide, or of a printed one-time notice."""

from dataclasses import dataclass, field

from applications.errors import DocumentNotFound
from applications.models import Application, Document, DocumentKind
from hall.models import Hall
from matters.models import Material, Matter, MatterVersion
from matters.queries.catalogue import matter_by_code, shown_version, tick_list


@dataclass(frozen=True)
class PublishedList:
    """A published version with its materials; from a notice also the notice, its application and what it asked."""

    version: MatterVersion
    materials: list[Material]
    document: Document | None = None
    application: Application | None = None
    notice_lines: list[tuple[str, str]] = field(default_factory=list)

    @property
    def matter(self) -> Matter:
        return self.version.matter

    @property
    def hall(self) -> Hall | None:
        """The hall of the notice; from a guide page the person says which."""
        return self.document.hall if self.document else None


def list_of_matter(code: str) -> PublishedList:
    """What is published for a matter now. Raises MatterNotFound or MatterNotAvailable."""
    version = shown_version(matter_by_code(code))
    return PublishedList(version, tick_list(version))


def list_of_notice(verification_code: str) -> PublishedList:
    """What was published on the day of a notice, whoever holds the paper may ask. Raises DocumentNotFound."""
    rows = Document.objects.filter(kind=DocumentKind.CORRECTION_NOTICE).select_related(
        "hall", "application__version__matter__department", "application__department"
    )
    document = rows.filter(verification_code=verification_code.strip().upper()).first()
    if document is None:
        raise DocumentNotFound()
    version = document.application.version
    lines = [(row["name"], row.get("problem", "")) for row in document.content["missing"]]
    return PublishedList(version, tick_list(version), document, document.application, lines)
