"""A standard changes hands in a real browser: drafted, reviewed, published from tomorrow, and it takes over by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hall.kernel import clock
from hall.roles import Role
from matters.models import MatterVersion
from matters.queries.catalogue import version_in_force
from tests.factories import DepartmentFactory, StaffFactory, a_published_matter
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_draft_is_written_reviewed_and_published_from_tomorrow(live_server, static_files, browser):
    current = a_published_matter(matter__name="食品经营许可（首次申请）")
    bureau = DepartmentFactory(short_name="市政务服务局")
    editor = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=current.matter.department)
    reviewer = StaffFactory(roles=[Role.CATALOGUE_REVIEWER], department=bureau)
    publisher = StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], department=bureau)

    page = browser.open(java_script_enabled=False)
    page.goto(f"{live_server.url}/login/")
    page.locator("[name=username]").fill(editor.username)
    page.locator("[name=password]").fill("hall-demo-1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}{reverse('catalogue-desk')}")
    page.get_by_role("button", name="编制新版").click()
    page.locator("[name=promised_limit]").fill("40")
    page.get_by_role("button", name="＋ 增加受理条件").click()
    page.locator("[name=conditions-1-text]").fill("有与经营品种相适应的冷藏设备")
    page.get_by_role("button", name="保存并提交审核").click()
    assert page.get_by_role("alert").get_by_text("承诺时限长于法定时限").is_visible()
    page.locator("[name=promised_limit]").fill("6")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("已提交审核").wait_for()

    page = browser.open()
    enter(page, live_server.url, reviewer)
    page.get_by_role("link", name="食品经营许可（首次申请）").first.click()
    assert page.locator(".diff del").first.inner_text() == "10 个工作日"
    assert page.locator(".diff ins", has_text="冷藏设备").is_visible()
    page.get_by_role("button", name="审核通过").click()
    page.get_by_text("审核通过，等待发布").wait_for()

    page = browser.open()
    enter(page, live_server.url, publisher)
    page.get_by_role("link", name="食品经营许可（首次申请）").first.click()
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_text("00:00 起执行").wait_for()

    citizen = browser.open(PHONE)
    citizen.goto(f"{live_server.url}{reverse('matter-history', args=[current.matter.code])}")
    assert citizen.get_by_text("即将执行").is_visible()
    assert citizen.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert version_in_force(current.matter) == current
    with clock.frozen(clock.now() + timedelta(days=1)):
        taken_over = version_in_force(current.matter)
        assert (taken_over.promised_limit, taken_over.pk) == (6, MatterVersion.objects.get(number=2).pk)
