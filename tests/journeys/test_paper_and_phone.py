"""From the paper on the counter to the phone without a network, in real browsers: a scan by QR code, the state kept."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.db.models import F
from PIL import Image

from applications.verbs.withdrawing import withdraw
from queueing.models import ScanLink
from tests.factories.queue import SmallHall, a_small_hall
from tests.factories.scans import picture
from tests.journeys.browser import Windows
from tests.journeys.people import Clerk, Phone
from tests.journeys.running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]
PHOTO = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg"}
WEIGHT = (
    "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    ".reduce((sum, one) => sum + one.decodedBodySize, 0)"
)
KEPT = "() => caches.match('/status/result/').then(Boolean)"


@pytest.fixture
def small() -> SmallHall:
    made = a_small_hall(matters=1)
    made.window()
    made.ticket(name="欧阳慕白", phone="13800138000")
    return made


@pytest.fixture
def web(small: SmallHall, static_files: None, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, "web") as parts:
        yield parts


def show_code(clerk: Clerk, browser: Windows) -> str:
    """The clerk shows the QR code of the first material; the address as a phone's camera reads it off the screen."""
    clerk.page.locator("[data-opens=scans]").first.click()
    clerk.page.get_by_role("button", name="手机扫码上传").click()
    shown = str(clerk.page.get_by_alt_text("上传用的二维码").get_attribute("src"))
    camera = browser.open()
    camera.set_content(f'<img src="{shown}">')
    seen = camera.locator("img").screenshot()
    camera.close()
    return str(zxingcpp.read_barcodes(Image.open(BytesIO(seen)).convert("L"))[0].text)


def test_a_page_from_the_phone_lands_at_its_material_and_the_state_outlives_the_network(
    small: SmallHall, web: Running, browser: Windows
):
    clerk = Clerk(web, browser, small.clerks[0].username, "hall-demo-1")
    clerk.go("/workbench/")
    clerk.call_next()
    address = show_code(clerk, browser)
    clerk.page.evaluate("window.notReloaded = true")

    phone = Phone(web, browser)
    phone.page.goto(address)
    phone.page.set_input_files("#page", {**PHOTO, "buffer": picture()})
    phone.page.get_by_role("button", name="上传").click()
    phone.see("页已收到，窗口能看到了")
    clerk.page.locator("#scan-list .thumbs li").wait_for()
    clerk.page.locator("[data-scans='1']").wait_for(state="attached")
    assert clerk.page.evaluate("window.notReloaded"), "what the phone sent came without a reload"

    stranger = Phone(web, browser)
    stranger.page.goto(address)
    stranger.see("已在另一部手机上使用，一个二维码只能用一部手机；请让窗口工作人员重新出示")
    phone.page.get_by_role("button", name="完成").click()
    phone.see("收到 1 页")
    phone.page.goto(address)
    phone.see("已用完或超过有效时间，请让窗口工作人员重新出示二维码")
    clerk.press("Escape")
    late = show_code(clerk, browser)
    ScanLink.objects.filter(closed_at=None).update(expires_at=F("made_at") - timedelta(seconds=1))
    stranger.page.goto(late)
    stranger.see("已用完或超过有效时间，请让窗口工作人员重新出示二维码")
    clerk.press("Escape")
    clerk.page.locator("#scans").wait_for(state="hidden")

    clerk.fill("补办", "通州区新华东街1号")
    clerk.tick_the_rest()
    number = clerk.accept()
    clerk.page.close()
    phone.ask_for_status(number, "8000")
    assert phone.page.url.endswith("/status/result/") and phone.page.evaluate(WEIGHT) < 100_000
    phone.until(KEPT)
    withdraw(hall=small.hall, number=number, reason="不再需要", by=small.clerks[0])
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.see("申请已撤回")
    phone.page.reload()
    web.stop("web")
    phone.page.reload()
    phone.see("现在没有网络，下面是")
    assert number in phone.text() and "申请已撤回" in phone.text()
    phone.go("/status/")
    assert number in phone.text(), "asked for anew, the last state stands there, too"
    phone.page.get_by_role("button", name="退出查询").click()
    phone.see("现在没有网络")
    phone.go("/status/result/")
    assert number not in phone.text() and "打电话问大厅" in phone.text(), "forgotten, and yet no blank page"
    browser.forgive("ERR_CONNECTION_REFUSED", "503")
