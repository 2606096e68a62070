"""The queue over REST: everything a page can do, with problem details for refusals."""

import pytest
from rest_framework.test import APIClient

from hall.roles import Role
from queueing.models import Ticket
from tests.factories import StaffFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def client_of(person=None):
    client = APIClient()
    if person is not None:
        client.force_authenticate(person)
    return client


@pytest.fixture
def small():
    made = a_small_hall(matters=2)
    made.window(opened=False)
    return made


def wishes(small, serial=1, **more):
    codes = [matter.code for matter in small.matters]
    return {"matter_codes": codes, "id_type": "resident", "id_number": resident_id(serial), **more}


def test_a_kiosk_takes_a_ticket_and_the_same_key_gives_it_again(small):
    kiosk = client_of(StaffFactory(hall=small.hall, roles=[Role.KIOSK]))
    first = kiosk.post("/api/v1/tickets/", wishes(small), format="json", headers={"Idempotency-Key": "press-0001"})
    again = kiosk.post("/api/v1/tickets/", wishes(small), format="json", headers={"Idempotency-Key": "press-0001"})
    assert first.status_code == again.status_code == 201
    assert first.json()["number"] == again.json()["number"] == "A001"
    assert first.json()["wait"] == {"ahead": 0, "low": None, "high": None}, "no window is open"
    assert len(first.json()["matters"]) == 2
    assert Ticket.objects.get().channel == "kiosk"


def test_a_second_ticket_a_wrong_number_and_no_matter_are_problems_in_words(small):
    guide = client_of(small.guide)
    guide.post("/api/v1/tickets/", wishes(small), format="json")
    held = guide.post("/api/v1/tickets/", wishes(small), format="json")
    assert (held.status_code, held.json()["code"], held.json()["data"]["number"]) == (
        409, "queueing.duplicate_ticket", "A001",
    )  # fmt: skip
    wrong = guide.post("/api/v1/tickets/", wishes(small, id_number="110105194912310021"), format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "hall.invalid_identity_number")
    empty = guide.post("/api/v1/tickets/", {**wishes(small), "matter_codes": []}, format="json")
    assert (empty.status_code, "matter_codes" in empty.json()["fields"]) == (400, True)


def test_strangers_take_no_tickets_and_another_halls_window_is_not_found(small):
    assert client_of().post("/api/v1/tickets/", wishes(small), format="json").status_code in {401, 403}
    elsewhere = a_small_hall()
    _, clerk = elsewhere.window()
    assert client_of(clerk).get("/api/v1/windows/99/").status_code == 404
    assert client_of(small.guide).get("/api/v1/windows/01/").status_code == 200


def test_a_visit_at_the_window_verb_by_verb(small):
    clerk, token = client_of(small.clerks[0]), small.ticket().token

    def act(verb, **body):
        return clerk.post(f"/api/v1/windows/01/{verb}/", body, format="json")

    assert act("call-next").json()["code"] == "queueing.window_not_open"
    assert act("open", browser="b1").json()["state"] == "open"
    assert act("open", browser="b2").json()["code"] == "queueing.window_open_elsewhere"
    assert act("call-next").json()["ticket"]["number"] == "A001"
    assert act("call-next").json()["code"] == "queueing.window_busy"
    assert act("recall").json()["ticket"]["calls"] == 2
    assert act("undo-call").json()["ticket"] is None
    act("call-next"), act("start")
    assert act("add-matter", matter_code=small.matters[1].code).status_code == 200
    assert act("pause", reason="午餐").json()["code"] == "queueing.window_busy"
    assert act("finish").json()["ticket"] is None
    assert client_of().get(f"/api/v1/tickets/{token}/").json()["state"] == "finished"
    assert act("pause", reason="午餐").json()["pause_reason"] == "午餐"
    assert (act("resume").json()["state"], act("close").json()["state"]) == ("open", "closed")


def test_missed_transferred_cancelled_and_back_in(small):
    small.window(kind="issuing", opened=False, code="90")
    clerk, guide, phone = client_of(small.clerks[0]), client_of(small.guide), client_of()
    tokens = [small.ticket().token for _ in range(2)]
    clerk.post("/api/v1/windows/01/open/")
    clerk.post("/api/v1/windows/01/call-next/")
    assert clerk.post("/api/v1/windows/01/miss/").json()["code"] == "queueing.call_again_first"
    clerk.post("/api/v1/windows/01/miss/", {"reason": "离开"}, format="json")
    assert phone.post(f"/api/v1/tickets/{tokens[0]}/rejoin/").status_code in {401, 403}
    assert guide.post(f"/api/v1/tickets/{tokens[0]}/rejoin/").json()["state"] == "waiting"
    assert phone.post(f"/api/v1/tickets/{tokens[1]}/cancel/").json()["state"] == "cancelled"
    clerk.post("/api/v1/windows/01/call-next/")
    moved = clerk.post("/api/v1/windows/01/transfer/", {"queue": "issuing", "reason": "出件"}, format="json")
    assert moved.status_code == 200 and Ticket.objects.get(token=tokens[0]).queue == small.issuing
    listed = guide.get("/api/v1/tickets/").json()
    assert [row["number"] for row in listed["results"]] == ["A001"]


def test_anyone_reads_board_and_queues(small):
    small.ticket()
    board = client_of().get(f"/api/v1/board/?hall={small.hall.code}").json()
    assert board["waiting"] == 1 and board["queues"][0]["code"] == "comprehensive" and board["version"]
    assert client_of().get(f"/api/v1/queues/?hall={small.hall.code}").json()[0]["waiting"] == 1
    assert client_of().get("/api/v1/board/?hall=nowhere").status_code == 404
