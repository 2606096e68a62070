"""What is kept of a person's application: sealed, once, shown to whom it concerns; the contact is that of the receipt."""

import json
import os

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from rest_framework.test import APIClient

from applications.errors import FormUnfit, StatusNotFound
from applications.models import Application
from applications.queries.status import status_for_citizen
from applications.verbs import intake
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.factories import DepartmentFactory, PartyFactory, StaffFactory
from tests.factories.applications import people

ADDRESS = "朝阳区某某路12号院3号楼"


def stored(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM applications_application")
        return cursor.fetchone()[0]


def test_the_form_lies_sealed_in_the_database_and_in_no_history(ours):
    application = ours.accepted(form={"place": ADDRESS})
    assert Application.objects.get(pk=application.pk).form == {"place": ADDRESS}
    assert ADDRESS not in stored("form") and "place" not in stored("form")
    assert ours.applicant.phone not in stored("contact_phone") != ""
    kept = {field.name for field in Application.history.model._meta.get_fields()}
    assert not kept & {"form", "contact_phone"} and "state" in kept


@pytest.mark.parametrize(
    "form",
    [
        {"a": "\0"},
        {"a": "\ud800"},
        {"a\ud800": "x"},
        {"a": "字" * 2001},
        {"a": {"b": "c"}},
        {"a": ["x"]},
        {f"n{n}": "" for n in range(101)},
    ],
)
def test_a_form_that_cannot_be_kept_is_refused_in_words(ours, form):
    with pytest.raises(FormUnfit) as refused:
        ours.receive(form=form)
    assert refused.value.words.encode() and not Application.objects.exists()


@pytest.mark.parametrize("value", ["\0", "\ud800", "字" * 2001, {"b": 1}, [1], None])
def test_the_api_answers_bad_form_values_with_400(ours, value):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(ours.clerk)
    party = ours.applicant
    applicant = {"name": party.name, "id_type": party.id_type, "id_number": party.id_number}
    body = {"matter": ours.version.matter.code, "applicant": applicant, "form": {"a": value}}
    sent = client.post(reverse("api-applications"), json.dumps(body), content_type="application/json")
    assert sent.status_code == 400


def test_the_form_is_for_the_counter_and_the_deciding_department(ours, client):
    number = ours.accepted(form={"place": ADDRESS}).number
    reads = {Role.WINDOW_CLERK: True, Role.GUIDE: False, Role.AUDITOR: False, Role.SUPERVISOR: False}
    readers = [(StaffFactory(hall=ours.hall, roles=[role]), may) for role, may in reads.items()]
    other = {"hall": ours.hall, "department": DepartmentFactory()}
    readers.append((StaffFactory(roles=[Role.APPROVER, Role.AUDITOR], **other), False))
    for person, may in [*readers, (ours.approver, True)]:
        api = APIClient()
        api.force_authenticate(person)
        answer = api.get(reverse("api-application", args=[number]))
        assert answer.status_code == 200 and answer.json()["form"] == ({"place": ADDRESS} if may else None)
        client.force_login(person)
        page = client.get(reverse("application", args=[number])).content.decode()
        assert (ADDRESS in page) is may, person.roles


def test_a_later_visit_does_not_redirect_a_running_case(ours):
    application = ours.receive()
    before = ours.applicant.phone
    ours.applicant.phone = "13766667777"
    ours.applicant.save()
    intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert {message.phone for message in OutgoingMessage.objects.filter(about=application.number)} == {before}
    assert status_for_citizen(application.number, before[-4:]).number == application.number
    with pytest.raises(StatusNotFound):
        status_for_citizen(application.number, "7777")
    assert ours.receive().contact_phone == "13766667777", "the next application takes the new one"


def test_the_applicants_phone_serves_when_the_agent_left_none(ours):
    assert ours.receive(agent=PartyFactory(phone="")).contact_phone == ours.applicant.phone


@pytest.mark.skipif(not os.environ.get("OLD_SCHEMAS"), reason="two minutes through old schemas: OLD_SCHEMAS=1 runs it")
@pytest.mark.django_db(transaction=True)
def test_forms_and_contacts_survive_the_migration_both_ways(on_a_working_day):
    hall = people()
    number = hall.receive(form={"place": ADDRESS}).number
    _migrate("0005_no_terminated_state")
    try:
        assert ADDRESS.encode("unicode_escape").decode() in stored("form") or ADDRESS in stored("form")
    finally:
        _migrate_to_the_newest()
    kept = Application.objects.get(number=number)
    assert (kept.form, kept.contact_phone) == ({"place": ADDRESS}, hall.applicant.phone)
    assert ADDRESS not in stored("form")


def _migrate(name: str) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("applications", name)])


def _migrate_to_the_newest() -> None:
    """Of every room: going back took those along that stand on it."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
