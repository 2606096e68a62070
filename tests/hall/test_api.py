"""The base app over REST: tokens, places, parties, records, and its own description."""

from datetime import timedelta

import pytest
import redis
from django.contrib.auth.models import AnonymousUser
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

from hall import steps
from hall.api.throttles import CalmThrottle
from hall.kernel import clock
from hall.kernel.access import ACCOUNT, STAFF, allowed
from hall.models import Party, Step
from hall.roles import Role
from tests.factories import DepartmentFactory, HallFactory, PartyFactory, StaffFactory

PASSWORD = "hall-demo-1"


@pytest.fixture
def api():
    return APIClient()


@pytest.fixture
def hall(db):
    return HallFactory()


def token_of(api, person, password=PASSWORD):
    return api.post("/api/v1/token/", {"username": person.username, "password": password}, format="json")


def signed_in(api, *roles, **more):
    person = StaffFactory(roles=list(roles), **more)
    api.credentials(HTTP_AUTHORIZATION=f"Token {token_of(api, person).data['token']}")
    return person


def test_a_token_is_got_with_account_and_password_and_works_until_given_back(api, hall):
    person = signed_in(api, Role.WINDOW_CLERK, hall=hall)
    assert api.get("/api/v1/me/").data == {
        "username": person.username, "name": person.name, "roles": ["window_clerk"], "hall": hall.code, "department": "",
    }  # fmt: skip
    assert api.delete("/api/v1/token/").status_code == 204
    assert api.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize(("role", "hours"), [(Role.WINDOW_CLERK, 12), (Role.KIOSK, 30 * 24)])
def test_a_persons_token_lasts_a_shift_and_a_machines_a_month(api, hall, role, hours):
    answer = token_of(api, StaffFactory(hall=hall, roles=[role]))
    expected = clock.now() + timedelta(hours=hours)
    assert abs((clock.datetime.fromisoformat(answer.data["expires_at"]) - expected).total_seconds()) < 60


def test_wrong_password_unknown_and_disabled_account_look_the_same(api, hall):
    wrong = token_of(api, StaffFactory(hall=hall), "wrong-one")
    unknown = api.post("/api/v1/token/", {"username": "nobody", "password": "x"}, format="json")
    disabled = token_of(api, StaffFactory(hall=hall, is_active=False))
    assert wrong.status_code == unknown.status_code == disabled.status_code == 401
    assert wrong.json() == unknown.json() == disabled.json()
    assert wrong.json()["code"] == "hall.login_failed"


def test_five_wrong_passwords_lock_the_account_with_problem_details(api, hall):
    person = StaffFactory(hall=hall)
    for _ in range(5):
        answer = token_of(api, person, "wrong-one")
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "application/problem+json")
    assert answer.headers["Retry-After"] == "1800"
    assert token_of(api, person).status_code == 429


def test_a_disabled_accounts_token_ends_at_once(api, hall):
    person = signed_in(api, Role.WINDOW_CLERK, hall=hall)
    person.is_active = False
    person.save()
    assert api.get("/api/v1/me/").status_code == 401


def test_guessing_fast_is_throttled_and_a_dead_counter_stops_nobody(api, hall, monkeypatch):
    monkeypatch.setattr("hall.api.throttles.LoginThrottle.rate", "3/min")
    for n in range(4):
        answer = api.post("/api/v1/token/", {"username": f"nobody{n}", "password": "x"}, format="json")
    assert (answer.status_code, answer.data["code"]) == (429, "hall.throttled")
    assert int(answer.headers["Retry-After"]) > 0

    def no_answer(*_):
        raise redis.ConnectionError

    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.allow_request", no_answer)
    assert CalmThrottle().allow_request(None, None)


def test_a_whole_hall_behind_one_address_gets_its_tokens_in_one_minute(api, hall):
    people = [StaffFactory(hall=hall) for _ in range(70)]
    assert {token_of(api, person).status_code for person in people} == {201}


def test_one_account_is_not_asked_for_without_end(api, hall, monkeypatch):
    monkeypatch.setattr("hall.api.throttles.AccountThrottle.rate", "2/min")
    one, other = StaffFactory(hall=hall), StaffFactory(hall=hall)
    assert [token_of(api, one).status_code for _ in range(3)] == [201, 201, 429]
    assert token_of(api, other).status_code == 201
    assert api.post("/api/v1/token/", [1], format="json").status_code == 400


def test_anyone_may_know_halls_departments_and_hours(api, hall):
    DepartmentFactory(code="scjgj")
    assert [row["code"] for row in api.get("/api/v1/halls/").data] == [hall.code]
    assert api.get(f"/api/v1/halls/{hall.code}/").data["name"] == hall.name
    assert api.get("/api/v1/departments/").data[0]["code"] == "scjgj"
    assert api.get("/api/v1/service-hours/").data == []
    opening = api.get("/api/v1/service-hours/opening/", {"hall": hall.code}).data
    assert (opening["is_open"], opening["may_take_tickets"]) == (True, True)


def test_an_unknown_hall_or_a_moment_that_is_none_is_refused_in_words(api, hall):
    unknown = api.get("/api/v1/halls/nowhere/")
    assert (unknown.status_code, unknown.data["code"]) == (404, "hall.hall_not_found")
    wrong = api.get("/api/v1/service-hours/opening/", {"at": "yesterday"})
    assert (wrong.status_code, wrong.data["code"]) == (400, "hall.invalid_input")


def test_opening_can_be_asked_for_another_moment(api, hall):
    closed = HallFactory(open_around_the_clock=False)
    asked = {"hall": closed.code, "at": "2026-09-21T10:00:00+08:00"}
    assert api.get("/api/v1/service-hours/opening/", asked).data["is_open"] is False


