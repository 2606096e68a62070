"""A shift without a mouse, with Chinese composition in between; a server that goes away; a draft that survives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.models import Application
from hall.models import Hall, Step
from hall.permissions import system_person
from queueing.models import IntakeDraft, Service, Ticket
from queueing.verbs.calling import finish
from queueing.verbs.tickets import take_ticket
from tests.factories import resident_id
from tests.journeys.browser import Windows
from tests.journeys.people import Clerk
from tests.journeys.running import Running, running
from tests.journeys.story import CAR, HOME, LOST_CERTIFICATE, code_of

CARD_READER = """line => [...line, "Enter"].forEach((key) =>
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def web(demo_hall: str, static_files: None, tmp_path: Path) -> Iterator[Running]:
    """Pages only: the queue only hints, the database holds the work."""
    with running(tmp_path, "web") as parts:
        yield parts


def somebody(serial: int, *matters: str) -> Ticket:
    """Someone takes a number at the kiosk."""
    return take_ticket(
        hall=Hall.objects.get(code="tongzhou"),
        matter_codes=[code_of(name) for name in matters],
        name=f"李明{serial}",
        id_type="resident",
        id_number=resident_id(serial),
        phone="13800138000",
        channel="kiosk",
        by=system_person("kiosk"),
    )


def test_calls_accepts_and_finishes_without_a_mouse(web: Running, browser: Windows, demo_hall: str):
    people = [somebody(serial, LOST_CERTIFICATE, HOME, CAR) for serial in (1, 2)]
    clerk = Clerk(web, browser, "ck07", demo_hall)
    clerk.open_window("07")
    for ticket in people:
        assert clerk.focused() == "act-call"
        assert clerk.call_next() == ticket.number
        for index in (1, 2, 3):
            if index > 1:
                clerk.tab(index)
            clerk.until("document.activeElement.id === 'id_content'")
            for key in ("F2", "F8", "F9", "Enter"):
                clerk.compose(key)
            clerk.page.keyboard.type("补办")
            clerk.press("Enter")
            if index == 1:
                clerk.press("Tab")
                clerk.page.keyboard.type("通州区新华东街1号")
            clerk.tick_the_rest()
            clerk.accept()
            assert clerk.focused() not in {"body", "html"}
        assert "出件" in clerk.finish()
    assert Application.objects.filter(state="accepted").count() == 6
    assert set(Ticket.objects.values_list("state", flat=True)) == {"awaiting_result"}


def test_a_double_click_a_held_key_and_a_stale_page_do_nothing_twice(web: Running, browser: Windows, demo_hall: str):
    somebody(1, CAR)
    somebody(2, CAR)
    clerk = Clerk(web, browser, "ck07", demo_hall)
    clerk.open_window("07")
    clerk.page.locator("#act-call").dblclick()
    clerk.page.wait_for_selector(".now-number")
    assert Ticket.objects.filter(state="called").count() == 1
    clerk.fill("新能源指标", "通州区新华东街1号")
    clerk.tick_the_rest()
    clerk.page.locator("#act-accept").dblclick()
    clerk.page.wait_for_selector(".taken-number")
    clerk.page.wait_for_load_state("networkidle")
    assert Application.objects.count() == 1
    service = Ticket.objects.get(state="serving").services.get()
    finish(hall=service.hall, window_code="07", by=service.clerk)
    clerk.press("F9")
    clerk.page.wait_for_timeout(1500)
    assert Service.objects.get(pk=service.pk).outcome in {"finish", "await_result"}
    assert Step.objects.filter(verb__in=["finish", "await_result"]).count() == 1


def test_nothing_typed_is_lost_when_the_server_goes_away(web: Running, browser: Windows, demo_hall: str):
    somebody(1, CAR)
    clerk = Clerk(web, browser, "ck07", demo_hall)
    clerk.open_window("07")
    clerk.call_next()
    clerk.fill("普通指标", "通州区")
    clerk.press("Control+s")
    clerk.see("草稿已存")
    web.stop("web")
    clerk.fill("普通指标，与家人同住", "通州区新华东街1号")
    clerk.page.wait_for_selector("#net-bar:not([hidden])", timeout=12_000)
    assert "连接不上服务器" in clerk.text("#net-bar")
    assert clerk.page.input_value("#id_content") == "普通指标，与家人同住"
    web.start("web")
    web.wait()
    clerk.see("已恢复连接", within=20)
    clerk.until("document.querySelector('[data-saved]').textContent.includes('草稿已存')")
    assert any("与家人同住" in draft.content for draft in IntakeDraft.objects.all())
    clerk.page.reload()
    assert clerk.page.input_value("#id_content") == "普通指标，与家人同住"
    clerk.page.focus("#id_content")
    clerk.page.evaluate(CARD_READER, "%ID:1:11010519491231002x")
    assert clerk.page.input_value("#id_content") == "普通指标，与家人同住", "a card lands in no field but its own"
    assert clerk.page.input_value("#id_applicant_id_number") == "11010519491231002X"
    browser.forgive("ERR_", "htmx:timeout", "htmx:sendError", "htmx:afterRequest")
