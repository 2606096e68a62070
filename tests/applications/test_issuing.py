"""The issuing counter: everything of one person at once, to someone entitled, with proof."""

import pytest

from applications.errors import AuthorisationNotSeen, CollectorDoesNotMatch, MixedApplicants, NothingChosen
from applications.models import Document, HandOver
from applications.queries.results import results_waiting
from hall.kernel.errors import NotFound, NotPermitted
from hall.models import OutgoingMessage
from tests.factories import HallFactory, PartyFactory, a_published_matter
from tests.factories.applications import people


def test_all_results_of_one_person_are_seen_and_handed_over_at_once(ours):
    first, second = ours.decided(), ours.decided()
    assert [r.application_id for r in results_waiting(ours.hall, ours.applicant)] == [first.pk, second.pk]
    given = ours.hand_over(first, second)
    assert len(given) == 2
    for application in (first, second):
        application.refresh_from_db()
        assert application.state == "delivered" and application.closed_at
    assert results_waiting(ours.hall, ours.applicant) == []
    receipts = Document.objects.filter(kind="service_receipt")
    assert {r.content["collector_name"] for r in receipts} == {ours.applicant.name}
    assert OutgoingMessage.objects.filter(event="delivered").count() == 2


def test_results_of_several_departments_lie_at_one_counter(ours):
    other = people(version=a_published_matter())
    application = ours.decided()
    elsewhere = other.decided(hall=other.hall, applicant=ours.applicant)
    assert [r.application_id for r in results_waiting(ours.hall, ours.applicant)] == [application.pk]
    assert [r.application_id for r in results_waiting(other.hall, ours.applicant)] == [elsewhere.pk]


def test_the_proof_keeps_the_collectors_document_encrypted(ours):
    proof = ours.hand_over(ours.decided())[0]
    assert HandOver.objects.get(pk=proof.pk).collector_id == ours.applicant.id_number
    assert proof.handed_by == ours.issuer


def test_someone_else_cannot_pass_as_the_applicant(ours):
    application = ours.decided()
    with pytest.raises(CollectorDoesNotMatch):
        ours.hand_over(application, collector_id=PartyFactory().id_number)
    with pytest.raises(CollectorDoesNotMatch):
        ours.hand_over(application, collector_kind="agent")
    application.refresh_from_db()
    assert application.state == "awaiting_collection"


def test_the_agent_on_record_may_collect(ours):
    agent = PartyFactory()
    application = ours.decided(agent=agent)
    proof = ours.hand_over(
        application, collector_kind="agent", collector_name=agent.name, collector_id=agent.id_number.lower()
    )
    assert proof[0].collector_kind == "agent"
    assert results_waiting(ours.hall, agent) == []


def test_a_representative_shows_an_authorisation(ours):
    application = ours.decided()
    stranger = {"collector_kind": "representative", "collector_name": "赵六", "collector_id": "110101199003070011"}
    with pytest.raises(AuthorisationNotSeen):
        ours.hand_over(application, **stranger)
    assert ours.hand_over(application, authorisation_seen=True, **stranger)[0].authorisation_seen


def test_results_of_two_people_are_not_mixed_and_nothing_is_handed_over(ours):
    mine, other = ours.decided(), ours.decided(applicant=PartyFactory())
    with pytest.raises(MixedApplicants):
        ours.hand_over(mine, other)
    assert not HandOver.objects.exists()


def test_nothing_is_handed_over_when_one_number_is_wrong(ours):
    application = ours.decided()
    with pytest.raises(NotFound):
        ours.hand_over(application, numbers=[application.number, "BJ260921-99999-0"])
    with pytest.raises(NothingChosen):
        ours.hand_over(numbers=[])
    assert not HandOver.objects.exists()


def test_only_the_halls_issuing_clerks_hand_over(ours):
    application = ours.decided()
    with pytest.raises(NotPermitted):
        ours.hand_over(application, by=ours.clerk)
    with pytest.raises(NotFound):
        ours.hand_over(application, hall=HallFactory())
