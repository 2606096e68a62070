"""Booking on the phone without script: what, when, who; found again by two things; nothing is given away."""

import re

import pytest

from hall.kernel import clock
from hall.roles import Role
from queueing.models import Appointment, Ticket
from tests.factories import StaffFactory
from tests.factories.slots import a_booking_hall, an_appointment, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]
ME = {"name": "张建国", "id_type": "resident", "id_number": "11010519491231002X", "phone": "13800138000"}


@pytest.fixture
def small():
    return a_booking_hall(matters=2)


def pages(small):
    return f"/halls/{small.hall.code}/appointments/"


def wishes(small, slot="20260922-0900", **given):
    return {"chosen": [one.code for one in small.matters], "slot": slot, "request_key": "book-0001", **ME, **given}


def test_from_the_door_to_the_number_in_four_pages(client, small):
    door = client.get(f"/halls/{small.hall.code}/").content.decode()
    assert pages(small) in door
    first = client.get(pages(small)).content.decode()
    assert small.matters[0].name in first and "凭证件实名" in first
    code = small.matters[0].code
    when = client.get(f"{pages(small)}when/?chosen={code}").content.decode()
    assert "余 6" in when and "slot=20260922-0900" in when and "9 月 22 日" in when
    who = client.get(f"{pages(small)}who/?chosen={code}&slot=20260922-0900").content.decode()
    assert "2026-09-22" in who and 'name="request_key"' in who
    done = client.post(f"{pages(small)}who/", wishes(small), follow=True)
    words = done.content.decode()
    made = Appointment.objects.get()
    assert done.redirect_chain[-1][0] == f"/appointments/{made.token}/"
    assert made.number[:5] in words and "食品经营许可申请书" in words
    assert "张建国" not in words and ME["id_number"] not in words and "138****8000" in words
    assert client.get(f"/appointments/{made.token}/qr.svg").status_code == 200


