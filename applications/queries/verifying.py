"""Whether the sealed file of a document is what was signed: bytes, signature, whose seal."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Document
from applications.papers import store
from applications.papers.errors import PaperDamaged
from hall.kernel.errors import NotFound

if TYPE_CHECKING:
    from applications.papers.signing import Signature

GROUP = 8


@dataclass(frozen=True)
class FileCheck:
    """What can be said of a document's file: not made yet, damaged, or signed by whom."""

    is_made: bool
    sha256: str = ""
    is_damaged: bool = False
    signature: "Signature | None" = None

    @property
    def holds(self) -> bool:
        return self.signature is not None and self.signature.holds

    @property
    def digest(self) -> str:
        """The digest in groups that can be compared by eye."""
        return " ".join(self.sha256[place : place + GROUP] for place in range(0, len(self.sha256), GROUP))


def file_check(document: Document) -> FileCheck:
    """Read the kept file, compare its digest, check its signature."""
    if document.made_at is None:
        return FileCheck(is_made=False)
    try:
        data = store.kept(document.sha256)
    except PaperDamaged:
        return FileCheck(is_made=True, sha256=document.sha256, is_damaged=True)
    return FileCheck(is_made=True, sha256=document.sha256, signature=_signature(document.sha256, data))


def document_of_file(data: bytes) -> Document:
    """The document whose sealed file these bytes are, to the last bit. Raises NotFound: not ours, or changed."""
    document = Document.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if document is None:
        raise NotFound()
    return document


_known: dict[str, "Signature"] = {}


def _signature(digest: str, data: bytes) -> "Signature | None":
    """The same bytes always give the same answer, so it is worked out once."""
    from applications.papers.signing import signature_in

    if digest not in _known:
        found = signature_in(data)
        if found is None:
            return None
        if len(_known) > 2000:
            _known.clear()
        _known[digest] = found
    return _known[digest]
