"""Complaints and the 办不成事 desk in a real browser: from the guide page to the answer, and from taking down to filing."""

import pytest
from django.urls import reverse

from complaints.models import Complaint, UnresolvedCase
from tests.complaints.grievances import a_desk
from tests.factories import WindowFactory
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return a_desk()


def test_what_was_not_on_the_list_goes_from_the_guide_page_to_the_answer(desk, live_server, static_files, browser):
    citizen = browser.open(PHONE)
    citizen.goto(f"{live_server.url}{reverse('matter', args=[desk.matter.code])}")
    citizen.get_by_role("link", name="这不在清单上").first.click()
    citizen.locator("#id_asked_1").fill("房东的无犯罪证明")
    citizen.get_by_role("button", name="先和清单对照").click()
    citizen.get_by_text("清单上没有", exact=True).wait_for()
    assert citizen.locator("#id_asked_1").input_value() == "房东的无犯罪证明"
    assert citizen.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    citizen.locator("#id_hall").select_option(desk.hall.code)
    citizen.get_by_role("button", name="提交，交政务服务局").click()
    citizen.locator("[data-receipt]").wait_for()
    code, number = citizen.locator("[data-code]").inner_text(), Complaint.objects.get().number

    accused = browser.open()
    enter(accused, live_server.url, desk.approver)
    accused.goto(f"{live_server.url}{reverse('complaints')}?tab=all")
    assert number not in accused.content()

    bureau = browser.open()
    enter(bureau, live_server.url, desk.supervisor)
    bureau.goto(f"{live_server.url}{reverse('complaints')}")
    bureau.get_by_role("link", name="房东的无犯罪证明").click()
    bureau.locator("[data-evidence]").get_by_text("清单上没有", exact=True).wait_for()
    bureau.get_by_role("button", name="签收，由我经办").click()
    bureau.get_by_role("link", name="清单外材料：已纠正").click()
    bureau.get_by_role("button", name="预览").click()
    bureau.locator("[data-preview]").wait_for()
    bureau.locator("#id_finding").select_option("true")
    bureau.locator("#id_cause").select_option("window")
    bureau.get_by_role("button", name="发出答复").click()
    bureau.get_by_text("已答复，原话已保存").wait_for()

    citizen.goto(f"{live_server.url}{reverse('complaint-status')}")
    citizen.locator("#id_number").fill(number)
    citizen.locator("#id_factor").fill(code)
    citizen.get_by_role("button", name="查看").click()
    citizen.get_by_text("该材料不在公布的清单上，窗口不得收取").wait_for()


def test_the_desk_takes_down_forwards_solves_tells_verifies_and_files(desk, live_server, static_files, browser):
    WindowFactory(hall=desk.hall, kind="unresolved", code="51")
    page = browser.open()
    enter(page, live_server.url, desk.clerk)
    page.goto(f"{live_server.url}{reverse('unresolved-new')}")
    page.locator("#id_words").fill("系统提示面积格式错误，来了三趟都交不进去。")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("请填写反映人姓名").first.wait_for()
    assert page.locator("#id_words").input_value().startswith("系统提示面积格式错误")
    page.locator("#id_name").fill("吴桂英")
    page.locator("#id_matter_words").fill(desk.matter.name)
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("已登记", exact=False).first.wait_for()
    number = UnresolvedCase.objects.get().number
    page.locator("#id_kind").select_option("system")
    page.get_by_role("button", name="分类").click()
    page.get_by_text("转办责任单位").click()
    page.locator("#id_unit_forward").select_option("department")
    page.locator("#id_department_forward").select_option(desk.department.code)
    page.locator("#id_reason_forward").fill("请核对面积格式")
    page.get_by_role("button", name="转办", exact=True).click()
    page.get_by_text("已转办，待签收").first.wait_for()

    other = browser.open()
    enter(other, live_server.url, desk.approver)
    other.goto(f"{live_server.url}{reverse('unresolved-case', args=[number])}")
    other.get_by_role("button", name="签收办理").click()
    other.locator("#id_solution").fill("面积字段已允许两位小数")
    other.locator("#id_cause").select_option("system")
    other.get_by_role("button", name="解决").click()
    other.get_by_text("请反馈办事人").wait_for()

    page.reload()
    page.locator("#id_answer").fill("您好，面积可以填小数了，请直接提交。")
    page.get_by_role("button", name="发出反馈").click()
    page.locator("#id_note").fill("电话核实已提交成功")
    page.get_by_role("button", name="确已解决").click()
    page.get_by_role("button", name="备案").click()
    page.get_by_text("已备案").first.wait_for()
    assert UnresolvedCase.objects.get().state == "filed"
