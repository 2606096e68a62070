"""The scripts of the approver's desk in a real browser: the viewer of materials, the keys, many at once."""

import io

import pypdfium2
import pytest
from django.urls import reverse

from applications.models import Application, Route
from applications.verbs.files import Upload, add_file
from tests.factories.applications import people
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter, with_scans

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMPOSING = """(code) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
  {key: code.slice(-1).toLowerCase(), code, altKey: true, isComposing: true, bubbles: true, cancelable: true}))"""


@pytest.fixture
def ours(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = people()
    Route.objects.update(allows_bulk=True)
    return made


def a_pdf(pages: int) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(300, 400)
    document.save(out)
    return out.getvalue()


def test_the_viewer_the_keys_and_twenty_at_once(ours, live_server, static_files, browser):
    url, material = live_server.url, ours.version.materials.order_by("order").first()
    application, received = with_scans(ours, ours.accepted()), ours.receive()
    given = Upload("平面图.pdf", a_pdf(2))
    add_file(hall=ours.hall, number=application.number, material_id=material.pk, upload=given, by=ours.clerk)
    others = [ours.accepted() for _ in range(20)]
    page = browser.open()
    enter(page, url, ours.approver)
    the_viewer(page, url, application)
    the_keys(page, url, application, received)
    twenty_at_once(page, url, [application, *others])
    assert Application.objects.filter(state="granted").count() == 20
    on_a_phone(browser.open(PHONE), url, ours.approver, application)


def on_a_phone(page, url, approver, application):
    """Nothing of the desk scrolls sideways, and the scans stand right below their list."""
    enter(page, url, approver)
    case = reverse("application", args=[application.number])
    for address in (
        case,
        reverse("inbox"),
        reverse("month-report"),
        f"{reverse('inbox-bulk')}?number={application.number}",
    ):
        page.goto(url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    page.goto(url + case)
    tops = [page.locator(place).bounding_box()["y"] for place in (".materials >> nth=0", "[data-viewer]", ".line")]
    assert tops == sorted(tops)


def the_viewer(page, url, application):
    """Turns pages of pictures and of a PDF, enlarges, rotates; a field keeps its own keys."""
    page.goto(url + reverse("application", args=[application.number]))
    picture, place = page.locator("[data-now] .stage img"), page.locator("[data-place]")
    for key, style in (("Alt+Equal", "scale(1.25)"), ("Alt+Minus", "scale(1)"), ("Alt+0", "rotate(90deg)")):
        page.keyboard.press(key)
        assert style in picture.get_attribute("style"), key
    page.get_by_role("button", name="旋转").click()
    page.get_by_role("button", name="放大").click()
    assert picture.get_attribute("style") == "transform: scale(1.25) rotate(180deg);"
    page.locator("#id_reason").focus()
    page.keyboard.press("PageDown")
    before = place.inner_text()
    page.locator("h1").first.click()
    page.keyboard.press("PageDown")
    page.get_by_text("平面图.pdf　1/2 页").wait_for()
    assert before != place.inner_text() and "rotate(0deg)" in picture.get_attribute("style"), "each file anew"
    page.keyboard.press("PageDown")
    page.get_by_text("平面图.pdf　2/2 页").wait_for()
    page.keyboard.press("PageUp")
    page.get_by_text("平面图.pdf　1/2 页").wait_for()
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 100
    page.get_by_role("button", name="上一页").click()
    page.get_by_text(before).wait_for()


def the_keys(page, url, application, received):
    """Alt+R sends back, Alt+T passes on; nothing fires while somebody composes."""
    address = url + reverse("application", args=[application.number])
    page.locator("#id_reason").focus()
    for code in ("KeyA", "KeyN", "KeyT", "KeyQ", "Digit0", "Equal"):
        page.evaluate(COMPOSING, code)
    assert page.url == address and Application.objects.get(pk=application.pk).state == "accepted"
    assert "rotate(0deg)" in page.locator("[data-now] .stage img").get_attribute("style")
    page.keyboard.press("Alt+t")
    page.wait_for_url(url + reverse("application-transfer", args=[application.number]))
    page.goto(url + reverse("application", args=[received.number]))
    page.evaluate(COMPOSING, "KeyR")
    assert page.url.endswith(f"/{received.number}/")
    page.keyboard.press("Alt+r")
    page.wait_for_url(url + reverse("application-return", args=[received.number]))


def twenty_at_once(page, url, applications):
    """The twenty-first is not taken; the chosen ones stand on one page before they are granted."""
    page.goto(url + reverse("inbox"))
    ticks = page.locator(".tick[form=bulk]")
    assert ticks.count() == len(applications) == 21
    for place in range(20):
        ticks.nth(place).check()
    page.get_by_text("已选 20 件").wait_for()
    ticks.nth(20).click()
    page.get_by_text("一次最多 20 件，请分批").wait_for()
    assert not ticks.nth(20).is_checked()
    page.get_by_role("button", name="批量准予选中的办件").click()
    page.get_by_role("heading", name="选中 20 件，可以批量准予 20 件").wait_for()
    page.locator("#id_reason").fill("经审查，符合条件，准予")
    page.get_by_role("button", name="准予勾选的办件").click()
    page.get_by_text("已准予 20 件，10 分钟后送出").wait_for()
