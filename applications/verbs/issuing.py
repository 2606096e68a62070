"""What the issuing counter does: check who collects, hand over all at once, keep the proof."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from applications.errors import AuthorisationNotSeen, CollectorDoesNotMatch, MixedApplicants, NothingChosen
from applications.models import Application, DocumentKind, HandOver
from applications.models.result import CollectorKind
from applications.numbers import normal_number
from applications.permissions import require_may
from applications.states import APPLICATION_MOVES
from applications.verbs.common import AROUND, tell_by_message
from applications.verbs.documents import issue, series_of
from applications.verbs.verifying import refuse_revoked
from hall import steps
from hall.identity import cleaned
from hall.kernel import clock
from hall.kernel.errors import NotFound
from hall.kernel.moves import make_move
from hall.models import Hall, StaffMember, Window


def hand_over(
    *,
    hall: Hall,
    numbers: Iterable[str],
    collector_kind: str,
    collector_name: str,
    collector_id: str,
    authorisation_seen: bool = False,
    window: Window | None = None,
    by: StaffMember,
) -> list[HandOver]:
    """Hand the results of one applicant over, all or none: who took them, with which document, when, from whom."""
    with transaction.atomic():
        applications = _taken_together(hall, {normal_number(number) for number in numbers})
        require_may(by, "hand_over", hall=hall)
        _check_one_applicant(applications)
        refuse_revoked(applications)
        for application in applications:
            check_collector(application, collector_kind, collector_id, authorisation_seen=authorisation_seen)
        proof = {
            "collector_kind": CollectorKind(collector_kind),
            "collector_name": collector_name.strip(),
            "collector_id": cleaned(collector_id),
            "authorisation_seen": authorisation_seen,
            "window": window,
        }
        return [_hand_one_over(application, proof, by) for application in applications]


def _taken_together(hall: Hall, wanted: set[str]) -> list[Application]:
    """All of them under row locks, in primary-key order; then in the order of their document series."""
    if not wanted:
        raise NothingChosen()
    rows = Application.objects.of(hall).select_related(*AROUND).filter(number__in=wanted)
    applications = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(applications) != len(wanted):
        raise NotFound()
    return sorted(applications, key=lambda application: series_of(application, DocumentKind.SERVICE_RECEIPT))


def _check_one_applicant(applications: list[Application]) -> None:
    if len({application.applicant_id for application in applications}) > 1:
        raise MixedApplicants(numbers="、".join(application.number for application in applications))


def check_collector(application: Application, kind: str, collector_id: str, *, authorisation_seen: bool) -> None:
    """The applicant or agent shows the document on record; anyone else shows an authorisation."""
    if kind == CollectorKind.REPRESENTATIVE:
        if not authorisation_seen:
            raise AuthorisationNotSeen()
        if not cleaned(collector_id):
            raise CollectorDoesNotMatch(number=application.number, role="代领人")
        return
    is_agent = kind == CollectorKind.AGENT
    person = application.agent if is_agent else application.applicant
    if person is None or cleaned(person.id_number) != cleaned(collector_id):
        raise CollectorDoesNotMatch(number=application.number, role="经办人" if is_agent else "申请人")


def _hand_one_over(application: Application, proof: dict[str, Any], by: StaffMember) -> HandOver:
    moved = make_move(application, APPLICATION_MOVES, "hand_over")
    now = clock.now()
    application.closed_at = now
    application.save()
    result = application.result
    given = HandOver.objects.create(hall=application.hall, result=result, handed_by=by, handed_at=now, **proof)
    facts = {
        "result_name": result.name,
        "result_number": result.number,
        "collector_kind": given.collector_kind,
        "collector_kind_label": CollectorKind(given.collector_kind).label,
        "collector_name": given.collector_name,
        "authorisation_seen": given.authorisation_seen,
        "method": "窗口领取",
        "window": given.window.code if given.window else "",
        "handed_at": now.isoformat(timespec="minutes"),
    }
    receipt = issue(application, DocumentKind.SERVICE_RECEIPT, facts, by=by)
    steps.record(application, moved, by, document=receipt.number, collector=str(given.collector_kind))
    tell_by_message(application, "delivered", given.pk)
    return given
