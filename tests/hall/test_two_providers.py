"""T14, short form: two providers in trouble, and every message reaches its phone once or is named to people."""

import json
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from hall import dispatch
from hall.kernel import clock
from hall.messages.failover import Standing, chosen, is_failing
from hall.messages.signing import signed_headers
from hall.models import MessageProvider, OutgoingMessage, Step
from hall.roles import Role
from hall.verbs.messages import channels, queue_message, relaying
from tests.factories import HallFactory, StaffFactory
from tests.hall.provider import KEY, SECRET, running_provider

OK, BAD = "taken", "not_sent"
SECOND_KEY, SECOND_SECRET = "hall-second", "secret-of-the-second-provider"


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], False),
        ([OK] * 100, False),
        ([BAD, BAD], False),
        ([OK, BAD, BAD, BAD], True),
        ([OK] * 8 + [BAD, OK], False),
        ([BAD, OK, BAD] + [OK] * 7, True),
        ([OK] * 5 + [BAD, OK, "unclear"], False),
        (([OK] * 9 + [BAD]) * 49, False),
        (([OK] * 9 + [BAD]) * 50, True),
        (["refused"] * 60, False),
    ],
)
def test_a_provider_is_left_after_errors_and_not_after_refusals(outcomes, expected):
    assert is_failing(outcomes) is expected


@pytest.mark.parametrize(
    ("first", "second", "last", "expected"),
    [
        (("up", False), ("up", False), ("", ""), "a"),
        (("down", False), ("up", False), ("", ""), "b"),
        (("down", True), ("up", False), ("", ""), "a"),
        (("off", False), ("up", False), ("", ""), "b"),
        (("off", False), ("off", False), ("", ""), ""),
        (("down", False), ("down", False), ("", ""), "a"),
        (("up", False), ("up", False), ("a", "not_sent"), "b"),
        (("up", False), ("off", False), ("a", "not_sent"), "a"),
        (("down", False), ("up", False), ("a", "unclear"), "a"),
        (("off", False), ("up", False), ("a", "unclear"), "b"),
    ],
)
def test_the_order_of_preference(first, second, last, expected):
    assert chosen([Standing("a", *first), Standing("b", *second)], last) == expected


@pytest.fixture
def two(settings, monkeypatch):
    """Two providers on 127.0.0.1; time goes by as the test says."""
    with running_provider() as first, running_provider(SECOND_KEY, SECOND_SECRET) as second:
        settings.SMS_GATEWAY = "hall.messages.http_gateway.HttpGateway"
        settings.SMS_HTTP_URL, settings.SMS_HTTP_KEY, settings.SMS_HTTP_SECRET = first.url, KEY, SECRET
        settings.SMS_SECOND_URL, settings.SMS_SECOND_KEY = second.url, SECOND_KEY
        settings.SMS_SECOND_SECRET = SECOND_SECRET
        settings.SMS_TIMEOUT_SECONDS = 0.3
        settings.SMS_PHONE_HOUR = settings.SMS_PHONE_DAY = 0
        yield first, second


def queued(count, hall=None, key="t14"):
    hall = hall or HallFactory()
    with transaction.atomic():
        return [
            queue_message(
                "received", hall=hall, phone=f"138{serial:08d}", dedupe_key=f"{key}:{serial}",
                values={"matter": "食品经营许可", "number": "110000202609210012"},
            )
            for serial in range(count)
        ]  # fmt: skip


def work(rounds=1):
    """What beat and the worker do, without the pauses between."""
    for _ in range(rounds):
        dispatch.send_all(relaying.relay())
        dispatch.sweep()


def states():
    return sorted(OutgoingMessage.objects.values_list("state", flat=True))


def down():
    return list(MessageProvider.objects.filter(state="down").values_list("code", flat=True))


@pytest.mark.django_db
def test_a_provider_that_is_broken_is_left_at_once_and_its_messages_go_the_other_way(two, on_a_working_day):
    first, second = two
    first.mode = "busy"
    queued(12)
    work()
    assert down() == ["http"] and sum(second.phones.values()) == 9, "three errors in a row are enough"
    with clock.frozen(on_a_working_day + timedelta(seconds=6)):
        work()
    assert states() == ["sent"] * 12 and not first.phones and second.doubled == []
    assert Step.objects.get(verb="fail_over").data == {"provider": "http"}


