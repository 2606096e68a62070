"""Results by post: handed to a carrier with a number, received by somebody, or come back."""

import re

from django.db import transaction

from applications.errors import ReasonMissing
from applications.issuing_errors import AddressMissing, CarrierMissing, PaperElsewhere
from applications.models import Application, Delivery, HandOver, Posting, Result
from applications.models.result import CollectorKind
from applications.result_states import ProofKind, ResultState, Way
from applications.verbs.arriving import mark_available, told_posted
from applications.verbs.common import tell_by_message
from applications.verbs.papers import move, moved_paper, with_result
from applications.verbs.serving import serve
from applications.verbs.verifying import refuse_revoked
from hall.kernel import clock
from hall.models import Hall, StaffMember

TRACKING = re.compile(r"[A-Z0-9-]{6,40}")


def post(*, hall: Hall, number: str, carrier: str, tracking_number: str, by: StaffMember) -> Posting:
    """Give a result to the carrier; the person is told carrier and number."""
    carrier, tracking = carrier.strip(), tracking_number.strip().upper().replace(" ", "")
    if not carrier or not TRACKING.fullmatch(tracking):
        raise CarrierMissing()
    with transaction.atomic():
        application, result = with_result(hall, number, "post", by)
        refuse_revoked([application])
        if _addressee(application) is None:
            raise AddressMissing()
        move(result, "post")
        mark_available(result)
        result.save()
        posting = Posting.objects.create(
            hall=hall, result=result, carrier=carrier, tracking_number=tracking, posted_at=clock.now(), posted_by=by
        )
        told_posted(application, posting)
        moved_paper(application, "post", by, carrier=carrier, tracking=tracking)
        return posting


def _addressee(application: Application) -> Delivery | None:
    """To whom it goes, when the way is the post and the address is there."""
    delivery = Delivery.objects.of(application.hall_id).filter(application=application).first()
    return delivery if delivery and delivery.way == Way.POST and delivery.address else None


def post_arrived(*, hall: Hall, number: str, received_by: str, by: StaffMember) -> HandOver:
    """Note who received it, by the carrier's word: the result is served."""
    received_by = received_by.strip()
    if not received_by:
        raise ReasonMissing()
    with transaction.atomic():
        application, result = with_result(hall, number, "post_arrived", by)
        posting = _under_way(result, "登记签收")
        posting.arrived_at, posting.received_by = clock.now(), received_by[:60]
        posting.save(update_fields=["arrived_at", "received_by"])
        facts = {
            "collector_kind": CollectorKind.ADDRESSEE, "collector_name": received_by[:60], "collector_id": "",
            "method": Way.POST, "proof_kind": ProofKind.CARRIER,
        }  # fmt: skip
        return serve(application, "post_arrived", facts, by)


def post_came_back(*, hall: Hall, number: str, reason: str, by: StaffMember) -> Result:
    """Take a returned letter in: it lies at the counter again, the person is told to come or to mend the address."""
    if not reason.strip():
        raise ReasonMissing()
    with transaction.atomic():
        application, result = with_result(hall, number, "post_came_back", by)
        posting = _under_way(result, "登记退件")
        posting.returned_at, posting.return_reason = clock.now(), reason.strip()[:200]
        posting.save(update_fields=["returned_at", "return_reason"])
        move(result, "post_came_back")
        result.save()
        moved_paper(application, "post_came_back", by, reason.strip())
        tell_by_message(application, "result_post_back", posting.pk)
        return result


def _under_way(result: Result, what: str) -> Posting:
    posting = Posting.objects.of(result.hall_id).filter(result=result, arrived_at=None, returned_at=None).first()
    if posting is None or result.state != ResultState.POSTED:
        raise PaperElsewhere(number=result.application.number, place=result.place, what=what)
    return posting
