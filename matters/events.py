"""What the catalogue tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CatalogueFileUploaded:
    """A catalogue file waits to be checked."""

    import_id: int


@dataclass(frozen=True)
class CatalogueImportApproved:
    """A checked file was approved and waits to be published."""

    import_id: int