@pytest.mark.django_db
def test_it_comes_back_by_itself_after_answering_and_one_trial(two, on_a_working_day):
    first, _ = two
    first.mode = "busy"
    queued(3)
    work()
    assert down() == ["http"]
    first.mode = "ok"
    for moment in (6, 15, 30):
        with clock.frozen(on_a_working_day + timedelta(seconds=moment)):
            work()
    assert down() == ["http"], "no message was risked yet"
    with clock.frozen(on_a_working_day + timedelta(seconds=45)):
        queued(2, key="later")
        work()
    assert down() == [] and first.phones["later:0"] == 1 and first.phones["later:1"] == 1
    assert Step.objects.filter(verb="come_back").count() == 1


@pytest.mark.django_db
def test_a_trial_that_fails_costs_one_message_five_seconds(two, on_a_working_day):
    first, second = two
    first.mode = "busy"
    queued(3)
    work()
    for moment in (6, 15, 30):
        with clock.frozen(on_a_working_day + timedelta(seconds=moment)):
            work()
    with clock.frozen(on_a_working_day + timedelta(seconds=45)):
        queued(5, key="later")
        work()
        assert down() == ["http"] and MessageProvider.objects.get().good_probes in (0, 1)
    with clock.frozen(on_a_working_day + timedelta(seconds=51)):
        work()
    assert states() == ["sent"] * 8 and second.doubled == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", ["broken", "hangs-up", "slow"])
def test_in_each_kind_of_trouble_nothing_is_lost_and_nothing_comes_twice(two, on_a_working_day, trouble):
    first, second = two
    first.mode, first.delay = ("ok", 1.0) if trouble == "slow" else (trouble, 0.0)
    queued(24)
    dispatch.send_all(claimed := relaying.relay()[:8])
    assert down() == ["http"] and len(claimed) == 8
    first.mode, first.delay = "ok", 0.0
    time.sleep(0.8)
    for moment in range(1, 160, 12):  # on a busy machine an attempt more may take too long for the 0.3 seconds
        with clock.frozen(on_a_working_day + timedelta(seconds=moment)):
            work()
    reached = first.phones + second.phones
    assert states() == ["sent"] * 24 and set(reached.values()) == {1} and len(reached) == 24


@pytest.mark.django_db(transaction=True)
def test_control_without_the_rule_for_unclear_answers_phones_get_it_twice(two, on_a_working_day, monkeypatch):
    first, second = two
    first.mode = "hangs-up"
    monkeypatch.setattr(channels, "_last", lambda message: ("", ""))
    monkeypatch.setattr(dispatch, "_ask", _sends_again)
    queued(6)
    for moment in range(1, 60, 6):
        with clock.frozen(on_a_working_day + timedelta(seconds=moment)):
            work()
    assert max((first.phones + second.phones).values()) > 1


def _sends_again(attempt):
    from hall.verbs.messages import sending

    sending.not_sent(attempt.message_id, attempt.number, "again")


@pytest.mark.django_db
def test_a_bad_number_is_nobodys_failure(two):
    first, _ = two
    first.mode = "bad-number"
    queued(12)
    work()
    assert states() == ["failed"] * 12 and down() == []


@pytest.mark.django_db
def test_no_receipt_in_time_is_unknown_and_on_the_managers_list(two, client, on_a_working_day):
    manager = StaffFactory(roles=[Role.HALL_MANAGER])
    queued(2, manager.hall)
    work()
    with clock.frozen(on_a_working_day + timedelta(hours=25)):
        work()
        client.force_login(manager)
        words = client.get("/messages/?state=unknown").content.decode()
    assert states() == ["unknown"] * 2
    assert words.count("确定重发") == 2 and "通道在规定时间内没有送回回执" in words


