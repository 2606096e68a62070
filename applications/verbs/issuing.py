"""What the issuing counter does: check who collects, hand over all at once, keep the proof."""

from collections.abc import Iterable

from django.db import transaction

from applications.errors import AuthorisationNotSeen, CollectorDoesNotMatch, MixedApplicants, NothingChosen
from applications.issuing_errors import PickupCodeWrong
from applications.models import Application, Delivery, DocumentKind, HandOver, PickupCode
from applications.models.result import CollectorKind
from applications.numbers import normal_number
from applications.permissions import require_may
from applications.queries.codes import live_code
from applications.verbs.common import AROUND
from applications.verbs.documents import series_of
from applications.verbs.serving import ON_PAPER, Proof, keep_picture, sealed_picture, serve
from hall.identity import cleaned
from hall.kernel.errors import NotFound
from hall.models import Hall, StaffMember, Window


def hand_over(
    *,
    hall: Hall,
    numbers: Iterable[str],
    collector_kind: str,
    collector_name: str,
    collector_id: str = "",
    authorisation_seen: bool = False,
    code: str = "",
    proof: Proof = ON_PAPER,
    window: Window | None = None,
    by: StaffMember,
) -> list[HandOver]:
    """Hand the results of one applicant over, all or none: who took them, by which right, when, from whom, what proves it."""
    with transaction.atomic():
        applications = _taken_together(hall, {normal_number(number) for number in numbers})
        require_may(by, "hand_over", hall=hall)
        _check_one_applicant(applications)
        used = _entitled(hall, applications, collector_kind, collector_id, code, authorisation_seen=authorisation_seen)
        sealed, digest = sealed_picture(proof)
        facts = {
            "collector_kind": CollectorKind(collector_kind),
            "collector_name": collector_name.strip(),
            "collector_id": cleaned(collector_id),
            "authorisation_seen": authorisation_seen,
            "code": used,
            "proof_kind": proof.kind,
            "proof_sha256": digest,
            "window": window,
        }
        rows = [serve(application, "give", facts, by) for application in applications]
        if sealed:
            keep_picture(sealed, rows)
        return rows


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


def _entitled(
    hall: Hall, applications: list[Application], kind: str, collector_id: str, code: str, *, authorisation_seen: bool
) -> PickupCode | None:
    """Raise unless this person may take all of them; the code they used, where it was one."""
    if kind == CollectorKind.CODE:
        return check_code(hall, applications, code)
    for application in applications:
        check_collector(application, kind, collector_id, authorisation_seen=authorisation_seen)
    return None


def check_code(hall: Hall, applications: list[Application], code: str) -> PickupCode:
    """A code proves the phone it was sent to: it is good for one of these results and the others with the same phone."""
    used = live_code(hall, code)
    if used is None:
        raise PickupCodeWrong()
    meant = next((each for each in applications if each.pk == used.result.application_id), None)
    if meant is None or any(each.contact_phone != meant.contact_phone for each in applications):
        raise PickupCodeWrong()
    return used


def check_collector(application: Application, kind: str, collector_id: str, *, authorisation_seen: bool) -> None:
    """The applicant or agent shows the document on record; whom the applicant named, that person's; others an authorisation."""
    if kind == CollectorKind.REPRESENTATIVE:
        if not authorisation_seen:
            raise AuthorisationNotSeen()
        if not cleaned(collector_id):
            raise CollectorDoesNotMatch(number=application.number, role="代领人")
        return
    if kind == CollectorKind.NAMED:
        _check_named(application, collector_id, authorisation_seen)
        return
    is_agent = kind == CollectorKind.AGENT
    person = application.agent if is_agent else application.applicant
    if person is None or cleaned(person.id_number) != cleaned(collector_id):
        raise CollectorDoesNotMatch(number=application.number, role="经办人" if is_agent else "申请人")


def _check_named(application: Application, collector_id: str, authorisation_seen: bool) -> None:
    delivery = Delivery.objects.of(application.hall_id).filter(application=application).first()
    named = delivery.collector_id if delivery else ""
    if not named or cleaned(named) != cleaned(collector_id):
        raise CollectorDoesNotMatch(number=application.number, role="指定代领人")
    if delivery is not None and not delivery.collector_authority and not authorisation_seen:
        raise AuthorisationNotSeen()
