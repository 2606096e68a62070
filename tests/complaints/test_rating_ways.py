"""Each way to the rating page records its own channel: slip, receipt, ticket page, status page, kiosk."""

import pytest

from applications.models import Document
from complaints.models import Rating
from complaints.verbs.ratings import invite
from hall.roles import Role
from queueing.models import Ticket, TicketApplication
from tests.complaints.services import a_service
from tests.factories import StaffFactory, WindowFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def served():
    service = a_service(phone=PHONE)
    invite(service_id=service.pk)
    return service


def html(answer):
    return answer.content.decode()


def rate_there(client, answer):
    """Follow to the page and rate."""
    assert answer.status_code == 302, html(answer)
    client.post(answer.headers["Location"], {"level": "satisfied"})
    return Rating.objects.get().channel


def test_from_the_ticket_on_the_telephone(client, served):
    Ticket.objects.filter(pk=served.ticket_id).update(state="finished")
    token = served.ticket.token
    assert f"/tickets/{token}/rate/" in html(client.get(f"/tickets/{token}/"))
    assert rate_there(client, client.get(f"/tickets/{token}/rate/")) == "phone"


def test_by_the_qr_on_the_slip(client, served):
    token = served.ticket.token
    picture = client.get(f"/tickets/{token}/rate/qr.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert rate_there(client, client.get(f"/tickets/{token}/rate/?by=qr")) == "qr"


def test_by_the_qr_on_the_receipt(client):
    ours = people()
    application = ours.receive()
    service = a_service(WindowFactory(hall=ours.hall, code="07"))
    invite(service_id=service.pk)
    TicketApplication.objects.create(ticket=service.ticket, application=application)
    code = Document.objects.get(application=application, kind="receipt").verification_code
    assert client.get(f"/rate/receipt/{code}/qr.svg").status_code == 200
    assert rate_there(client, client.get(f"/rate/receipt/{code}/")) == "qr"
    assert client.get("/rate/receipt/FORGED/").status_code == 404


def test_from_the_status_page_for_whoever_proved_who_they_are(client):
    ours = people()
    application = ours.receive()
    service = a_service(WindowFactory(hall=ours.hall, code="07"))
    invite(service_id=service.pk)
    TicketApplication.objects.create(ticket=service.ticket, application=application)
    assert client.get("/status/rate/").headers["Location"] == "/status/"
    client.post("/status/", {"number": application.number, "second_factor": ours.applicant.id_number[-4:]})
    assert "/status/rate/" in html(client.get("/status/result/"))
    assert rate_there(client, client.get("/status/rate/")) == "phone"


def test_several_windows_of_one_visit_are_rated_apart(client, served):
    second = a_service(WindowFactory(hall=served.hall, code="31"))
    second.ticket = served.ticket
    second.save()
    invite(service_id=second.pk)
    page = html(client.get(f"/tickets/{served.ticket.token}/rate/"))
    assert "31 号窗口" in page and f"{served.window.code} 号窗口" in page


def test_what_was_rated_is_not_offered_again(client, served):
    token = served.ticket.token
    rate_there(client, client.get(f"/tickets/{token}/rate/"))
    assert "现在没有可以评价的服务" in html(client.get(f"/tickets/{token}/rate/"))


def test_at_the_kiosk_by_ticket_number_and_last_four(client, served):
    client.force_login(StaffFactory(hall=served.hall, roles=[Role.KIOSK]))
    page = f"/halls/{served.hall.code}/kiosk/rate/"
    given = {"number": served.ticket.number.lower(), "second_factor": PHONE[-4:]}
    answer = client.post(page, given)
    shown = html(client.get(answer.headers["Location"]))
    assert shown.count('type="radio"') == 5 and "checked" not in shown
    assert "谢谢您的评价" in html(client.post(answer.headers["Location"], {"level": "dissatisfied"}))
    assert Rating.objects.get().channel == "kiosk"


def test_the_kiosk_gives_nothing_away_and_guessing_ends(client, served):
    page = f"/halls/{served.hall.code}/kiosk/rate/"
    number = served.ticket.number
    wrong = client.post(page, {"number": number, "second_factor": "0000"})
    unknown = client.post(page, {"number": "Z999", "second_factor": "0000"})
    assert wrong.status_code == unknown.status_code == 404
    assert "没有找到相符的排队号" in html(wrong) and "没有找到相符的排队号" in html(unknown)
    codes = [client.post(page, {"number": number, "second_factor": f"{n:04d}"}).status_code for n in range(6)]
    assert codes[-1] == 429
    assert Rating.objects.get().state == "invited"


def test_a_member_of_staff_at_the_kiosk_page_cannot_rate(client, served):
    client.force_login(StaffFactory(hall=served.hall, roles=[Role.GUIDE]))
    page = f"/halls/{served.hall.code}/kiosk/rate/"
    answer = client.post(page, {"number": served.ticket.number, "second_factor": PHONE[-4:]})
    refused = client.post(answer.headers["Location"], {"level": "very_satisfied"})
    assert refused.status_code == 403 and "工作人员不能代为评价" in html(refused)


def test_where_the_hall_asks_for_it_only_its_kiosk_shows_the_page(client, served, settings):
    settings.KIOSK_NEEDS_DEVICE = True
    page = f"/halls/{served.hall.code}/kiosk/rate/"
    assert client.get(page).headers["Location"].startswith("/login/")
    client.force_login(StaffFactory(hall=served.hall, roles=[Role.KIOSK]))
    assert client.get(page).status_code == 200


def test_a_code_too_long_for_a_qr_is_not_found(client):
    assert client.get(f"/tickets/{'x' * 3000}/rate/qr.svg").status_code == 404
    assert client.get(f"/rate/receipt/{'x' * 3000}/qr.svg").status_code == 404