def test_the_same_form_sent_twice_is_one_appointment(client, small):
    answers = [client.post(f"{pages(small)}who/", wishes(small)) for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {f"/appointments/{Appointment.objects.get().token}/"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id_number": "110105194912310021"}, "号码校验不通过"),
        ({"name": ""}, "请照证件填写姓名"),
        ({"phone": "12345"}, "电话号码有误"),
        ({"slot": "20260923-0900", "chosen": []}, None),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, small, wrong, words):
    answer = client.post(f"{pages(small)}who/", wishes(small, **wrong))
    if words is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert (words in answer.content.decode() and "13800138000" in answer.content.decode()) or "phone" in wrong
    assert not Appointment.objects.exists()


def test_a_full_slot_shows_as_full_and_a_late_press_is_told(client, small):
    for _ in range(6):
        an_appointment(small)
    when = client.get(f"{pages(small)}when/?chosen={small.matters[0].code}").content.decode()
    assert "slot=20260922-0900" not in when and "约满" in when
    answer = client.post(f"{pages(small)}who/", wishes(small))
    assert answer.status_code == 422 and "改选其他时段" in answer.content.decode()


def test_booking_from_one_address_is_counted(client, small):
    for n in range(10):
        client.post(f"{pages(small)}who/", wishes(small, request_key=f"many-{n:04d}"))
    answer = client.post(f"{pages(small)}who/", wishes(small, request_key="many-9999"))
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0


def test_found_again_by_number_and_the_last_four_and_never_by_one_of_them(client, small):
    made = an_appointment(small, **ME)
    ask = lambda number, four: client.post(f"{pages(small)}find/", {"number": number, "second_factor": four})  # noqa: E731
    wrong, unknown = ask(made.number, "9999"), ask("2222222222", "002X")
    assert wrong.status_code == unknown.status_code == 404
    assert strip(wrong, made.number) == strip(unknown, "2222222222")
    shown = f"{made.number[:5]} {made.number[5:]}".lower()
    for four in ("002x", "8000"):
        assert ask(shown, four).headers["Location"] == f"/appointments/{made.token}/"


def strip(answer, number):
    """The page without what the reader typed and without tokens."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode().replace(number, ""))


def test_given_up_on_the_page_until_two_hours_before(client, small):
    made, late = an_appointment(small), an_appointment(small, "2026-09-22T10:00")
    client.post(f"/appointments/{made.token}/cancel/", {"sure": "yes"})
    made.refresh_from_db()
    assert made.state == "cancelled"
    with clock.frozen(at("2026-09-22T08:30")):
        page = client.get(f"/appointments/{late.token}/").content.decode()
        assert "不能在网上取消" in page
        refused = client.post(f"/appointments/{late.token}/cancel/", {"sure": "yes"})
    assert refused.status_code == 409 and "致电" in refused.content.decode()


def test_checked_in_on_the_phone_becomes_a_ticket(client, small):
    made = an_appointment(small)
    with clock.frozen(at("2026-09-22T08:45")):
        answer = client.post(f"/appointments/{made.token}/check-in/")
        ticket = Ticket.objects.get()
        assert answer.headers["Location"] == f"/tickets/{ticket.token}/"
        assert "V001" in client.get(f"/appointments/{made.token}/").content.decode()


def test_the_kiosk_of_the_hall_takes_the_document_and_a_strangers_browser_needs_the_last_four(client, small):
    made = an_appointment(small, **ME)
    address = f"/halls/{small.hall.code}/kiosk/appointment/"
    with clock.frozen(at("2026-09-22T08:45")):
        assert client.post(address, {"words": ME["id_number"]}).status_code == 404
        client.force_login(StaffFactory(hall=small.hall, roles=[Role.KIOSK]))
        answer = client.post(address, {"words": ME["id_number"]})
    ticket = Ticket.objects.get()
    assert answer.headers["Location"].endswith(f"/kiosk/tickets/{ticket.token}/")
    made.refresh_from_db()
    assert made.ticket == ticket


def test_a_strangers_browser_has_no_card_reader_and_checks_nobody_in_by_a_document_alone(client, small):
    made = an_appointment(small)
    card = {"by_card": "1", "id_type": "resident", "id_number": made.party.id_number}
    address = f"/halls/{small.hall.code}/kiosk/identity/"
    with clock.frozen(at("2026-09-22T08:50")):
        client.post(address, {**card, "request_key": "press-0001"})
        made.refresh_from_db()
        assert (made.state, made.ticket) == ("booked", None)
        Ticket.objects.all().delete()
        client.force_login(StaffFactory(hall=small.hall, roles=[Role.KIOSK]))
        client.post(address, {**card, "request_key": "press-0002"})
        made.refresh_from_db()
        assert (made.state, made.ticket.number) == ("checked_in", "V001")


def test_the_pages_speak_english_to_who_asks_for_it(client, small, english):
    client.cookies["django_language"] = "en"
    page = client.get(pages(small))
    assert page.status_code == 200
    when = client.get(f"{pages(small)}when/?chosen={small.matters[0].code}").content.decode()
    for address in (pages(small), f"{pages(small)}find/", f"/halls/{small.hall.code}/hours/"):
        client.get(address)
    assert "6 left" in when


def test_the_guides_list_books_checks_in_and_pardons_with_people_masked(client, small, django_assert_max_num_queries):
    client.force_login(small.guide)
    answer = client.post("/guide/appointments/book/", wishes(small))
    assert answer.status_code == 302, answer.content.decode()
    made = Appointment.objects.get()
    assert made.channel == "guide_desk"
    with django_assert_max_num_queries(14):
        page = client.get("/guide/appointments/?day=2026-09-22").content.decode()
    assert made.number[:5] in page and "张建国" not in page and ME["id_number"] not in page
    assert made.number[:5] in client.get(f"/guide/appointments/?day=2026-09-22&q={ME['id_number']}").content.decode()
    with clock.frozen(at("2026-09-22T08:45")):
        client.post(f"/guide/appointments/{made.pk}/check-in/")
    assert Ticket.objects.get().number == "V001"


def test_another_halls_guide_finds_nothing(client, small):
    made = an_appointment(small)
    client.force_login(a_booking_hall().guide)
    for verb in ("check-in", "cancel", "pardon"):
        assert client.post(f"/guide/appointments/{made.pk}/{verb}/").status_code == 404
