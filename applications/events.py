"""What applications tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ApplicationAccepted:
    """A department's matter was accepted at the window; its clocks run."""

    application_id: int


@dataclass(frozen=True)
class ResultReady:
    """A result has reached the issuing counter."""

    application_id: int


@dataclass(frozen=True)
class DocumentIssued:
    """A document was numbered and frozen; its file is to be made."""

    document_id: int
