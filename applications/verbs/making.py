"""Making the sealed file of a document, after the commit of the act it tells of. Safe to do twice."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import F

from applications.models import Document
from applications.papers import store
from applications.papers.files import Made, made_of
from applications.permissions import require_may
from applications.queries.making import MOST_ATTEMPTS, free
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import OutsideFailure
from hall.models import StaffMember

logger = logging.getLogger(__name__)

PAPERS_LOCK = 740_004
AROUND = ("hall", "application__department", "issued_by")


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else makes files at this moment; whoever does holds an advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PAPERS_LOCK])
        is_alone = bool(cursor.fetchone()[0])
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PAPERS_LOCK])


def make_file(document_id: int) -> Document | None:
    """Draw, seal, sign and keep the file of a document; None when it has one, is being made, or rests after failures."""
    document = _claimed(document_id)
    if document is None:
        return None
    try:
        made = made_of(document)
        digest = store.keep(made.data)
    except Exception as failure:
        return _failed(document, failure)
    return _written(document.pk, made, digest)


def make_again(*, document: Document, by: StaffMember) -> Document | None:
    """Try once more what could not be made; somebody asked for it."""
    with transaction.atomic():
        require_may(by, "make_file_again", hall=document.hall)
        again = Document.objects.filter(pk=document.pk, made_at=None)
        if again.update(attempts=0, making_since=None, problem=""):
            steps.record(document.application, "make_file_again", by, document=document.number)
    return make_file(document.pk)


def _claimed(document_id: int) -> Document | None:
    """Take it for a minute, so that two workers do not draw the same paper."""
    rows = Document.objects.filter(free(), pk=document_id, made_at=None)
    if not rows.update(making_since=clock.now(), attempts=F("attempts") + 1):
        return None
    return Document.objects.select_related(*AROUND).get(pk=document_id)


def _failed(document: Document, failure: Exception) -> Document:
    why = type(failure).__name__
    words = failure.words if isinstance(failure, OutsideFailure) else f"绘制时出错（{why}），请系统管理员查看后台日志。"
    logger.warning("paper_not_made", extra={"document_id": document.pk, "why": why})
    rests_since = clock.now() if document.attempts >= MOST_ATTEMPTS else None
    Document.objects.filter(pk=document.pk, made_at=None).update(making_since=rests_since, problem=words[:200])
    document.refresh_from_db()
    return document


def _written(document_id: int, made: Made, digest: str) -> Document:
    """The first file that is there stays; the bytes of a second one are forgotten."""
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document_id)
        if document.made_at is None:
            document.sha256, document.size, document.seal_serial = digest, len(made.data), made.seal_serial
            document.made_at, document.making_since, document.problem = clock.now(), None, ""
            document.save(update_fields=["sha256", "size", "seal_serial", "made_at", "making_since", "problem"])
    if document.sha256 != digest:
        store.forget(digest)
    return document
