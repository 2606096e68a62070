"""`python -m benchmarks.screens`: ten screens lose the server twenty times (T15), then calls are said aloud (T16, T39).

The short form is `tests/journeys/test_screens_heal.py`. Prints how long the slowest screen took to say that it is cut
off, and to be right again; what was said, in order or not; and what the browser weighs. The control has a screen whose
snapshots never come: the same check must find it wrong.
"""

import argparse
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.running import REPO, RunningHall

PLACES = ("", "?zone=一层东区", "waiting/", "?queue=comprehensive", "window/01/")
OUTAGES = ("reset", "silent", "release")
SECONDS = (5, 5, 5, 60)
CALLS_A_BURST, EACH = 10, 3.0


@dataclass
class Figures:
    """The slowest of each kind, and what went wrong."""

    notice: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Stage:
    """A small hall on real processes behind wires, with a line that does not end."""

    def __init__(self, parts: Any, small: Any, web: Any, live: Any) -> None:
        self.parts, self.small, self.web, self.live = parts, small, web, live
        self.turns = cycle(range(len(small.windows)))
        self.release = 1

    def call(self) -> str:
        """The next call, at the next window; who stood there before did not come."""
        from queueing.models import Ticket
        from queueing.verbs import calling

        turn = next(self.turns)
        at = {"hall": self.small.hall, "window_code": self.small.windows[turn].code, "by": self.small.clerks[turn]}
        if Ticket.objects.of(self.small.hall).filter(window=self.small.windows[turn], state="called").exists():
            calling.miss(**at, reason="测量")
        self.small.ticket()
        return str(calling.call_next(**at).number)  # type: ignore[union-attr]

    def lose(self, how: str) -> None:
        from tests.journeys.wire import Mode

        if how == "release":
            self.release += 1
            self.parts.stop("web", "live")
        else:
            self.web.cut(Mode(how)), self.live.cut(Mode(how))

    def give_back(self, how: str) -> None:
        if how == "release":
            self.parts.more["RELEASE"] = f"r{self.release}"
            self.parts.start("web", "live")
            self.parts.wait()
        else:
            self.web.mend(), self.live.mend()


def lose_and_heal(stage: Stage, wall: Any, cycles: int) -> Figures:
    """Cut, look, mend, look; again and again."""
    from queueing.queries.board import board
    from tests.journeys.screens import shown

    figures = Figures()
    for number, how in zip(range(cycles), cycle(OUTAGES), strict=False):
        try:
            stage.lose(how)
            lost = time.monotonic()
            figures.notice.append(wall.all_notice())
            called = stage.call()
            time.sleep(max(0.0, SECONDS[number % len(SECONDS)] - (time.monotonic() - lost)))
            stage.give_back(how)
            back = time.monotonic()
            wall.all_show(called, 10.0)
            wall.all_healed(max(10.0 - (time.monotonic() - back), 1.0))
            figures.right.append(time.monotonic() - back)
            if shown(wall.pages[0]) != [row.number for row in board(stage.small.hall).calls]:
                raise AssertionError("not what the database holds")
        except Exception as failure:
            figures.wrong.append(f"cycle {number + 1} ({how}): {str(failure).splitlines()[0]}")
    return figures


def bursts(stage: Stage, page: Any, count: int) -> list[dict[str, Any]]:
    """Ten calls within five seconds, then a pause; what was said."""
    for _ in range(count):
        for _ in range(CALLS_A_BURST):
            stage.call()
            page.wait_for_timeout(450)
        page.wait_for_timeout(45_000)
    said: list[dict[str, Any]] = page.evaluate("window.said ?? []")
    return said


def soak(stage: Stage, page: Any, minutes: float) -> list[tuple[float, int]]:
    """A call each three seconds; heap in MB and nodes, each minute."""
    weights, until = [], time.monotonic() + minutes * 60
    while time.monotonic() < until:
        begun = time.monotonic()
        stage.call()
        page.wait_for_timeout(max(0.0, EACH - (time.monotonic() - begun)) * 1000)
        if not weights or time.monotonic() > weights[-1][2] + 60:
            heap, nodes = page.evaluate(
                "[performance.memory.usedJSHeapSize / 1e6, document.querySelectorAll('*').length]"
            )
            weights.append((heap, nodes, time.monotonic()))
    return [(heap, nodes) for heap, nodes, _ in weights]


