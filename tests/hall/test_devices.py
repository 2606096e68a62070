"""Machines: registered with a key of their own, seen, identified, silenced, taken back."""

from datetime import datetime, timedelta

import pytest

from hall.errors import DeviceCodeTaken, DevicePlaceMissing, VolumesUnreadable
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import Device, Step
from hall.queries.devices import device_now, is_self_test_due, volume_now
from hall.release import release
from hall.roles import Role
from hall.verbs import registering
from hall.volumes import volume_at
from tests.factories import HallFactory, StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db
SCREEN = {"name": "东区屏", "zone": "一层东区", "window": None, "shows": "zone", "panel": 55, "speech": "zh",
          "volumes": "8-12:70 12-14:40"}  # fmt: skip


@pytest.fixture
def manager():
    return StaffFactory(hall=HallFactory(), roles=[Role.HALL_MANAGER])


@pytest.fixture
def screen(manager):
    return registering.register_device(hall=manager.hall, code="display-9", kind="display", values=SCREEN, by=manager)


def enter(client, key):
    return client.post("/machine/enter/", {"key": key})


def at(hour, minute=0):
    return clock.frozen(datetime(2026, 11, 23, hour, minute, tzinfo=clock.BEIJING))


def test_a_key_opens_the_machines_own_page_and_stands_nowhere(client, screen):
    device, key = screen
    answer = enter(client, key)
    assert answer.json()["address"].endswith("/display/?zone=%E4%B8%80%E5%B1%82%E4%B8%9C%E5%8C%BA")
    assert client.get("/password/").status_code == 200 and len(key) >= 32
    device.refresh_from_db()
    assert device.last_seen_at is not None and key not in str(vars(device))


def test_a_machine_with_a_session_needs_no_key_again(client, screen):
    enter(client, screen[1])
    assert enter(client, "").status_code == 200


def test_wrong_replaced_and_revoked_keys_look_the_same(client, manager, screen):
    device, key = screen
    given = {"hall": manager.hall, "device_id": device.pk, "by": manager}
    assert enter(client, "x" * 32).status_code == 403 and enter(client, "").status_code == 403
    enter(client, key)
    _, newer = registering.rotate_key(**given)
    assert client.get("/password/").status_code == 302  # the session ended with the old key
    assert enter(client, key).status_code == 403 and enter(client, newer).status_code == 200
    registering.revoke_device(**given)
    assert client.get("/password/").status_code == 302
    assert enter(client, newer).json()["code"] == "hall.device_token_unknown"


def test_only_keepers_of_this_hall_register_and_no_code_twice(manager, screen):
    given = {"hall": manager.hall, "kind": "display", "values": SCREEN}
    with pytest.raises(DeviceCodeTaken):
        registering.register_device(**given, code="display-9", by=manager)
    for stranger in (StaffFactory(hall=manager.hall), StaffFactory(roles=[Role.HALL_MANAGER])):
        with pytest.raises(NotPermitted):
            registering.register_device(**given, code="display-8", by=stranger)


def test_a_window_screen_and_a_pad_need_a_window(manager):
    window = WindowFactory(hall=manager.hall)
    given = {"hall": manager.hall, "by": manager}
    for kind, values in (("pad", SCREEN), ("display", {**SCREEN, "shows": "window"})):
        with pytest.raises(DevicePlaceMissing):
            registering.register_device(**given, code=kind, kind=kind, values=values)
        registering.register_device(**given, code=kind, kind=kind, values={**values, "window": window})


def test_the_page_registers_shows_the_key_once_and_keeps_words_on_errors(client, manager):
    client.force_login(manager)
    values = {"kind": "display", "code": "d-1", "name": "西区屏", "shows": "hall", "panel": "43", "volumes": "8-12:700"}
    refused = client.post("/devices/new/", values)
    assert refused.status_code == 422 and "看不懂" in refused.content.decode()
    made = client.post("/devices/new/", {**values, "volumes": "8-12:70"})
    assert made.status_code == 201 and "/machine/#" in made.content.decode()
    listed = client.get("/devices/").content.decode()
    assert "西区屏" in listed and "/machine/#" not in listed and "登记后还没有上线" in listed
    assert list(Step.objects.filter(verb="register_device").values_list("by", flat=True)) == [manager.pk]


