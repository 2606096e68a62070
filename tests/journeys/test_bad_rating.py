"""A bad rating from the pad travels the whole loop, each step by the person it is for, in a real browser."""

import re

import pytest

from complaints.models import Rectification
from complaints.verbs.ratings import invite
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.complaints.services import a_pad, a_service
from tests.factories import HallFactory, StaffFactory, WindowFactory
from tests.journeys.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = "13812345678"


class Person:
    """Someone before a window of their own."""

    def __init__(self, browser, address, account=None, **size):
        self.page, self.address = browser.open(**size), address
        if account is not None:
            self.page.goto(f"{address}/login/")
            self.page.fill("[name=username]", account.username)
            self.page.fill("[name=password]", "hall-demo-1")
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(lambda url: "/login/" not in url)

    def go(self, path):
        self.page.goto(self.address + path)

    def see(self, words):
        self.page.get_by_text(words).first.wait_for()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()


@pytest.mark.usefixtures("static_files")
def test_a_bad_rating_from_the_pad_travels_the_whole_loop(live_server, browser, settings):
    settings.PUBLIC_ORIGIN = live_server.url
    hall = HallFactory()
    window = WindowFactory(hall=hall, code="07")
    manager, supervisor = (StaffFactory(hall=hall, roles=[role]) for role in (Role.HALL_MANAGER, Role.SUPERVISOR))
    boss = Person(browser, live_server.url, manager)
    boss.go("/rectifications/")
    boss.see("没有待办的差评")

    # 1 The person just served touches the pad; nothing is preset, and everyone is thanked alike.
    pad = Person(browser, live_server.url, a_pad(window))
    service = a_service(window, phone=TELEPHONE, ago=1)
    invite(service_id=service.pk)
    pad.go("/pad/")
    pad.press("不满意")
    pad.see("谢谢您的评价")

    # 2 It is a task at once, with its clocks, and the inbox shows it by itself. Nothing says who rated.
    boss.see("联系剩 1 个工作日")
    number = Rectification.objects.get().number
    assert TELEPHONE not in boss.page.content() and service.ticket.party.name not in boss.page.content()
    boss.page.get_by_role("link", name=number).click()

    # 3 The manager sees the telephone for a reason, calls, mends.
    boss.page.get_by_text("显示电话，用于联系或回访").click()
    boss.page.fill("[name=reason] >> nth=0", "联系核实差评")
    boss.press("显示")
    boss.see(TELEPHONE)
    boss.page.fill("#id_contact_words", "已电话联系：窗口没有说明还要等多久。")
    boss.press("登记已联系核实")
    boss.see("整改中")
    boss.page.fill("#id_measures", "窗口已道歉，等候超过十分钟的主动说明原因。")
    boss.press("登记整改完成")
    boss.see("请选择核实结论后再提交。")
    assert boss.page.input_value("#id_measures").startswith("窗口已道歉"), "what was typed stays"
    boss.page.get_by_label("属实", exact=True).check()
    boss.press("登记整改完成")
    boss.see("待回访")

    # 4 The rater rates once more on their own telephone; the first rating stays.
    text = OutgoingMessage.objects.get(event="rating_again").text
    rater = Person(browser, "", size=PHONE)
    rater.go(re.search(r"http\S+", text)[0])
    assert not rater.page.locator("input:checked").count()
    rater.page.get_by_text("满意", exact=True).first.click()
    rater.press("提交评价")
    rater.see("谢谢您的评价")

    # 5 The supervisor calls back and closes; nothing closed itself.
    watch = Person(browser, live_server.url, supervisor)
    watch.go(f"/rectifications/{number}/")
    watch.see("办事人本人")
    watch.page.get_by_label("对整改满意").check()
    watch.page.fill("#id_call_back_words", "办事人表示满意，没有其他意见。")
    watch.press("登记回访")
    watch.see("已回访")
    watch.page.fill("#id_closing_words", "已整改、已回访，办事人满意。")
    watch.press("办结")
    watch.see("已办结，没有要做的了")

    # 6 The figures know it, and the list behind the number shows it without who rated.
    watch.go("/figures/")
    tile = watch.page.locator("li", has_text="按时整改率").first
    assert "100.0%" in tile.inner_text()
    tile.get_by_role("link").first.click()
    watch.see(number)
    assert service.ticket.party.name not in watch.page.content()
    row = Rectification.objects.get()
    assert (row.state, row.rating.level, row.again_level) == ("closed", "dissatisfied", "satisfied")
    browser.forgive("422")
