"""The kiosk in a real browser: cut off in the middle, without paper, left alone, attacked with keys, away from its server."""

import pytest
from django.conf import settings

from queueing.models import Printer, PrintJob, Ticket
from queueing.states import PrintState
from tests.factories import resident_id
from tests.factories.cutting import Wire
from tests.factories.queue import SmallHall, a_small_hall
from tests.factories.thermal import Thermal
from tests.journeys.browser import windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KIOSK = {"width": 1080, "height": 1920}
ELDER = "11010519491231002X"
CYCLES = 3


@pytest.fixture
def small() -> SmallHall:
    made = a_small_hall(matters=2, code="small")
    made.window()
    return made


def press(page, origin: str, small: SmallHall, id_number: str) -> None:
    page.goto(f"{origin}/halls/small/kiosk/identity/?chosen={small.matters[0].code}")
    page.fill("[name=id_number]", id_number)
    page.click(".kiosk-go")


def test_cut_after_send_before_answer_every_press_is_one_ticket_and_one_paper(small, live_server, static_files):
    """T17, short form; 100 + 20 presses: `python -m benchmarks.kiosk_cut`."""
    with Thermal() as thermal, Wire(live_server.thread.port) as wire, windows() as opened:
        Printer.objects.create(hall=small.hall, code="p", name="打印机", kind="network", address=thermal.address)
        page = opened.open(KIOSK)
        for cycle in range(CYCLES):
            wire.cut(silently=cycle == 0)
            press(page, wire.origin, small, resident_id(700 + cycle))
            page.wait_for_selector(".paper--good")
            assert page.text_content(".slip-number") == f"A{cycle + 1:03d}"
        assert (wire.cuts, Ticket.objects.count(), len(thermal.papers)) == (CYCLES, CYCLES, CYCLES)

        thermal.has_paper = False
        wire.cut(silently=False)
        press(page, wire.origin, small, resident_id(800))
        page.wait_for_selector(".paper--bad")
        assert page.text_content(".slip-number") == "A004" and page.locator(".slip-qr img").is_visible()
        assert Printer.objects.get().state == "paper_out" and Ticket.objects.count() == CYCLES + 1
        thermal.has_paper = True
        page.click("text=再打一次")
        page.wait_for_selector(".paper--good")
        assert len(thermal.papers) == CYCLES + 1
        assert set(PrintJob.objects.values_list("copy", "state")) == {(0, PrintState.PRINTED)}


def test_left_alone_it_warns_gives_time_and_then_forgets_everything(small, live_server, static_files):
    """T45: back key, storage, autofill, the card and the looks of the last person."""
    with windows() as opened:
        page = opened.open(KIOSK)
        page.clock.install()
        page.goto(f"{live_server.url}/halls/small/kiosk/identity/?chosen={small.matters[0].code}")
        page.click("text=长者模式")
        page.wait_for_selector("html[data-elder]")
        page.fill("[name=id_number]", ELDER)
        page.fill("[name=phone]", "13800138000")
        assert page.text_content("[data-mask-of]") == "•" * 14 + "002X"
        page.clock.run_for(16_000)
        assert page.is_visible("text=还要时间")
        page.click("text=还要时间")
        page.clock.run_for(14_000)
        assert not page.is_visible("text=还要时间") and page.input_value("[name=id_number]") == ELDER
        page.clock.run_for(17_000)
        page.wait_for_selector(".kiosk-three")
        assert page.locator("html[data-elder]").count() == 0
        for _ in range(3):
            page.go_back()
            page.wait_for_timeout(100)
            assert ELDER not in page.content() and "13800138000" not in page.content()
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert kept[:2] == [0, 0] and "elder" not in kept[2]
        page.goto(f"{live_server.url}/halls/small/kiosk/identity/?chosen={small.matters[0].code}")
        assert page.input_value("[name=id_number]") == "" and page.input_value("[name=phone]") == ""
        assert {page.get_attribute(f"[name={name}]", "autocomplete") for name in ("id_number", "phone")} == {"off"}


def test_a_card_on_the_reader_gives_a_number_without_a_touch_and_the_elderly_go_first(small, live_server, static_files):
    with windows() as opened:
        page = opened.open(KIOSK)
        page.goto(f"{live_server.url}/halls/small/kiosk/")
        page.keyboard.type(f"%ID:1:{ELDER}\n")
        page.wait_for_selector(".slip-number")
        ticket = Ticket.objects.get()
        assert (ticket.priority, ticket.channel, ticket.ticket_matters.count()) == ("elderly", "kiosk", 0)
        assert ELDER not in page.content() and ELDER not in page.url


def test_there_is_no_way_out_but_the_code(small, live_server, static_files):
    with windows() as opened:
        page = opened.open(KIOSK)
        page.goto(f"{live_server.url}/halls/small/kiosk/")
        stopped = page.evaluate("""() => {
            const fire = (event) => !document.body.dispatchEvent(event);
            const key = (init) => fire(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
            return [key({ key: "F5" }), key({ key: "F11" }), key({ key: "F12" }), key({ key: "p", ctrlKey: true }),
              key({ key: "ArrowLeft", altKey: true }), key({ key: "Escape" }), key({ key: "+", ctrlKey: true }),
              fire(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })),
              fire(new DragEvent("dragstart", { bubbles: true, cancelable: true })),
              fire(new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true }))]; }""")
        assert stopped == [True] * 10
        assert not page.evaluate(
            "() => !document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Tab', bubbles: true, cancelable: true}))"
        )
        for _ in range(5):
            page.dispatch_event("[data-way-out]", "pointerdown")
        page.wait_for_selector("text=还没有设置退出码")


def test_the_server_away_is_said_within_ten_seconds_and_nothing_freezes(small, live_server, static_files):
    with windows() as opened:
        page = opened.open(KIOSK)
        page.goto(f"{live_server.url}/halls/small/kiosk/identity/?chosen={small.matters[0].code}")
        page.fill("[name=id_number]", ELDER)
        page.context.set_offline(True)
        page.wait_for_selector(".kiosk-away:not([hidden])", timeout=10_000)
        page.context.set_offline(False)
        page.wait_for_selector(".kiosk-away", state="hidden", timeout=10_000)
        assert page.input_value("[name=id_number]") == ELDER
        assert settings.SESSION_COOKIE_HTTPONLY
