"""The same visit over REST: a program can do everything a page can."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from hall.models import OutgoingMessage
from tests.journeys.running import Running
from tests.journeys.story import (
    APPROVER_OF_THE_CERTIFICATE,
    CAR,
    HOME,
    ID_NUMBER,
    LOST_CERTIFICATE,
    NAME,
    PHONE,
    SETTLING,
    code_of,
)

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
SENT = ("sent", "delivered")


class Caller:
    """Someone (or some machine) with a token."""

    def __init__(self, hall: Running, username: str = "", password: str = ""):
        self.http = httpx.Client(base_url=f"{hall.web}/api/v1", timeout=20)
        if username:
            token = self.post("/token/", username=username, password=password)["token"]
            self.http.headers["Authorization"] = f"Token {token}"

    def post(self, path: str, key: str = "", **body: Any) -> Any:
        answer = self.http.post(path, json=body, headers={"Idempotency-Key": key} if key else {})
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def get(self, path: str) -> Any:
        answer = self.http.get(path)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()


def eventually(look: Callable[[], Any], within: float = 40) -> Any:
    """What `look` gives once it gives something; the worker needs a moment."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.3)
    raise AssertionError("it did not happen in time")


def all_there(clerk: Caller, matter: str) -> list[dict[str, Any]]:
    """The published tick list, everything brought."""
    lines = clerk.get(f"/intake-sheets/{matter}/")["materials"]
    return [{"material": line["material"], "status": "have"} for line in lines]


def test_one_visit_from_ticket_to_certificate(hall: Running, demo_hall: str):
    kiosk, clerk = Caller(hall, "kiosk-1", demo_hall), Caller(hall, "ck07", demo_hall)
    approver, issuing = Caller(hall, APPROVER_OF_THE_CERTIFICATE, demo_hall), Caller(hall, "cj31", demo_hall)
    citizen = Caller(hall)

    # 1 The citizen takes one number for three matters of three departments; the request sent twice is one ticket.
    wish = {"matter_codes": [code_of(name) for name in (LOST_CERTIFICATE, HOME, CAR)], "name": NAME}
    person = {"id_type": "resident", "id_number": ID_NUMBER, "phone": PHONE}
    ticket = kiosk.post("/tickets/", key="one-request-1", **wish, **person)
    assert kiosk.post("/tickets/", key="one-request-1", **wish, **person)["number"] == ticket["number"]
    assert len(ticket["matters"]) == 3

    # 2 One press calls; the board shows number and window; a message names the window.
    clerk.post("/windows/07/open/")
    assert clerk.post("/windows/07/call-next/")["ticket"]["number"] == ticket["number"]
    board = citizen.get("/board/?hall=tongzhou")
    assert (board["calls"][0]["number"], board["calls"][0]["window"]) == (ticket["number"], "07")
    sent = eventually(lambda: OutgoingMessage.objects.filter(event="called", state__in=SENT).first())
    assert "07号窗口" in sent.text

    # 3 Three matters are accepted and a fourth, added on the spot; the same request again is the same application.
    clerk.post("/windows/07/start/")
    clerk.post("/windows/07/add-matter/", matter_code=code_of(SETTLING))
    taken = {}
    for name in (LOST_CERTIFICATE, HOME, CAR, SETTLING):
        body = {"matter": code_of(name), "ticks": all_there(clerk, code_of(name)), "form": {"content": name}}
        taken[name] = clerk.post("/windows/07/take-in/", key=f"take-in-{len(taken)}", **body)
        assert taken[name]["state"] == "accepted" and taken[name]["promise_due"]
    again = clerk.post("/windows/07/take-in/", matter=code_of(CAR), ticks=all_there(clerk, code_of(CAR)))
    assert again["number"] == taken[CAR]["number"]
    clerk.post("/windows/07/finish/")
    assert citizen.get(f"/tickets/{ticket['token']}/")["state"] == "awaiting_result"

    # 4 The department sees its own inbox only, and decides the instant matter with a reason.
    certificate = taken[LOST_CERTIFICATE]["number"]
    assert [row["number"] for row in approver.get("/inbox/")["results"]] == [certificate]
    approver.post(f"/applications/{certificate}/decide/", granted=True, reason="材料齐全，符合补证条件")

    # 5 The same number waits for the issuing counter; the clerk checks who collects and hands over.
    eventually(lambda: citizen.get(f"/tickets/{ticket['token']}/")["queue"] == "issuing")
    issuing.post("/windows/31/open/")
    assert issuing.post("/windows/31/call-next/")["ticket"]["number"] == ticket["number"]
    issuing.post("/windows/31/start/")
    waiting = issuing.post("/results/find/", ticket=ticket["number"])
    assert [row["application"] for row in waiting] == [certificate]
    who = {"collector_kind": "applicant", "collector_name": NAME, "collector_id": ID_NUMBER, "window": "31"}
    (handed,) = issuing.post("/results/hand-over/", key="hand-over-1", numbers=[certificate], **who)
    assert handed["application"] == certificate
    issuing.post("/windows/31/finish/")
    assert citizen.get(f"/tickets/{ticket['token']}/")["state"] == "finished"

    # 6 The citizen rates on the window's pad; nothing is preset.
    pad = Caller(hall, "pad-31", demo_hall)
    token = eventually(lambda: pad.get("/windows/31/pad/")["token"])
    assert pad.post("/ratings/", token=token, level="very_satisfied")["state"] == "given"

    # 7 At any time the status is there, with number and second factor.
    status = citizen.post("/status/", number=certificate, second_factor=PHONE[-4:])
    assert status["state"] == "delivered"
    car = citizen.post("/status/", number=taken[CAR]["number"], second_factor=PHONE[-4:])
    assert car["state"] == "accepted" and car["promise_due"] == taken[CAR]["promise_due"]
    refused = citizen.http.post("/status/", json={"number": certificate, "second_factor": "0000"})
    unknown = citizen.http.post("/status/", json={"number": "BJ000000-00000-0", "second_factor": "0000"})
    assert (refused.status_code, refused.json()["detail"]) == (unknown.status_code, unknown.json()["detail"])
