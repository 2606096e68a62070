"""A ticket's paper comes out once; without paper the number stays, staff are told, and nothing is printed twice."""

import pytest

from hall.models import OutgoingMessage
from hall.permissions import system_person
from hall.roles import Role
from queueing.models import HelpCall, Printer, PrintJob, Ticket
from queueing.paper.delivery import deliver, look_after
from queueing.paper.machines import MaybePrinted, Network, NotPrinted
from queueing.states import PrinterState, PrintState
from queueing.verbs.helping import call_for_help
from queueing.verbs.printing import STUCK, ask_for_paper, begin_print, doubt_stuck, reprint
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall
from tests.factories.thermal import Thermal
from tests.queueing.test_paper import qr_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall(matters=2)
    made.window()
    return made


@pytest.fixture
def thermal():
    with Thermal() as machine:
        yield machine


@pytest.fixture
def printer(small, thermal):
    return Printer.objects.create(
        hall=small.hall, code="p1", name="取号机打印机", kind="network", address=thermal.address
    )


@pytest.fixture
def at_kiosk(client, small):
    """Presses the page's own request for the paper, as htmx does."""

    def press(ticket: Ticket) -> str:
        url = f"/halls/{small.hall.code}/kiosk/tickets/{ticket.token}/paper/"
        return client.post(url, headers={"HX-Request": "true"}).content.decode()

    return press


def test_a_ticket_is_printed_once_however_often_its_page_asks(small, thermal, printer, at_kiosk):
    ticket = small.ticket()
    assert "请取走小票" in at_kiosk(ticket) and "请取走小票" in at_kiosk(ticket)
    assert len(thermal.papers) == 1 and PrintJob.objects.get().state == PrintState.PRINTED
    assert qr_in(thermal.papers[0]) == [f"http://testserver/tickets/{ticket.token}/"]


def test_the_page_asks_the_printer_and_shows_the_rule_of_the_queue(client, small, printer):
    small.queue.max_calls, small.queue.rejoin_rule = 2, "gone"
    small.queue.save()
    words = client.get(f"/halls/{small.hall.code}/kiosk/tickets/{small.ticket().token}/").content.decode()
    assert 'hx-trigger="load, submit"' in words and "叫 2 次未到算过号。过号作废，请重新取号。" in words


def test_out_of_paper_the_number_stays_sms_is_offered_and_staff_are_told(client, small, thermal, printer, at_kiosk):
    thermal.has_paper = False
    ticket = small.ticket()
    words = at_kiosk(ticket)
    assert "号码有效" in words and "缺纸" in words and "发短信给我" in words and not thermal.papers
    url = f"/halls/{small.hall.code}/kiosk/tickets/{ticket.token}/"
    assert ticket.number in client.get(url).content.decode() and "qr.svg" in client.get(url).content.decode()
    assert "电话号码有误" in client.post(f"{url}sms/", {"phone": "12"}, headers={"HX-Request": "true"}).content.decode()
    told = client.post(f"{url}sms/", {"phone": "13800138000"}, headers={"HX-Request": "true"}).content.decode()
    assert "号码已发到您的手机" in told and OutgoingMessage.objects.get().event == "ticket_issued"

    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    assert "缺纸" in client.get("/alarms/").content.decode()
    assert 'hx-get="/alarms/"' in client.get("/hall/").content.decode()
    thermal.has_paper = True
    look_after(printer, system_person("printers"))
    assert "缺纸" not in client.get("/alarms/").content.decode()


def test_with_paper_again_the_same_ticket_comes_out_without_being_marked(small, thermal, printer, at_kiosk):
    thermal.has_paper = False
    ticket = small.ticket()
    at_kiosk(ticket)
    thermal.has_paper = True
    assert "请取走小票" in at_kiosk(ticket)
    assert (PrintJob.objects.get().copy, len(thermal.papers)) == (0, 1) and Ticket.objects.count() == 1


def test_a_printer_that_does_not_answer_is_not_asked_to_print_again_by_itself(
    small, thermal, printer, at_kiosk, monkeypatch
):
    monkeypatch.setattr("queueing.paper.machines.PRINT_SECONDS", 0.2)
    thermal.is_silent = True
    ticket = small.ticket()
    assert "可能没有打完整" in at_kiosk(ticket) and "可能没有打完整" in at_kiosk(ticket)
    assert len(thermal.papers) == 1 and PrintJob.objects.get().state == PrintState.UNSURE


