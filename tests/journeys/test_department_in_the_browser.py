"""Approver, issuing clerk and citizen at their pages in a real browser, under the strict policy; keys and no script."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from applications.models import Application
from applications.verbs.files import Upload, add_file
from tests.factories.applications import people
from tests.journeys.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMPOSING = """document.dispatchEvent(new KeyboardEvent("keydown",
  {key: "a", code: "KeyA", altKey: true, isComposing: true, bubbles: true, cancelable: true}))"""


@pytest.fixture
def ours(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return people()


def enter(page, address, person):
    page.goto(f"{address}/login/")
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill("hall-demo-1")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def with_scans(ours, application):
    for material in ours.version.materials.order_by("order"):
        picture = io.BytesIO()
        Image.new("RGB", (620, 877), "white").save(picture, "PNG")
        given = Upload(f"{material.name}.png", picture.getvalue())
        add_file(hall=ours.hall, number=application.number, material_id=material.pk, upload=given, by=ours.clerk)
    return application


def test_an_approver_decides_by_keys_alone(ours, live_server, static_files, browser):
    application = with_scans(ours, ours.accepted())
    page = browser.open()
    enter(page, live_server.url, ours.approver)
    page.wait_for_url(f"{live_server.url}{reverse('inbox')}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}{reverse('application', args=[application.number])}")
    picture = page.locator(".stage img")
    first = picture.get_attribute("src")
    page.keyboard.press("PageDown")
    assert picture.get_attribute("src") != first
    page.keyboard.press("Alt+0")
    assert "rotate(90deg)" in picture.get_attribute("style")
    page.get_by_role("button", name="申请信息经共享数据核验无误").click()
    assert page.locator("#id_reason").input_value().startswith("申请信息经共享数据核验无误")
    page.evaluate(COMPOSING)
    assert page.url.endswith(f"{application.number}/"), "nothing fires while composing"
    page.keyboard.press("Alt+a")
    page.get_by_text("已决定准予").first.wait_for()
    assert Application.objects.get(pk=application.pk).state == "granted"
    page.get_by_text("都办完了").wait_for()


def test_a_denial_takes_the_focus_to_what_is_missing_and_keeps_what_was_typed(ours, live_server, static_files, browser):
    application = ours.accepted()
    page = browser.open()
    enter(page, live_server.url, ours.approver)
    page.goto(f"{live_server.url}{reverse('application', args=[application.number])}")
    page.locator("#id_reason").fill("经营场所与申请不符。")
    page.keyboard.press("Alt+n")
    page.get_by_role("link", name="不予许可必须写明法律依据").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    assert page.locator("#id_reason").input_value() == "经营场所与申请不符。"
    page.locator("#id_legal_basis").fill("《中华人民共和国行政许可法》第三十八条")
    page.keyboard.press("Enter")
    assert page.locator("[data-confirm-deny]").count() == 0, "Enter in a text field never submits"
    page.keyboard.press("Alt+n")
    page.locator("[data-confirm-deny]").click()
    page.get_by_text("已决定不予").first.wait_for()


def test_the_issuing_counter_hands_everything_over_with_one_key(ours, live_server, static_files, browser):
    first, second = (ours.decided(visit="20260921-A023") for _ in range(2))
    page = browser.open()
    enter(page, live_server.url, ours.issuer)
    page.goto(f"{live_server.url}{reverse('issuing')}")
    page.locator("#id_sought").fill("A023")
    page.keyboard.press("Enter")
    page.get_by_text("共 2 份").wait_for()
    page.locator("#id_collector_name").fill(ours.applicant.name)
    page.locator("#id_collector_id").fill("110101199003070011")
    page.locator("#id_signed_on_paper").check()
    page.keyboard.press("Alt+g")
    page.locator("[data-problem]").wait_for()
    assert page.locator("#id_collector_name").input_value() == ours.applicant.name
    page.locator("#id_collector_id").fill(ours.applicant.id_number)
    page.keyboard.press("Alt+g")
    page.get_by_text("已发放 2 份").wait_for()
    assert {a.state for a in Application.objects.filter(pk__in=[first.pk, second.pk])} == {"delivered"}
    page.get_by_role("link", name="打印送达回证").first.click()
    page.get_by_role("heading", name="送达回证").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_citizen_reads_the_status_on_a_phone_with_and_without_script(
    ours, live_server, static_files, browser, script
):
    application = ours.awaiting_correction()
    page = browser.open(PHONE, java_script_enabled=script)
    page.goto(f"{live_server.url}{reverse('status')}")
    page.locator("#id_number").fill(application.number.replace("-", "").lower())
    page.locator("#id_second_factor").fill(ours.applicant.phone[-4:])
    page.get_by_role("button", name="查进度").click()
    page.get_by_role("heading", name="还差 1 份材料").wait_for()
    assert page.url == f"{live_server.url}{reverse('status-result')}"
    page.reload()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="1 document(s) missing").wait_for()
    page.get_by_role("button", name="Large text").click()
    page.locator("html[data-elder]").wait_for()
    for width in (390, 320) if script else ():
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
