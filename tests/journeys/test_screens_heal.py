"""Screens lose the server in three ways and come back by themselves (T15); a burst of calls is said in order (T39)."""

from pathlib import Path

import pytest

from hall.models import Device
from queueing.queries.board import board
from queueing.verbs import calling
from tests.factories.queue import SmallHall, a_small_hall
from tests.journeys.browser import WALL, windows
from tests.journeys.running import running
from tests.journeys.screens import SAID, Wall, a_speaking_screen, check_said, shown
from tests.journeys.wire import Mode, wires

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.django_db(transaction=True)]
BURST = 5


@pytest.fixture
def small() -> SmallHall:
    made = a_small_hall(matters=1, code="small")
    for _ in range(8):
        made.window()
    for _ in range(9):
        made.ticket()
    return made


def call(small: SmallHall, window: int) -> str:
    ticket = calling.call_next(hall=small.hall, window_code=small.windows[window].code, by=small.clerks[window])
    assert ticket is not None
    return ticket.number


def test_screens_heal_after_reset_silence_and_a_newer_release_and_say_each_call_once_in_order(
    small, static_files, tmp_path: Path
):
    key = a_speaking_screen(small)
    with running(tmp_path, "web", "live") as parts, wires(parts.ports["web"], parts.ports["live"]) as (web, live):
        parts.stop()
        parts.more = {"LIVE_PORT": str(live.port), "RELEASE": "first"}
        parts.start("web", "live")
        parts.wait()
        origin = f"http://127.0.0.1:{web.port}"
        with windows() as opened:
            speaking = opened.open(WALL)
            speaking.add_init_script(SAID)
            speaking.goto(f"{origin}/machine/#{key}")
            speaking.wait_for_url("**/display/")
            silent = opened.open(WALL)
            silent.goto(f"{origin}/halls/small/display/")
            wall = Wall([speaking, silent])
            speaking.wait_for_timeout(1500)

            numbers = [call(small, window) for window in range(BURST)]
            wall.all_show(numbers[-1], 3.0)  # by the hint: the next poll may be five seconds away

            for mode in (Mode.RESET, Mode.SILENT):
                web.cut(mode), live.cut(mode)
                wall.all_notice()
                numbers.append(call(small, len(numbers)))
                web.mend(), live.mend()
                wall.all_show(numbers[-1], 10.0)
                wall.all_healed(2.0)
                assert shown(silent) == [row.number for row in board(small.hall).calls]

            said = check_said(speaking.evaluate("window.said ?? []"))  # in this page; the newer release begins anew
            parts.stop("web")
            wall.all_notice()
            again = speaking.context.new_page()  # the machine is switched on while the server is away
            again.goto(f"{origin}/machine/#{key}")
            assert "正在连接大厅服务器" in again.text_content("h1")
            numbers.append(call(small, len(numbers)))
            parts.more["RELEASE"] = "second"
            parts.start("web")
            parts.wait()
            wall.all_show(numbers[-1], 10.0)
            again.wait_for_url("**/display/", timeout=12_000)
            for page in (*wall.pages, again):
                page.wait_for_selector("[data-release=second]", timeout=12_000)

            assert not [trouble for trouble in opened.troubles if "POLICY" in trouble or "asked" in trouble]
    assert said == sorted(said) and len(said) >= 3
    assert Device.objects.get().version == "second"
