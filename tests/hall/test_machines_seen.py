"""When a machine was last online: the overview tells the truth."""

from datetime import timedelta

import pytest
import redis
from rest_framework.test import APIClient

from hall.kernel import clock
from hall.models import Device
from hall.roles import Role
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pad():
    hall = HallFactory()
    account = StaffFactory(hall=hall, roles=[Role.PAD])
    return Device.objects.create(hall=hall, code="pad-01", name="评价器01", kind="pad", account=account)


def seen(device):
    device.refresh_from_db()
    return device.last_seen_at


def test_a_machines_session_shows_that_it_is_online(client, pad):
    client.force_login(pad.account)
    client.get("/password/")
    assert clock.now() - seen(pad) < timedelta(seconds=10)


def test_a_machines_token_shows_that_it_is_online(pad):
    api = APIClient()
    asked = {"username": pad.account.username, "password": "hall-demo-1"}
    token = api.post("/api/v1/token/", asked, format="json").data["token"]
    Device.objects.update(last_seen_at=None)
    api.get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {token}")
    assert seen(pad) is not None


def test_it_is_written_at_most_once_a_minute(client, pad, monkeypatch):
    client.force_login(pad.account)
    client.get("/password/")
    first = seen(pad)
    client.get("/password/")
    assert seen(pad) == first


def test_a_minute_later_it_is_written_again(client, pad):
    client.force_login(pad.account)
    earlier = clock.now() - timedelta(seconds=61)
    Device.objects.update(last_seen_at=earlier)
    client.get("/password/")
    assert seen(pad) > earlier


def test_a_dead_counter_hides_no_machine(client, pad, monkeypatch):
    def no_answer(*_, **__):
        raise redis.ConnectionError

    monkeypatch.setattr("hall.verbs.devices.cache.add", no_answer)
    client.force_login(pad.account)
    client.get("/password/")
    assert seen(pad) is not None


def test_a_person_and_a_stranger_write_nothing(client, pad, django_assert_num_queries):
    client.get("/login/")
    client.force_login(StaffFactory(hall=pad.hall))
    client.get("/password/")
    assert seen(pad) is None
