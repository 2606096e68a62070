"""Kiosk, phone and screen in a real browser: touched, pressed twice, cut off, and back by themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queueing.models import Ticket
from queueing.verbs import calling
from tests.factories.queue import SmallHall, a_small_hall
from tests.journeys.browser import PHONE, Windows, windows
from tests.journeys.running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]
KIOSK = {"width": 1280, "height": 1024}
ELDER = "11010519491231002X"


@pytest.fixture
def small() -> SmallHall:
    made = a_small_hall(matters=3, code="small")
    made.window(), made.window()
    return made


@pytest.fixture
def parts(small: SmallHall, static_files: None, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, "web", "live") as started:
        yield started


def call(small: SmallHall, window: int) -> Ticket:
    return calling.call_next(hall=small.hall, window_code=small.windows[window].code, by=small.clerks[window])  # type: ignore[return-value]


def test_a_ticket_by_touch_alone_pressed_twice_and_followed_on_the_phone(small, parts, browser: Windows):
    page = browser.open(KIOSK)
    page.goto(f"{parts.web}/halls/small/kiosk/")
    page.click(".kiosk-big--main")
    page.click(".kiosk-hit >> nth=0")
    page.click("text=再加一件")
    page.click(".kiosk-hit:not([aria-pressed]) >> nth=0")
    for key in ELDER:
        page.click(f".kiosk-pad > button:text-is('{key}')")
    assert page.text_content("[data-mask-of]") == "•" * 14 + "002X"
    page.dblclick(".kiosk-go")
    page.wait_for_selector(".slip-number")
    assert page.text_content(".slip-number") == "A001" and Ticket.objects.count() == 1
    assert ELDER not in page.content()
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('a.button, button, .kiosk-hit, .kiosk-letters a')].filter(b => b.offsetHeight)"
        ".map(b => b.offsetHeight))"
    )
    assert smallest >= 60
    page.click(".no-print [data-leave]")
    page.wait_for_selector(".kiosk-three")
    page.go_back()
    assert page.locator(".slip-number").count() == 0

    phone = browser.open(PHONE)
    phone.goto(f"{parts.web}/tickets/{Ticket.objects.get().token}/")
    assert "下一个就是您" in phone.content()
    call(small, 0)
    phone.wait_for_selector("text=请现在到 01 号窗口", timeout=8000)


def test_a_cut_in_the_middle_of_taking_a_ticket_gives_one_ticket_when_the_server_is_back(small, parts):
    with windows() as opened:
        page = opened.open(KIOSK)
        page.goto(f"{parts.web}/halls/small/kiosk/identity/?chosen={small.matters[0].code}")
        page.fill("[name=id_number]", ELDER)
        page.route("**/kiosk/identity/", lambda route: (route.fetch(max_redirects=0), route.abort()), times=1)
        page.click(".kiosk-go")  # the server gave a ticket; its answer was lost on the way
        page.wait_for_selector("#net-bar:not([hidden])")
        assert page.input_value("[name=id_number]") == ELDER
        page.wait_for_selector(".slip-number", timeout=10_000)
        assert page.text_content(".slip-number") == "A001" and Ticket.objects.count() == 1

        parts.stop("web")
        page.click(".no-print [data-leave]")
        page.wait_for_selector("#net-bar:not([hidden])")
        parts.start("web")
        page.wait_for_selector(".kiosk-three", timeout=20_000)
