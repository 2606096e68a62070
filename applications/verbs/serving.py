"""The proof that a result was served (送达): one row and one numbered receipt, whichever way it took."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from applications.issuing_errors import ProofMissing
from applications.models import Application, DocumentKind, HandOver, PickupCode
from applications.models.result import CollectorKind
from applications.result_states import ProofKind, Way
from applications.scans import checked
from applications.states import APPLICATION_MOVES
from applications.verbs.common import tell_by_message
from applications.verbs.documents import issue
from applications.verbs.papers import move
from applications.verbs.verifying import refuse_revoked
from hall import steps
from hall.kernel import clock, crypto
from hall.kernel.moves import make_move
from hall.models import StaffMember


@dataclass(frozen=True)
class Proof:
    """What proves it: the kind, and the picture of a signature or of the person, as it was sent."""

    kind: str
    data: bytes = b""


ON_PAPER = Proof(ProofKind.PAPER)
METHODS = {Way.WINDOW: "窗口领取", Way.POST: "邮寄", Way.LOCKER: "自助柜", Way.ELECTRONIC: "电子送达"}


def sealed_picture(proof: Proof) -> tuple[bytes, str]:
    """The picture, made anew without metadata, encrypted; and its digest. Nothing where the kind has no picture."""
    if proof.kind not in (ProofKind.SIGNATURE, ProofKind.PHOTO):
        return b"", ""
    if not proof.data:
        raise ProofMissing()
    scan = checked("签收凭据", proof.data)
    if not scan.content_type.startswith("image/"):
        raise ProofMissing()
    return crypto.encrypt(base64.b64encode(scan.data).decode()).encode(), hashlib.sha256(scan.data).hexdigest()


def opened_picture(given: HandOver) -> bytes:
    """The picture of a proof."""
    with given.proof.open("rb") as sealed:
        return base64.b64decode(crypto.decrypt(sealed.read().decode()))


def serve(application: Application, moved_by: str, proof: dict[str, Any], by: StaffMember) -> HandOver:
    """Close the application with the proof: the paper is gone, its codes are void, the receipt has its number."""
    refuse_revoked([application])
    moved = make_move(application, APPLICATION_MOVES, "hand_over")
    now, result = clock.now(), application.result
    result.application = application
    move(result, moved_by)
    result.available_at = result.available_at or now
    result.save()
    application.closed_at = now
    application.save()
    used = proof.get("code")
    codes = PickupCode.objects.of(application.hall_id).filter(result=result, used_at=None, void_at=None)
    codes.exclude(pk=used.pk if used else None).update(void_at=now)
    if used and not used.used_at:
        PickupCode.objects.of(application.hall_id).filter(pk=used.pk).update(used_at=now)
    code = used if used and used.result_id == result.pk else None
    row = {**proof, "code": code}
    given = HandOver.objects.create(hall=application.hall, result=result, handed_by=by, handed_at=now, **row)
    receipt = issue(application, DocumentKind.SERVICE_RECEIPT, facts_of(given), by=by)
    steps.record(application, moved, by, document=receipt.number, collector=str(given.collector_kind), way=given.method)
    tell_by_message(application, "delivered", given.pk)
    return given


def facts_of(given: HandOver) -> dict[str, Any]:
    """What the 送达回证 says."""
    return {
        "result_name": given.result.name,
        "result_number": given.result.number,
        "collector_kind": given.collector_kind,
        "collector_kind_label": CollectorKind(given.collector_kind).label,
        "collector_name": given.collector_name,
        "authorisation_seen": given.authorisation_seen,
        "method": METHODS[Way(given.method)],
        "proof": ProofKind(given.proof_kind).label if given.proof_kind else "",
        "window": given.window.code if given.window else "",
        "handed_at": given.handed_at.isoformat(timespec="minutes"),
    }


def keep_picture(sealed: bytes, rows: list[HandOver]) -> None:
    """Store one sealed picture for all rows of a hand-over."""
    first = rows[0]
    first.proof.save("proof", ContentFile(sealed), save=False)
    try:
        for row in rows:
            row.proof.name = first.proof.name
            row.save(update_fields=["proof"])
    except Exception:
        first.proof.delete(save=False)
        raise
