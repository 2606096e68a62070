"""Start page, log-in, keepers' pages and the API's documentation in a real browser, under the strict policy."""

import pytest

from hall.roles import Role
from tests.factories import HallFactory, StaffFactory, WindowFactory
from tests.journeys.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, static_files):
    hall = HallFactory(name="北京市政务服务中心（演示）")
    WindowFactory(hall=hall, code="07")
    StaffFactory(username="manager", hall=hall, roles=[Role.HALL_MANAGER])
    return live_server.url


def test_a_citizen_arrives_by_phone_in_english_and_in_large_text(address, browser):
    page = browser.open(PHONE)
    page.goto(f"{address}/")
    assert page.locator("h1").inner_text() == "一个窗口，一个号，办多个部门的事"
    page.get_by_role("button", name="English").click()
    page.get_by_text("One window, one number, every department").wait_for()
    page.get_by_role("button", name="Large text").click()
    page.locator("html[data-elder]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"


def test_a_wrong_password_takes_the_focus_and_the_right_one_opens_ones_own_page(address, browser):
    page = browser.open()
    page.goto(f"{address}/login/")
    assert page.evaluate("document.activeElement.name") == "username"
    page.keyboard.type("manager")
    page.locator("[name=password]").fill("wrong-one")
    page.keyboard.press("Enter")
    page.get_by_text("账号或密码不正确").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    assert page.locator("[name=username]").input_value() == "manager"
    page.locator("[name=password]").fill("hall-demo-1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/hall/")
    assert page.get_by_text("07", exact=True).is_visible()
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="人员").click()
    page.get_by_role("heading", name="人员").wait_for()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{address}/login/")


def test_the_documentation_of_the_api_opens_without_the_internet(address, browser):
    page = browser.open()
    page.goto(f"{address}/api/v1/docs/")
    page.locator("#operations-tag-token").click()
    operation = page.locator("#operations-token-token_create")
    operation.wait_for()
    operation.locator("button.opblock-summary-control").click()
    page.get_by_text("可用者：任何人").first.wait_for()