@pytest.mark.django_db
def test_receipts_late_repeated_out_of_order_and_of_strangers(two, client):
    queued(2)
    work()
    receipts = [("delivered", 0), ("failed", 0), ("delivered", 0), ("failed", 1), ("delivered", 1), ("delivered", 9)]
    body = json.dumps({"receipts": [{"reference": f"t14:{n}", "status": status} for status, n in receipts]}).encode()

    def post(key, secret):
        headers = signed_headers(key, secret, "POST", "/api/v1/message-receipts/", body, time.time())
        return client.post("/api/v1/message-receipts/", body, content_type="application/json", headers=headers)

    assert post(KEY, "guessed").status_code == 403 and post(SECOND_KEY, SECRET).status_code == 403
    strangers = post(SECOND_KEY, SECOND_SECRET).json()
    assert strangers == {"recorded": 0, "known": 0, "not_ours": 6}, "it never had these messages"
    assert post(KEY, SECRET).json() == {"recorded": 2, "known": 3, "not_ours": 1}
    assert post(KEY, SECRET).json() == {"recorded": 0, "known": 5, "not_ours": 1}
    assert states() == ["delivered", "failed"]
    unknown_status = json.dumps({"receipts": [{"reference": "t14:0", "status": "eaten"}]}).encode()
    headers = signed_headers(KEY, SECRET, "POST", "/api/v1/message-receipts/", unknown_status, time.time())
    answer = client.post("/api/v1/message-receipts/", unknown_status, content_type="application/json", headers=headers)
    assert answer.status_code == 400 and states() == ["delivered", "failed"]


@pytest.mark.django_db
def test_people_switch_a_provider_off_and_on_for_a_reason(two, client):
    first, second = two
    manager = StaffFactory(roles=[Role.HALL_MANAGER])
    client.force_login(manager)
    client.post("/messages/providers/http/", {"act": "off", "reason": ""})
    assert not MessageProvider.objects.filter(state="off").exists()
    client.post("/messages/providers/http/", {"act": "off", "reason": "通道方通知检修"})
    queued(4, manager.hall)
    work()
    assert not first.phones and sum(second.phones.values()) == 4
    words = client.get("/messages/").content.decode()
    assert "人工停用" in words and "通道方通知检修" in words
    client.post("/messages/providers/http/", {"act": "on", "reason": "检修结束"})
    assert MessageProvider.objects.get().state == "up"
    assert client.post("/messages/providers/nobody/", {"act": "off", "reason": "试试看"}).status_code == 404
    client.force_login(StaffFactory())
    assert client.post("/messages/providers/http/", {"act": "off", "reason": "试试看"}).status_code == 403


@pytest.mark.django_db
def test_providers_are_switched_over_rest(two):
    api = APIClient()
    api.force_authenticate(StaffFactory(roles=[Role.HALL_MANAGER]))
    assert [row["state"] for row in api.get("/api/v1/message-providers/").json()] == ["up", "up"]
    address = "/api/v1/message-providers/http/switch/"
    off = api.post(address, {"in_use": False, "reason": "通道方通知检修"}, format="json")
    assert next((row["state"], row["reason"]) for row in off.json()) == ("off", "通道方通知检修")
    assert api.post(address, {"in_use": False, "reason": "再停一次"}, format="json").status_code == 409
    assert api.post(address, {"in_use": True, "reason": "检修结束"}, format="json").json()[0]["state"] == "up"
    nobody = "/api/v1/message-providers/nobody/switch/"
    assert api.post(nobody, {"in_use": True, "reason": "试试看"}, format="json").status_code == 404
    api.force_authenticate(StaffFactory())
    assert api.get("/api/v1/message-providers/").status_code == 403


@pytest.mark.django_db
def test_with_all_providers_switched_off_messages_wait(two, on_a_working_day):
    manager = StaffFactory(roles=[Role.SYSTEM_ADMIN])
    for name in ("http", "http-2"):
        channels.switch_off(name=name, reason="全部检修", by=manager)
    queued(2)
    work()
    assert states() == ["queued"] * 2 and "停用" in OutgoingMessage.objects.latest("pk").failure
    channels.switch_on(name="http-2", reason="检修结束", by=manager)
    with clock.frozen(on_a_working_day + timedelta(seconds=31)):
        work()
    assert states() == ["sent"] * 2


@pytest.mark.django_db(transaction=True)
def test_many_workers_see_one_switch(two):
    first, _ = two
    first.mode = "busy"
    ids = [message.pk for message in queued(24)]

    def worker(some):
        dispatch.send_all(some)
        connection.close()

    threads = [threading.Thread(target=worker, args=(ids[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Step.objects.filter(verb="fail_over").count() == 1 and down() == ["http"]
