"""Quotas hold back with words; a manager sends again once, for a reason, what is still true."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from rest_framework.test import APIClient

from hall import dispatch
from hall.errors import MessageNotToResend, MessageResentAlready, MessageTooOld, ReasonMissing
from hall.kernel import clock
from hall.kernel.errors import NotFound, NotPermitted
from hall.messages.quotas import Quotas, Sent, refusal
from hall.models import OutgoingMessage, Step
from hall.queries import quotas
from hall.roles import Role
from hall.verbs.messages import queue_message, relaying, resend
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db
VALUES = {"missed": {"number": "A023"}, "accepted": {"matter": "食品经营许可", "number": "110000202609210012"}}


@pytest.fixture(autouse=True)
def _forget_counts():
    quotas._kept.clear()


@pytest.fixture
def manager():
    return StaffFactory(roles=[Role.HALL_MANAGER])


def queued(hall, key, event="missed", phone="13812345678"):
    with transaction.atomic():
        return queue_message(event, hall=hall, phone=phone, dedupe_key=key, values=VALUES[event])


def state_of(message):
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        (Sent(0, 0, 0), ""),
        (Sent(2, 5, 9), ""),
        (Sent(3, 3, 0), "1小时内已发3条"),
        (Sent(0, 6, 0), "当天已发6条"),
        (Sent(0, 0, 10), "本大厅当天已发10条"),
    ],
)
def test_a_quota_refuses_in_words(sent, word):
    found = refusal(Quotas(3, 6, 10), sent)
    assert word in found and bool(found) == bool(word)
    assert refusal(Quotas(0, 0, 0), sent) == ""


def test_a_phone_gets_so_many_an_hour_and_what_the_law_requires_still_goes(settings, manager):
    settings.SMS_PHONE_HOUR = 2
    rows = [queued(manager.hall, f"k{n}") for n in range(3)]
    law, other = queued(manager.hall, "law", "accepted"), queued(manager.hall, "other", phone="13900000000")
    dispatch.send_all(relaying.relay())
    assert [state_of(row) for row in rows] == ["delivered", "delivered", "held"]
    assert "1小时内已发2条，达到限额" in rows[2].failure
    assert (state_of(law), state_of(other)) == ("delivered", "delivered")


def test_a_hall_gets_so_many_a_day(settings, manager, monkeypatch):
    settings.SMS_HALL_DAY = 1
    monkeypatch.setattr(quotas, "COUNTED_AGAIN_AFTER", 0.0)
    one, two = queued(manager.hall, "k1"), queued(manager.hall, "k2", phone="13900000000")
    elsewhere = queued(HallFactory(), "k3", phone="13700000000")
    dispatch.send_all(relaying.relay())
    assert [state_of(row) for row in (one, two, elsewhere)] == ["delivered", "held", "delivered"]
    assert "本大厅当天已发1条" in two.failure


def becomes(message, state, **more):
    OutgoingMessage.objects.filter(pk=message.pk).update(state=state, **more)


def test_a_manager_sends_again_once_for_a_reason(manager):
    message = queued(manager.hall, "k", "accepted")
    becomes(message, "unknown")
    with pytest.raises(ReasonMissing):
        resend(hall=manager.hall, message_id=message.pk, reason=" ", by=manager)
    fresh = resend(hall=manager.hall, message_id=message.pk, reason="本人来电称未收到", by=manager)
    assert (fresh.text, fresh.phone, fresh.state) == (message.text, message.phone, "queued")
    assert Step.objects.get(verb="resend").reason == "本人来电称未收到"
    with pytest.raises(MessageResentAlready):
        resend(hall=manager.hall, message_id=message.pk, reason="再发一次", by=manager)
    assert OutgoingMessage.objects.count() == 2


def test_what_arrived_or_is_over_is_not_sent_again(manager, on_a_working_day):
    message = queued(manager.hall, "k")
    becomes(message, "delivered")
    with pytest.raises(MessageNotToResend):
        resend(hall=manager.hall, message_id=message.pk, reason="再发一次", by=manager)
    becomes(message, "unknown")
    with clock.frozen(on_a_working_day + timedelta(hours=1)), pytest.raises(MessageTooOld) as refused:
        resend(hall=manager.hall, message_id=message.pk, reason="再发一次", by=manager)
    assert "过号" in refused.value.words and "30分钟" in refused.value.words


def test_only_the_halls_own_manager_sends_again(manager):
    message = queued(manager.hall, "k", "accepted")
    becomes(message, "failed")
    stranger = StaffFactory(roles=[Role.HALL_MANAGER], hall=HallFactory())
    with pytest.raises(NotPermitted):
        resend(hall=manager.hall, message_id=message.pk, reason="再发一次", by=stranger)
    with pytest.raises(NotFound):
        resend(hall=stranger.hall, message_id=message.pk, reason="再发一次", by=stranger)
    with pytest.raises(NotPermitted):
        resend(hall=manager.hall, message_id=message.pk, reason="再发一次", by=StaffFactory(hall=manager.hall))


def test_the_page_offers_it_and_says_what_happened(client, manager):
    message = queued(manager.hall, "k", "accepted")
    becomes(message, "failed", failure="重试8次仍未提交成功：短信通道暂时不可用")
    client.force_login(manager)
    assert "确定重发" in client.get("/messages/?state=troubled").content.decode()
    answer = client.post(f"/messages/{message.pk}/again/", {"reason": "家属代问", "state": "troubled"}, follow=True)
    words = answer.content.decode()
    assert "已重新排入发送队列" in words and "已重发，见" in words and "确定重发" not in words
    words = client.post(f"/messages/{message.pk}/again/", {"reason": "再发一次"}, follow=True).content.decode()
    assert "已经重发过一次" in words


def test_the_same_over_rest(manager, client):
    message = queued(manager.hall, "rest", "accepted")
    api = APIClient()
    api.force_authenticate(manager)
    address = reverse("api-message-resend", args=[message.pk])
    waiting = api.post(address, {"reason": "群众说没收到"}, format="json")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "hall.message_not_to_resend")
    OutgoingMessage.objects.filter(pk=message.pk).update(state="unknown")
    assert api.post(address, {"reason": ""}, format="json").status_code == 400
    again = api.post(address, {"reason": "群众说没收到"}, format="json")
    assert again.status_code == 201 and "****" in again.json()["phone"]
    assert OutgoingMessage.objects.get(resend_of=message).state == "queued"
    api.force_authenticate(StaffFactory(hall=HallFactory(), roles=[Role.HALL_MANAGER]))
    assert api.post(address, {"reason": "别的大厅"}, format="json").status_code == 404
