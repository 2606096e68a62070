"""Who may take a ticket at the kiosk page, and how many."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.roles import Role
from queueing.models import PressCount, Ticket
from queueing.verbs import strangers
from tests.factories import StaffFactory, resident_id
from tests.factories.queue import a_small_hall
from tests.queueing.test_kiosk import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window()
    return made


@pytest.fixture
def kiosk(small):
    return StaffFactory(hall=small.hall, roles=[Role.KIOSK])


def presses(client, small, times, first=0, **given):
    for n in range(first, first + times):
        answer = press(client, small, id_number=resident_id(600 + n), request_key=f"press-{n:04d}", **given)
    return answer


def test_a_stranger_takes_ten_numbers_in_ten_minutes_and_is_then_told_to_wait(client, small):
    with clock.frozen(clock.now()):
        assert presses(client, small, 10).status_code == 302
        refused = presses(client, small, 1, first=10)
        assert refused.status_code == 429 and int(refused.headers["Retry-After"]) == 600
        assert "请10分钟后再试" in refused.content.decode() and Ticket.objects.count() == 10
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert presses(client, small, 1, first=11).status_code == 302


def test_without_the_count_the_line_fills_up(client, small, monkeypatch):
    monkeypatch.setattr(strangers, "PER_ADDRESS", 10_000)
    presses(client, small, 14)
    assert Ticket.objects.count() == 14


def test_a_machine_of_the_hall_is_not_counted(client, small, kiosk):
    client.force_login(kiosk)
    assert presses(client, small, 12).status_code == 302
    assert Ticket.objects.count() == 12 and not PressCount.objects.exists()


def test_counts_that_ran_out_are_forgotten(small):
    strangers.count_press("10.0.0.9")
    assert not PressCount.objects.filter(key__contains="10.0.0.9").exists()
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        assert strangers.forget_presses() == 1


def test_one_phone_is_told_of_five_tickets_a_day_and_the_page_says_so(client, small, kiosk):
    client.force_login(kiosk)
    told = presses(client, small, 5, phone="13900009999")
    assert "这次不发短信" not in client.get(told.url).content.decode()
    silent = presses(client, small, 1, first=5, phone="13900009999")
    assert "这次不发短信" in client.get(silent.url).content.decode()
    assert "这次不发短信" not in client.get(presses(client, small, 1, first=6).url).content.decode()
    assert OutgoingMessage.objects.filter(event="ticket_issued").count() == 5
    with clock.frozen(clock.now() + timedelta(days=1)):
        presses(client, small, 1, first=7, phone="13900009999")
    assert OutgoingMessage.objects.filter(event="ticket_issued").count() == 6


def test_in_production_the_kiosk_page_asks_for_the_login_of_a_machine(client, small, kiosk, settings):
    settings.KIOSK_NEEDS_DEVICE = True
    home = f"/halls/{small.hall.code}/kiosk/"
    for path in (home, f"{home}matters/", f"{home}identity/"):
        assert client.get(path).url.startswith("/login/?next=/halls/")
    assert press(client, small).url.startswith("/login/") and not Ticket.objects.exists()
    login = client.post("/login/", {"username": kiosk.username, "password": "hall-demo-1"}, follow=True)
    assert login.redirect_chain[-1][0] == home and "取号" in login.content.decode()
    assert client.session.get_expiry_age() > timedelta(days=29).total_seconds()
    assert press(client, small).status_code == 302 and Ticket.objects.get().channel == "kiosk"


def test_in_production_a_machine_of_another_hall_gives_no_tickets_here(client, small, settings):
    settings.KIOSK_NEEDS_DEVICE = True
    client.force_login(StaffFactory(roles=[Role.KIOSK]))
    refused = press(client, small)
    assert refused.status_code == 403 and "不是这个大厅的自助机" in refused.content.decode()
    assert not Ticket.objects.exists()


def test_a_ticket_is_not_shown_under_the_name_of_another_hall(client, small):
    other = a_small_hall()
    token = small.ticket().token
    assert client.get(f"/halls/{small.hall.code}/kiosk/tickets/{token}/").status_code == 200
    assert client.get(f"/halls/{other.hall.code}/kiosk/tickets/{token}/").status_code == 404
