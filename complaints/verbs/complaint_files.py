"""Files that come with a complaint: checked by content, kept under random names outside the web root."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from applications.scans import MAX_BYTES, Scan, checked
from complaints.complaint_errors import TooManyFiles
from complaints.models import Complaint, ComplaintFile, UnresolvedCase
from hall.kernel import clock

MOST_FILES = 5
READ_BYTES = MAX_BYTES + 1  # enough to know that it is too large


@dataclass(frozen=True)
class Sent:
    """A file as it arrived."""

    name: str
    data: bytes


def checked_files(files: Sequence[Sent]) -> list[Scan]:
    """The files as they may be kept. Raises TooManyFiles or FileRefused before anything is written."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    return [checked(file.name, file.data) for file in files]


def keep_files(thing: Complaint | UnresolvedCase, scans: Sequence[Scan]) -> None:
    """Keep checked files with their thing, the same content once; part of a verb, not one."""
    seen: set[str] = set()
    for scan in scans:
        digest = hashlib.sha256(scan.data).hexdigest()
        if digest not in seen:
            seen.add(digest)
            _keep(thing, scan, digest)


def _keep(thing: Complaint | UnresolvedCase, scan: Scan, digest: str) -> None:
    is_complaint = isinstance(thing, Complaint)
    row = ComplaintFile(
        hall_id=thing.hall_id,
        complaint=thing if is_complaint else None,
        case=None if is_complaint else thing,
        name=scan.name,
        content_type=scan.content_type,
        size=len(scan.data),
        sha256=digest,
        uploaded_at=clock.now(),
    )
    row.file.save("file", ContentFile(scan.data), save=False)
    try:
        with transaction.atomic():
            row.save()
    except Exception:
        row.file.delete(save=False)
        raise
