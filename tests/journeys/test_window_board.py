"""A manager moves windows by keys and by dragging; what was chosen survives each refresh."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings

from hall.roles import Role
from queueing.queries.allocation import allocation_of
from tests.factories import QueueFactory, StaffFactory
from tests.factories.queue import SmallHall, a_small_hall
from tests.journeys.browser import Windows
from tests.journeys.people import Staff
from tests.journeys.running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small(transactional_db: Any) -> SmallHall:
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    small = a_small_hall()
    for _ in range(6):
        small.window()
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    return small


@pytest.fixture
def web(small: SmallHall, static_files: None, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, "web") as parts:
        yield parts


def test_windows_are_moved_by_keys_and_by_dragging(web: Running, browser: Windows, small: SmallHall):
    StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER], username="boss")
    manager = Staff(web, browser, "boss", "hall-demo-1")
    manager.go("/windows/")
    page, box = manager.page, "input[name=windows][value='{}']".format
    page.focus(box("01"))
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    shown = page.inner_text("#wb-live .age")
    manager.until(
        "shown => document.querySelector('#wb-live .age').textContent.slice(0, 13) !== shown.slice(0, 13)", shown
    )
    assert page.inner_text("[data-chosen]") == "已选 3 窗：01、02、03"
    assert page.evaluate("document.activeElement.value") == "03", "the focus stays through a refresh"
    page.keyboard.press("Alt+Digit3")
    manager.see("已调配 3 个窗口")
    assert allocation_of(small.hall)["02"] == ("consulting",)
    page.get_by_role("button", name="撤销上次").click()
    manager.see("恢复为原来的分工")
    page.drag_and_drop(box("05"), "[data-queue=issuing]")
    manager.see("已调配 1 个窗口")
    assert allocation_of(small.hall)["05"] == ("issuing",) and allocation_of(small.hall)["02"] == ("comprehensive",)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
