"""One visit from ticket to certificate: each step by the person who does it, in the browser, on real processes."""

import re

import pytest

from applications.models import Application
from hall.models import OutgoingMessage
from tests.journeys.browser import Windows
from tests.journeys.people import Approver, Citizen, Clerk, Display, IssuingClerk, Pad, Phone
from tests.journeys.running import Running
from tests.journeys.story import (
    APPROVER_OF_THE_CERTIFICATE,
    CAR,
    HOME,
    ID_NUMBER,
    LOST_CERTIFICATE,
    NAME,
    PHONE,
    SETTLING,
)

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]
ANYTHING_OF_THE_PERSON = (ID_NUMBER, PHONE, NAME)


def test_one_visit_from_ticket_to_certificate(hall: Running, browser: Windows, demo_hall: str):
    display, clerk = Display(hall, browser), Clerk(hall, browser, "ck07", demo_hall)
    display.look()
    clerk.open_window("07")
    assert clerk.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "one screen, no scrolling"

    # 1 The citizen touches three matters of three departments and gets one number.
    citizen = Citizen(hall, browser)
    number = citizen.take_a_number([LOST_CERTIFICATE, HOME, CAR], ID_NUMBER, PHONE)
    slip = citizen.text("article")
    assert "前面 0 人" in slip and "次未到算过号" in slip

    # 2 The clerk presses one key: the display shows number and window, a message names the window.
    assert clerk.call_next() == number
    display.wait_for_call(number, "07", within=5)
    assert not any(secret in display.text() for secret in ANYTHING_OF_THE_PERSON)

    # 3 People are typed once; three matters are accepted, and a fourth that is added on the spot.
    clerk.type_name(NAME)
    clerk.fill("补办医师执业证书", "通州区新华东街1号")
    clerk.tick_missing(first_material(clerk))
    clerk.press("Alt+h")
    clerk.press("Alt+a")
    clerk.see("不能受理")
    assert "《" in clerk.text("#problems"), "the missing material is named"
    clerk.page.locator("tr.material label", has=clerk.page.locator("input[value=have]")).first.click()
    numbers = {LOST_CERTIFICATE: clerk.accept()}
    for index, (name, content) in enumerate([(HOME, "首套住房"), (CAR, "普通指标")], start=2):
        clerk.tab(index)
        assert clerk.page.input_value("#id_place") == "通州区新华东街1号", "carried from the first matter"
        clerk.fill(content)
        clerk.tick_the_rest()
        numbers[name] = clerk.accept()
    clerk.add_matter(SETTLING)
    clerk.fill("积分落户")
    clerk.tick_the_rest()
    assert "重复录入 0 项" in clerk.text(".intake-foot")
    numbers[SETTLING] = clerk.accept()
    assert len(set(numbers.values())) == 4
    clerk.see("打印受理通知书")
    assert "稍候" in clerk.finish()

    # 4 The department sees its own case only, and decides it while the citizen waits.
    approver = Approver(hall, browser, APPROVER_OF_THE_CERTIFICATE, demo_hall)
    inbox = approver.inbox()
    assert numbers[LOST_CERTIFICATE] in inbox and numbers[CAR] not in inbox
    approver.grant(numbers[LOST_CERTIFICATE], "材料齐全，符合补证条件，准予补发。")

    # 5 The same number is called to the issuing counter; who collects is checked, the proof is kept.
    issuing = IssuingClerk(hall, browser, "cj31", demo_hall)
    issuing.open_window("31")
    issuing.until("Number(document.getElementById('line').dataset.waiting) > 0", within=45)
    assert issuing.call_next() == number
    display.wait_for_call(number, "31")
    issuing.hand_over(NAME, ID_NUMBER)
    issuing.finish_there()

    # 6 The citizen rates on the pad of the window.
    Pad(hall, browser, "pad-31", demo_hall).rate("非常满意")

    # 7 The citizen asks for the status; what does not fit looks like what does not exist.
    phone = Phone(hall, browser)
    assert "已办结" in phone.ask_for_status(numbers[LOST_CERTIFICATE], PHONE[-4:])
    promised = Application.objects.get(number=numbers[CAR]).promise_due
    assert re.search(
        rf"{promised.month}月{promised.day}日|{promised:%Y-%m-%d}", phone.ask_for_status(numbers[CAR], PHONE[-4:])
    )
    mismatch = phone.ask_for_status(numbers[CAR], "0000")
    unknown = phone.ask_for_status("BJ000000-00000-0", "0000")
    browser.forgive("/status/: Failed to load resource: the server responded with a status of 404")
    assert "没有找到" in mismatch and mismatch.replace("\n", "") == unknown.replace("\n", "")

    told = set(OutgoingMessage.objects.values_list("event", flat=True))
    assert {"ticket_issued", "called", "accepted", "result_called", "delivered"} <= told
    assert Application.objects.get(number=numbers[LOST_CERTIFICATE]).state == "delivered"


def first_material(clerk: Clerk) -> str:
    """The name of the first material on the list."""
    return str(clerk.page.locator("tr.material b").first.inner_text()).partition(". ")[2]
