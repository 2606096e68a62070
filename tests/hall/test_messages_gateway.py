"""The HTTP gateway against a real server: each answer means one thing for us."""

import pytest

from hall.messages.gateway import CannotBeAsked, NotSent, Refused, Unclear, gateways
from hall.messages.http_gateway import HttpGateway
from tests.hall.provider import KEY, SECRET, running_provider


@pytest.fixture
def provider(settings):
    with running_provider() as provider:
        settings.SMS_HTTP_URL, settings.SMS_HTTP_KEY, settings.SMS_HTTP_SECRET = provider.url, KEY, SECRET
        settings.SMS_TIMEOUT_SECONDS = 0.5
        yield provider


def send():
    return HttpGateway().send("ticket:1:called:1", "13812345678", "【市政务中心】请A023号到12号窗口办理。")


def test_a_message_is_handed_over_under_our_reference(provider):
    assert send().provider_reference == "sms-ticket:1:called:1"
    assert provider.asked == {"ticket:1:called:1": 1}


def test_a_repeat_reaches_the_phone_once(provider):
    assert send() == send()
    assert provider.asked["ticket:1:called:1"] == 2 and provider.doubled == []


def test_a_wrong_secret_is_not_let_in_and_nothing_is_sent(provider, settings):
    settings.SMS_HTTP_SECRET = "another"
    with pytest.raises(NotSent):
        send()
    assert not provider.phones


@pytest.mark.parametrize(
    ("mode", "meaning", "reaches_the_phone"),
    [("bad-number", Refused, 0), ("busy", NotSent, 0), ("broken", Unclear, 0), ("hangs-up", Unclear, 1), ("nonsense", Unclear, 1)],
)  # fmt: skip
def test_each_failure_has_its_meaning(provider, mode, meaning, reaches_the_phone):
    provider.mode = mode
    with pytest.raises(meaning):
        send()
    assert sum(provider.phones.values()) == reaches_the_phone


def test_a_slow_provider_is_left_after_the_time_out_as_unclear(provider):
    provider.delay = 1.5
    with pytest.raises(Unclear):
        send()


def test_a_provider_that_is_away_has_certainly_not_taken_it(provider, settings):
    settings.SMS_HTTP_URL = "http://127.0.0.1:1/v1/sms"
    with pytest.raises(NotSent):
        send()


def test_the_provider_can_be_asked_what_became_of_a_reference(provider):
    assert HttpGateway().find("ticket:1:called:1") is None
    send()
    assert HttpGateway().find("ticket:1:called:1").provider_reference == "sms-ticket:1:called:1"
    provider.mode = "not-askable"
    with pytest.raises(CannotBeAsked):
        HttpGateway().find("ticket:1:called:1")


def test_the_reason_of_a_refusal_is_kept(provider):
    provider.mode = "bad-number"
    with pytest.raises(Refused) as refusal:
        send()
    assert "空号" in refusal.value.words


def test_no_message_leaves_a_development_machine():
    assert [one.name for one in gateways()] == ["development", "development-2"]


def test_a_call_to_the_provider_has_five_seconds(settings):
    assert settings.SMS_TIMEOUT_SECONDS == 5