def test_a_reprint_is_marked_counted_and_on_record(client, small, thermal, printer):
    ticket = small.ticket()
    client.force_login(small.guide)
    for _ in range(2):
        client.post(f"/queue/tickets/{ticket.pk}/paper/")
    assert [job.copy for job in PrintJob.objects.all()] == [0, 1]
    client.force_login(small.clerks[0])
    part = client.post(f"/queue/tickets/{ticket.pk}/paper/", headers={"HX-Request": "true"}).content.decode()
    assert "补打 第 2 次" in part and "<html" not in part
    assert thermal.papers[1].height > thermal.papers[0].height
    assert client.get(f"/queue/tickets/{ticket.pk}/paper.png").headers["Content-Type"] == "image/png"


def test_two_at_once_print_once(small, thermal, printer):
    job = ask_for_paper(hall=small.hall, ticket_id=small.ticket().pk, printer=printer, by=small.guide)
    assert begin_print(hall=small.hall, job_id=job.pk, by=small.guide) is not None
    assert begin_print(hall=small.hall, job_id=job.pk, by=small.guide) is None
    assert deliver(job, "http://x", small.guide).state == PrintState.SENDING and not thermal.papers


def test_a_print_whose_process_died_is_in_doubt_and_a_reprint_is_marked(small, printer):
    ticket = small.ticket()
    job = ask_for_paper(hall=small.hall, ticket_id=ticket.pk, printer=printer, by=small.guide)
    begin_print(hall=small.hall, job_id=job.pk, by=small.guide)
    PrintJob.objects.update(sent_at=job.asked_at - 2 * STUCK)
    assert doubt_stuck(hall=small.hall, by=small.guide) == 1
    again = reprint(hall=small.hall, ticket_id=ticket.pk, printer=printer, by=small.guide)
    assert again.copy == 1


def test_a_printer_that_is_off_is_noticed_quickly(small, thermal, printer):
    thermal.__exit__()
    Printer.objects.filter(pk=printer.pk).update(address="127.0.0.1:9")
    printer.refresh_from_db()
    assert look_after(printer, system_person("printers")).state == PrinterState.AWAY
    with pytest.raises(NotPrinted):
        Network("127.0.0.1:9").print(b"")
    assert issubclass(MaybePrinted, NotPrinted)


def test_a_file_printer_plays_out_of_paper_for_development(client, small, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    printer = Printer.objects.create(hall=small.hall, code="f", name="开发", kind="file", address="paper")
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    client.post(f"/printers/{printer.pk}/look/", {"play": "paper_out"})
    assert "缺纸" in client.get("/printers/").content.decode()
    client.post(f"/printers/{printer.pk}/look/", {"play": "ready"})
    client.post(f"/queue/tickets/{small.ticket().pk}/paper/")
    assert len(list((tmp_path / "paper").rglob("*.png"))) == 1


def test_managers_register_printers_and_guides_do_not(client, small):
    given = {"code": "p9", "name": "东区打印机", "kind": "network", "address": "192.0.2.7:9100", "in_use": "on"}
    client.force_login(small.guide)
    assert client.post("/printers/", given).status_code == 403
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]))
    assert client.post("/printers/", given).status_code == 302 and Printer.objects.get().name == "东区打印机"
    assert client.post("/printers/", {**given, "code": "u", "kind": "usb"}).status_code == 422


def test_help_is_called_once_and_the_first_guide_goes(client, small):
    url = f"/halls/{small.hall.code}/kiosk/help/"
    page = client.post(url, {"step": "选择事项"}, follow=True).content.decode()
    client.post(url)
    call = HelpCall.objects.get()
    assert "已呼叫工作人员" in page
    client.force_login(small.guide)
    assert "自助取号页面" in client.get("/alarms/").content.decode()
    client.post(f"/alarms/help/{call.pk}/")
    client.force_login(StaffFactory(hall=small.hall, roles=[Role.GUIDE]))
    client.post(f"/alarms/help/{call.pk}/")
    call.refresh_from_db()
    assert call.answered_by == small.guide and "求助" not in client.get("/alarms/").content.decode()
    assert "工作人员正在过来" in client.get(f"{url}{call.pk}/").content.decode()


def test_who_does_not_watch_the_hall_sees_no_alarms(client, small):
    call_for_help(hall=small.hall, place="1号取号机", by=small.guide)
    client.force_login(small.clerks[0])
    assert client.get("/alarms/").status_code == 403
