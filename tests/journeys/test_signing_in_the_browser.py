"""A department signs, in a real browser: the head files a letter, one reviews, another decides, takes it back, decides again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Application, Authorisation, Power, Route
from hall.kernel import clock
from hall.roles import Role
from tests.factories import StaffFactory
from tests.factories.applications import people
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two():
    ours = people(signatures=2)
    ours.reviewer = ours.colleague(Power.REVIEW)
    department = ours.version.matter.department
    ours.head = StaffFactory(
        hall=ours.hall, name="欧阳建国", roles=[Role.APPROVER, Role.DEPARTMENT_HEAD], department=department
    )
    return ours


def sign(page, address, application, words):
    page.goto(address + reverse("application", args=[application.number]))
    page.locator("#id_reason").fill(words)
    page.locator("button[name=granted][value='1']").click()


def test_the_head_keeps_who_signs_and_two_people_sign(two, live_server, static_files, browser, tmp_path):
    page, url = browser.open(), live_server.url
    enter(page, url, two.head)
    page.goto(url + reverse("department-authorisations"))
    page.get_by_label("授权给").select_option(two.reviewer.username)
    page.get_by_label("权限").select_option("decide")
    page.get_by_label("生效日").fill(clock.today().isoformat())
    page.get_by_label("截止日").fill((clock.today() + timedelta(days=20)).isoformat())
    page.get_by_label("授权文件").fill("市局授权〔2026〕12号")
    page.get_by_role("button", name="登记授权").click()
    page.get_by_text("20 天后到期").wait_for()
    page.screenshot(path=tmp_path / "authorisations.png", full_page=True)
    page.goto(url + reverse("department-routes"))
    page.get_by_label("办理地点").select_option("110112")
    page.get_by_role("button", name="保存路线").click()
    page.get_by_role("rowheader", name="全部事项").first.wait_for()
    page.screenshot(path=tmp_path / "routes.png", full_page=True)
    page.goto(url + reverse("department-absences"))
    page.get_by_label("谁请假").select_option(two.head.username)
    page.get_by_label("由谁顶岗").select_option(two.reviewer.username)
    page.get_by_label("开始日").fill(clock.today().isoformat())
    page.get_by_label("结束日").fill((clock.today() + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="登记，手上的件转给B角").click()
    page.get_by_role("button", name="提前返岗").wait_for()
    page.screenshot(path=tmp_path / "absences.png", full_page=True)
    phone = browser.open(PHONE)
    enter(phone, url, two.head)
    phone.goto(url + reverse("department-authorisations"))
    phone.screenshot(path=tmp_path / "phone.png", full_page=True)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Authorisation.objects.filter(person=two.reviewer, power="decide").exists()
    assert Route.objects.filter(area_code="110112").exists()

    application = two.accepted()
    reviewer, decider = browser.open(), browser.open()
    enter(reviewer, url, two.reviewer)
    sign(reviewer, url, application, "经审查，符合条件，建议准予")
    reviewer.get_by_text("已签署审查意见").wait_for()
    enter(decider, url, two.approver)
    sign(decider, url, application, "同意")
    decider.get_by_text("10 分钟后送出").wait_for()
    assert Application.objects.get(pk=application.pk).state == "granted"