def test_a_list_takes_one_look_at_the_machines(client, manager, screen, django_assert_num_queries):
    client.force_login(manager)
    with django_assert_num_queries(4):
        client.get("/devices/", headers={"HX-Request": "true"})


def test_another_halls_machine_is_not_found(client, screen):
    client.force_login(StaffFactory(roles=[Role.HALL_MANAGER]))
    for address in ("", "key/", "revoke/", "identify/", "self-test/"):
        answer = client.post(f"/devices/{screen[0].pk}/{address}", {"name": "x"})
        assert answer.status_code == 404


def test_a_machine_not_seen_and_one_with_an_old_release_raise_an_alarm(screen):
    device = screen[0]
    device.last_seen_at, device.version, device.speech = clock.now() - timedelta(minutes=4), release(), ""
    assert device_now(device).alarms == ["失联 4 分钟"]
    device.last_seen_at, device.version = clock.now(), "older"
    assert device_now(device).alarms == ["运行旧版本 older"] and device_now(device).state == "online"


def test_an_area_is_muted_for_a_while_and_speaks_again(client, manager, screen):
    client.force_login(manager)
    with at(9):
        client.post("/devices/mute/", {"zone": "一层东区", "minutes": "120"})
        assert volume_now(Device.objects.get(code="display-9")) == 0
    with at(11, 30):
        assert volume_now(Device.objects.get(code="display-9")) == 70


def test_volume_follows_the_hour_and_is_silent_where_nothing_is_said():
    assert [volume_at("8-12:70 12-14:40", hour) for hour in (7, 8, 12, 14)] == [0, 70, 40, 0]
    for wrong in ("8-12", "12-8:50", "8-25:10", "8-12:101", "八点:1"):
        with pytest.raises(VolumesUnreadable):
            volume_at(wrong, 9)


def test_the_voice_is_tried_each_morning_at_eight_and_silence_is_an_alarm(client, manager, screen):
    device, key = screen
    with at(7, 59):
        enter(client, key)
        client.post("/machine/self-test/", {"outcome": "heard"})
        device.refresh_from_db()
        assert device.self_test_passed and not is_self_test_due(device)
    with at(8, 0):
        assert is_self_test_due(device)
    with at(8, 16):
        device.last_seen_at = clock.now()
        assert "今天 08:00 的语音自检没有报告" in device_now(device).alarms
        client.post("/machine/self-test/", {"outcome": "blocked"})
        device.refresh_from_db()
        assert "autoplay-policy" in device_now(device).alarms[-1] and not is_self_test_due(device)


def test_only_a_machine_reports_a_self_test(client, manager, screen):
    assert client.post("/machine/self-test/", {"outcome": "heard"}).status_code == 302
    client.force_login(manager)
    assert client.post("/machine/self-test/", {"outcome": "heard"}).status_code == 403


def test_the_start_page_and_its_worker_are_kept_by_the_machine(client):
    assert client.get("/machine/").status_code == 200
    worker = client.get("/machine/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/" and release() in worker.content.decode()


def test_machines_are_kept_over_the_api_too(client, manager, screen):
    client.force_login(manager)
    body = {"code": "kiosk-9", "kind": "kiosk", "name": "9号取号机"}
    made = client.post("/api/v1/devices/", body, content_type="application/json")
    assert made.status_code == 201 and enter(client, made.json()["key"]).json()["address"].endswith("/kiosk/")
    client.force_login(manager)
    assert {row["code"] for row in client.get("/api/v1/devices/").json()} == {"kiosk-9", "display-9"}
    assert client.post("/api/v1/devices/display-9/identify/").status_code == 200
    assert client.post("/api/v1/devices/display-9/self-test/").status_code == 200
    newer = client.post("/api/v1/devices/display-9/key/").json()["key"]
    assert enter(client, screen[1]).status_code == 403 and enter(client, newer).status_code == 200
    client.force_login(manager)
    assert client.post("/api/v1/devices/display-9/revoke/").json()["state"] == "revoked"
    assert client.post("/api/v1/devices/display-9/identify/").status_code == 409
    assert client.post("/api/v1/devices/nothing/revoke/").status_code == 404
    client.force_login(StaffFactory(hall=manager.hall))
    assert client.get("/api/v1/devices/").status_code == 403
