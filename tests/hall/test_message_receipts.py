"""Receipts: from the provider only, repeated and out of order as they come."""

import json
import time

import pytest

from hall.messages.signing import signed_headers
from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message
from tests.factories import HallFactory
from tests.hall.provider import KEY, SECRET

pytestmark = pytest.mark.django_db
PATH = "/api/v1/message-receipts/"


@pytest.fixture
def message(settings) -> OutgoingMessage:
    settings.SMS_HTTP_KEY, settings.SMS_HTTP_SECRET = KEY, SECRET
    made = queue_message(
        "missed", hall=HallFactory(), phone="13812345678", dedupe_key="ticket:1:missed", values={"number": "A023"}
    )
    made.state, made.attempts = "sent", 1
    made.save()
    return made


def post(client, *receipts, secret=SECRET, at=None, body=None):
    body = body or json.dumps({"receipts": receipts}).encode()
    headers = signed_headers(KEY, secret, "POST", PATH, body, at or time.time())
    return client.post(PATH, body, content_type="application/json", headers=headers)


def receipt(status="delivered", reference="ticket:1:missed", **more):
    return {"reference": reference, "id": "sms-9", "status": status, **more}


def test_a_receipt_says_that_the_message_arrived(client, message):
    answer = post(client, receipt())
    assert (answer.status_code, answer.json()) == (200, {"recorded": 1, "known": 0, "not_ours": 0})
    message.refresh_from_db()
    assert message.state == "delivered" and message.delivered_at and message.provider_reference == "sms-9"


def test_a_receipt_says_why_it_did_not(client, message):
    post(client, receipt("failed", reason="关机"))
    message.refresh_from_db()
    assert message.state == "failed" and message.failure == "运营商回执：关机"


def test_a_repeated_receipt_changes_nothing(client, message):
    post(client, receipt())
    first = OutgoingMessage.objects.values().get()
    assert post(client, receipt()).json()["known"] == 1
    assert OutgoingMessage.objects.values().get() == first


@pytest.mark.parametrize(("first", "late"), [("delivered", "failed"), ("failed", "delivered")])
def test_a_state_never_goes_backwards(client, message, first, late):
    post(client, receipt(first), receipt(late))
    message.refresh_from_db()
    assert message.state == first


@pytest.mark.parametrize("state", ["queued", "relayed", "sending", "sent", "expired", "unknown"])
def test_a_late_receipt_counts_whatever_we_thought(client, message, state):
    message.state = state
    message.save()
    post(client, receipt())
    message.refresh_from_db()
    assert message.state == "delivered"


def test_a_message_that_was_never_attempted_has_no_receipt(client, message):
    message.state, message.attempts = "queued", 0
    message.save()
    assert post(client, receipt()).json()["recorded"] == 0
    message.refresh_from_db()
    assert message.state == "queued"


def test_a_receipt_for_somebody_else_is_counted_and_ignored(client, message):
    assert post(client, receipt(reference="other"), receipt()).json() == {"recorded": 1, "known": 0, "not_ours": 1}


@pytest.mark.parametrize(
    "how",
    [{"secret": "guessed"}, {"at": -400}, {"at": 400}],
    ids=["secret", "old", "future"],
)
def test_a_receipt_that_cannot_be_trusted_is_refused(client, message, how):
    if "at" in how:
        how = {"at": time.time() + how["at"]}
    answer = post(client, receipt(), **how)
    assert answer.status_code == 403 and answer.json()["code"] == "hall.receipt_not_trusted"
    message.refresh_from_db()
    assert message.state == "sent"


def test_an_altered_receipt_is_refused(client, message):
    body = json.dumps({"receipts": [receipt("failed")]}).encode()
    headers = signed_headers(KEY, SECRET, "POST", PATH, body, time.time())
    altered = body.replace(b"failed", b"delivered")
    assert client.post(PATH, altered, content_type="application/json", headers=headers).status_code == 403
    assert client.post(PATH, body, content_type="application/json").status_code == 403


def test_without_a_configured_secret_nobody_is_trusted(client, message, settings):
    settings.SMS_HTTP_SECRET = ""
    assert post(client, receipt(), secret="").status_code == 403


def test_nonsense_is_refused_in_words(client, message):
    assert post(client, body=b"{}").status_code == 400
    assert post(client, receipt("lost")).json()["code"] == "hall.invalid_input"
    assert post(client, body=b"not json").status_code == 400