def control(stage: Stage, opened: Any, origin: str) -> bool:
    """A screen without snapshots must be found wrong by the same check."""
    from tests.journeys.browser import WALL
    from tests.journeys.screens import Wall

    page = opened.open(WALL, service_workers="block")  # a worker would ask past the route
    page.goto(f"{origin}/halls/{stage.small.hall.code}/display/")
    page.route("**/snapshot/**", lambda route: route.abort())
    try:
        Wall([page]).all_show(stage.call(), 8.0)
    except Exception:
        return True
    return False


def run(options: argparse.Namespace, folder: Path) -> bool:
    from matters.models import Matter
    from tests.factories.queue import a_small_hall
    from tests.journeys.browser import WALL, windows
    from tests.journeys.running import running
    from tests.journeys.screens import SAID, Wall, a_speaking_screen, check_said
    from tests.journeys.wire import wires

    small = a_small_hall(matters=0, code=f"wall-{int(time.time())}")
    small.matters = list(Matter.objects.filter(is_one_window=True, versions__state="published").order_by("pk")[:1])
    for _ in range(8):
        small.window()
    key = a_speaking_screen(small)
    with running(folder, "web", "live") as parts, wires(parts.ports["web"], parts.ports["live"]) as (web, live):
        parts.stop()
        parts.more = {"LIVE_PORT": str(live.port), "RELEASE": "r1"}
        parts.start("web", "live")
        parts.wait()
        origin, stage = f"http://127.0.0.1:{web.port}", Stage(parts, small, web, live)
        with windows() as opened:
            speaking = opened.open(WALL)
            speaking.add_init_script(SAID)
            speaking.goto(f"{origin}/machine/#{key}")
            speaking.wait_for_url("**/display/")
            others = [opened.open(WALL) for _ in range(options.screens - 1)]
            for page, place in zip(others, cycle(PLACES), strict=False):
                page.goto(f"{origin}/halls/{small.hall.code}/display/{place}")
            boards = [page for page in (speaking, *others) if "/window/" not in page.url]
            figures = lose_and_heal(stage, Wall(boards), options.cycles)
            tell_cycles(figures, options.cycles, len(boards))
            said_before = len(speaking.evaluate("window.said ?? []"))
            said = bursts(stage, speaking, options.bursts)[said_before:]
            order = check_said(said)
            longest = max((reading["to"] - reading["from"] for reading in said), default=0.0)
            say("bursts", f"{options.bursts * CALLS_A_BURST} calls, {len(order)} said in {len(said)} readings, "
                f"0 out of order, 0 overlaps, longest {longest:.1f} s")  # fmt: skip
            weights = soak(stage, speaking, options.soak)
            if weights:
                tell_soak(weights, check_said(speaking.evaluate("window.said")[len(said) + said_before :]))
            found = control(stage, opened, origin)
            say("control: a screen without snapshots", "found wrong, as it must be" if found else "NOT found")
    return not figures.wrong and found


def tell_cycles(figures: Figures, cycles: int, screens: int) -> None:
    say(
        "outages",
        f"{cycles} on {screens} screens by {', '.join(OUTAGES)}: {len(figures.wrong)} wrong, 0 reloads by hand",
    )
    for wrong in figures.wrong:
        say("", wrong)
    if figures.notice and figures.right:
        say("cut off, said after", f"slowest {max(figures.notice):.1f} s (at most 10)")
        say("back, right after", f"slowest {max(figures.right):.1f} s (at most 10)")


def tell_soak(weights: list[tuple[float, int]], order: list[int]) -> None:
    heaps, nodes = [heap for heap, _ in weights], [count for _, count in weights]
    say("soak, a call each 3 s", f"{len(order)} said in order; heap {heaps[0]:.1f} to {heaps[-1]:.1f} MB "
        f"(most {max(heaps):.1f}); nodes {min(nodes)} to {max(nodes)}")  # fmt: skip


def say(what: str, figures: str) -> None:
    print(f"{what:38} {figures}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--screens", type=int, default=10)
    parser.add_argument("--bursts", type=int, default=5)
    parser.add_argument("--soak", type=float, default=10, help="minutes")
    options = parser.parse_args()
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench-screens")
    shutil.rmtree(data, ignore_errors=True)
    (data / "logs").mkdir(parents=True)
    hall = RunningHall(data)
    hall.start()
    try:
        os.environ.update(hall.environment())
        os.environ["DJANGO_SETTINGS_MODULE"] = "hall.config.settings.test"
        import django

        django.setup()
        is_good = run(options, data / "logs")
    finally:
        hall.stop()
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
