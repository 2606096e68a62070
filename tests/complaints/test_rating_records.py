"""Ratings as the national exchange takes them: both directions of the level, no person unless it is for the report."""

import json
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from complaints.rating_tokens import token_for
from complaints.verbs.ratings import invite, rate
from hall.kernel import clock
from hall.models import Step
from hall.permissions import system_person
from hall.roles import Role
from queueing.models import TicketMatter
from tests.complaints.services import a_service
from tests.factories import StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 9, 21, 10, 0, tzinfo=clock.BEIJING)


@pytest.fixture
def service():
    with clock.frozen(MOMENT):
        made = a_service(phone="13800001234")
        matter = a_published_matter().matter
        TicketMatter.objects.create(ticket=made.ticket, matter=matter, order=1)
        invite(service_id=made.pk)
        rate(token=token_for(made.pk), level="very_satisfied", tags=["517"], channel="pad", by=system_person("public"))
    return made


def exported(hall, *more):
    out = StringIO()
    with clock.frozen(datetime(2026, 10, 5, 9, 0, tzinfo=clock.BEIJING)):
        call_command("export_ratings", hall.code, "2026-09", *more, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_record_has_the_fields_of_the_exchange_and_both_directions_of_the_level(service):
    (record,) = exported(service.hall)
    assert (record["satisfaction"], record["satisfactionEvaluator"]) == ("1", "5")
    assert record["evalChannel"] == "大厅平板" and record["evalDetail"] == "517"
    matter = service.ticket.ticket_matters.get().matter
    assert record["affairCode"] == matter.implementation_code
    assert record["departmentCode"] == matter.department.credit_code
    assert record["certificateNo"] == service.ticket.party.id_number and record["certificateType"] == "111"
    assert record["evalTime"].startswith("2026-09-21 10:00") and record["windowNo"] == service.window.code
    assert Step.objects.get(verb="export_ratings").data == {"month": "2026-09", "count": 1, "with_person": True}


def test_without_the_person_nothing_of_them_goes_out(service):
    (record,) = exported(service.hall, "--without-person")
    assert record["userName"] == record["contactPhone"] == record["certificateNo"] == ""


def test_the_api_gives_managers_records_without_who_rated(service, client):
    client.force_login(StaffFactory(hall=service.hall, roles=[Role.HALL_MANAGER]))
    with clock.frozen(MOMENT):
        answer = client.get("/api/v1/ratings/records/?month=2026-09")
        listed = client.get("/api/v1/figures/given/?month=2026-09").json()
    assert answer.json()[0]["satisfaction"] == "1"
    party = service.ticket.party
    for text in (answer.content.decode(), str(listed)):
        assert party.name not in text and party.id_number not in text and "13800001234" not in text
    assert listed["count"] == 1 and listed["results"][0]["level"] == "very_satisfied"


def test_a_month_that_is_none_is_refused(service):
    with pytest.raises(CommandError, match="YYYY-MM"):
        call_command("export_ratings", service.hall.code, "September")


def test_a_manager_who_also_serves_gets_no_record_of_their_own_services(service, client):
    service.clerk.roles = [Role.HALL_MANAGER, Role.WINDOW_CLERK]
    service.clerk.save()
    client.force_login(service.clerk)
    with clock.frozen(MOMENT):
        assert client.get("/api/v1/ratings/records/?month=2026-09").json() == []