def test_a_party_is_registered_once_and_shown_masked(api, hall):
    signed_in(api, Role.WINDOW_CLERK, hall=hall)
    body = {"name": "李明月", "id_type": "resident", "id_number": "11010519491231002x", "phone": "13812345678"}
    first = api.post("/api/v1/parties/", body, format="json", HTTP_IDEMPOTENCY_KEY="register-0001")
    again = api.post("/api/v1/parties/", body, format="json", HTTP_IDEMPOTENCY_KEY="register-0001")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (first.data["name"], first.data["id_number"]) == ("李**", "1****************X")
    assert Party.objects.count() == 1


@pytest.mark.parametrize("role", [Role.WINDOW_CLERK, Role.GUIDE])
def test_registering_tells_nobody_the_telephone_that_is_kept(api, hall, role):
    """Its last digits are what the public status query asks for."""
    party = PartyFactory(phone="13812345678")
    signed_in(api, role, hall=hall)
    body = {"name": party.name, "id_type": party.id_type, "id_number": party.id_number}
    answer = api.post("/api/v1/parties/", body, format="json")
    assert answer.status_code == 201
    told = answer.json()
    assert told.pop("id") and "5678" not in str(told)


@pytest.mark.parametrize("role", [Role.KIOSK, Role.PAD, Role.DISPLAY, Role.APPROVER])
def test_who_does_not_see_the_document_does_not_register(api, hall, role):
    more = {"department": DepartmentFactory()} if role == Role.APPROVER else {}
    signed_in(api, role, hall=hall, **more)
    body = {"name": "李明月", "id_type": "resident", "id_number": "11010519491231002x"}
    assert api.post("/api/v1/parties/", body, format="json").status_code == 403
    assert not Party.objects.exists()


@pytest.mark.parametrize("role", [Role.KIOSK, Role.PAD, Role.DISPLAY])
def test_a_machine_is_no_person_of_staff(hall, role):
    machine, person = StaffFactory(hall=hall, roles=[role]), StaffFactory(hall=hall, roles=[role, Role.GUIDE])
    assert not allowed(machine, (STAFF,))
    assert allowed(person, (STAFF,))
    assert allowed(machine, (ACCOUNT,)) and allowed(person, (ACCOUNT,))
    assert not allowed(AnonymousUser(), (ACCOUNT,))


def test_a_machine_knows_itself_and_gives_its_token_back(api, hall):
    signed_in(api, Role.PAD, hall=hall)
    assert api.get("/api/v1/me/").data["roles"] == ["pad"]
    assert api.delete("/api/v1/token/").status_code == 204
    assert api.get("/api/v1/me/").status_code == 401


def test_a_wrong_number_is_refused_with_its_field(api, hall):
    signed_in(api, Role.WINDOW_CLERK, hall=hall)
    body = {"name": "李明月", "id_type": "resident", "id_number": "110105194912310021"}
    answer = api.post("/api/v1/parties/", body, format="json")
    assert (answer.status_code, answer.data["code"]) == (422, "hall.invalid_identity_number")
    assert answer.data["data"] == {"problem": "check_digit", "field": "id_number"}
    assert "校验" in answer.data["detail"]


def test_nobodys_plain_data_are_read_by_counting(api, hall):
    """Plain data are shown through a case or a ticket only (their own rooms' routes)."""
    party = PartyFactory()
    signed_in(api, Role.WINDOW_CLERK, hall=hall)
    for path in (f"/api/v1/parties/{party.pk}/", f"/api/v1/parties/{party.pk}/reveal/"):
        assert api.post(path, {"reason": "核对本人身份"}, format="json").status_code == 404
    assert not Step.objects.filter(verb="reveal").exists()


def test_staff_and_record_are_for_those_who_keep_them_and_of_their_hall(api, hall):
    clerk, other = StaffFactory(hall=hall), StaffFactory()
    steps.record(PartyFactory(), "reveal", clerk, "核对身份")
    steps.record(PartyFactory(), "reveal", other, "核对身份")
    steps.seal()
    signed_in(api, Role.HALL_MANAGER, hall=hall)
    assert other.username not in str(api.get("/api/v1/staff/").data)
    assert api.get("/api/v1/steps/").status_code == 403
    signed_in(api, Role.AUDITOR, hall=hall)
    assert [row["word"] for row in api.get("/api/v1/steps/").data["results"]] == ["查看个人信息"]
    verified = api.post("/api/v1/steps/verify/").data
    assert (verified["sealed"], verified["first_broken"]) == (2, None)


def test_without_a_token_staffs_doors_are_closed_with_problem_details(api, hall):
    for path in ("/api/v1/me/", "/api/v1/staff/", "/api/v1/steps/"):
        answer = api.get(path)
        assert answer.status_code == 401, path
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_description_is_valid_and_names_every_operation_once():
    reset_generator_stats()
    schema = SchemaGenerator().get_schema(public=True)
    assert not GENERATOR_STATS, "every operation is described without a guess"
    validate_schema(schema)
    operations = [
        operation["operationId"]
        for path in schema["paths"].values()
        for operation in path.values()
        if "operationId" in operation
    ]
    assert len(operations) == len(set(operations))
    party = schema["paths"]["/api/v1/parties/"]["post"]
    assert any(parameter["name"] == "Idempotency-Key" for parameter in party["parameters"])
    assert "可用者" in party["description"]
    assert "422" in party["responses"]


def test_the_documentation_page_needs_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert "https://" not in page
    assert client.get("/api/v1/schema/").status_code == 200
