"""Fetching a sealed document electronically: who proved the phone on record downloads it, and that serves it."""

from django.db import transaction

from applications.issuing_errors import WayNotOffered
from applications.models import HandOver
from applications.models.result import CollectorKind
from applications.result_states import ProofKind, Way
from applications.states import ApplicationState
from applications.verbs.papers import taken, way_of, with_result
from applications.verbs.serving import serve
from hall.models import Hall, StaffMember


def take_electronically(*, hall: Hall, number: str, by: StaffMember) -> HandOver:
    """Serve the result by its download; a second download serves nothing anew and returns the first proof."""
    with transaction.atomic():
        application = taken(hall, number, "take_electronically", by)
        if application.state in (ApplicationState.DELIVERED, ApplicationState.ARCHIVED):
            return HandOver.objects.of(hall).get(result__application=application)
        application, _ = with_result(hall, number, "take_electronically", by)
        if way_of(application) != Way.ELECTRONIC:
            raise WayNotOffered(way=Way.ELECTRONIC.label, offered=Way(way_of(application)).label)
        facts = {
            "collector_kind": CollectorKind.PHONE, "collector_name": application.applicant.name, "collector_id": "",
            "method": Way.ELECTRONIC, "proof_kind": ProofKind.PHONE,
        }  # fmt: skip
        return serve(application, "take_electronically", facts, by)
