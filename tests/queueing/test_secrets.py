"""The secret of a ticket is its holder's; plain data are shown at the own window only."""

import pytest

from hall.models import Step
from hall.roles import Role
from queueing.models import Ticket
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall
from tests.queueing.test_api import client_of

pytestmark = pytest.mark.django_db
READERS = [Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE, Role.HALL_MANAGER, Role.SUPERVISOR]
OTHERS = [Role.KIOSK, Role.DISPLAY, Role.PAD, Role.CATALOGUE_EDITOR]


@pytest.fixture
def small():
    made = a_small_hall()
    made.window(), made.window()
    made.ticket(), made.ticket()
    client_of(made.clerks[0]).post("/api/v1/windows/01/call-next/")
    return made


@pytest.mark.parametrize("role", READERS)
def test_who_works_in_the_hall_sees_windows_without_the_secret_of_a_ticket(small, role):
    someone = client_of(StaffFactory(hall=small.hall, roles=[role]))
    for path in ("/api/v1/windows/", "/api/v1/windows/01/"):
        answer = someone.get(path)
        assert answer.status_code == 200 and "A001" in answer.content.decode()
        assert Ticket.objects.first().token not in answer.content.decode() and '"token"' not in answer.content.decode()


@pytest.mark.parametrize("role", OTHERS)
def test_machines_and_departments_do_not_see_windows(small, role):
    machine = client_of(StaffFactory(hall=small.hall, roles=[role]))
    assert {machine.get(path).status_code for path in ("/api/v1/windows/", "/api/v1/windows/01/")} == {403}


def test_the_list_and_the_answer_of_a_window_verb_keep_the_secret(small):
    listed = client_of(small.guide).get("/api/v1/tickets/").json()["results"]
    assert {row["number"] for row in listed} == {"A001", "A002"} and not any("token" in row for row in listed)
    called = client_of(small.clerks[1]).post("/api/v1/windows/02/call-next/").json()["ticket"]
    assert called["matter_codes"] == [small.matters[0].code] and "token" not in called


def reveal(clerk, code="01", reason="核对身份"):
    return client_of(clerk).post(f"/api/v1/windows/{code}/reveal/", {"reason": reason}, format="json")


def test_the_clerk_sees_the_person_at_the_own_window_and_the_look_is_on_record(small):
    shown = reveal(small.clerks[0])
    person = Ticket.objects.get(number="A001").party
    assert (shown.status_code, shown.json()["id_number"]) == (200, person.id_number)
    assert shown.headers["Cache-Control"] == "no-store"
    step = Step.objects.get(verb="reveal")
    assert (step.subject_id, step.by, step.reason) == (person.pk, small.clerks[0], "核对身份")
    assert reveal(small.clerks[0], reason=" ").status_code == 400


def test_nobody_else_sees_the_person(small):
    elsewhere = a_small_hall()
    _, stranger = elsewhere.window(code="77")
    assert reveal(small.clerks[1]).json()["code"] == "queueing.not_your_window"
    assert reveal(small.clerks[1], code="02").json()["code"] == "queueing.nobody_at_window"
    assert reveal(stranger).status_code == 404
    assert reveal(StaffFactory(hall=small.hall, roles=[Role.PAD])).status_code == 403
    assert not Step.objects.filter(verb="reveal").exists()
