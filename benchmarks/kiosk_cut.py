"""`python -m benchmarks.kiosk_cut`: T17 in full. Real browsers at real kiosks, a wire that drops the answer to every press
after the server has done it: 100 presses, then 20 with the printer out of paper. Control: 5 presses without their key."""

import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.running import REPO, RunningHall

PRESSES, WITHOUT_PAPER = int(os.environ.get("KIOSK_PRESSES", "100")), int(os.environ.get("KIOSK_PAPERLESS", "20"))
CONTROL, KIOSKS = 5, 4
HALL = "tongzhou"
SIZE = {"width": 1080, "height": 1920}


def main() -> int:
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench-kiosk")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    hall = RunningHall(data)
    hall.start()
    try:
        os.environ.update(hall.environment())
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs its loop in this thread
        import django

        django.setup()
        return measure(hall)
    finally:
        hall.stop()


def measure(hall: RunningHall) -> int:
    from playwright.sync_api import sync_playwright

    from stack.browser import chromium
    from tests.factories.cutting import Wire
    from tests.factories.thermal import Thermal
    from tests.journeys.browser import FLAGS

    with Thermal() as thermal, Wire(hall.port) as wire, sync_playwright() as playwright:
        _give_printer(thermal.address)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        pages = [_kiosk(browser, wire.origin, number) for number in range(KIOSKS)]
        begun = time.monotonic()
        good = _presses(pages, wire, range(PRESSES), ".paper--good")
        took = time.monotonic() - begun
        printed = len(thermal.papers)
        thermal.has_paper = False
        kept = _presses(pages, wire, range(PRESSES, PRESSES + WITHOUT_PAPER), ".paper--bad")
        alarm = _alarm_seconds()
        lost = _control(pages[0], wire)
        browser.close()
    return _say(wire.cuts, good, printed, took, kept, alarm, lost)


def _say(cuts: int, good: int, printed: int, took: float, kept: int, alarm: float, lost: int) -> int:
    from queueing.models import PrintJob, Ticket

    tickets = Ticket.objects.filter(channel="kiosk").exclude(idempotency_key="")
    presses = PRESSES + WITHOUT_PAPER
    doubles = tickets.count() - tickets.values("party").distinct().count()
    marked = PrintJob.objects.filter(copy__gt=0).count()
    print(f"answers cut             {cuts}")
    print(f"presses answered        {good} of {PRESSES}   {took:.0f} s with {KIOSKS} kiosks")
    print(f"tickets, doubled        {tickets.count() - CONTROL} of {presses}, {doubles}")
    print(f"papers, marked          {printed} of {PRESSES}, {marked}")
    print(f"paper out: number + QR  {kept} of {WITHOUT_PAPER}   alarm after {alarm:.1f} s (bound 10)")
    print(f"control, keys removed   {lost} of {CONTROL} presses ended without their number")
    right = (good, printed, kept) == (PRESSES, PRESSES, WITHOUT_PAPER) and not doubles and alarm <= 10
    print("T17 holds" if right and lost else "T17 DOES NOT HOLD")
    return 0 if right and lost else 1


def _kiosk(browser: Any, origin: str, number: int) -> Any:
    """A kiosk that is logged in, as a machine of the hall is: pages of strangers are limited by address."""
    from hall.config.demo.accounts import kept_password

    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(f"{origin}/login/?next=/halls/{HALL}/kiosk/")
    page.fill("[name=username]", f"kiosk-{1 + number % 2}")
    page.fill("[name=password]", kept_password())
    page.keyboard.press("Enter")
    page.wait_for_selector(".kiosk-three")
    return page


def _presses(pages: list[Any], wire: Any, serials: range, wanted: str) -> int:
    """Press at every kiosk at once, the answer to each cut; how many then show their number, QR and paper."""
    good = 0
    for at in range(serials.start, serials.stop, len(pages)):
        batch = list(zip(pages, range(at, min(at + len(pages), serials.stop)), strict=False))
        wire.cut(len(batch))
        for page, serial in batch:
            _press(page, wire.origin, serial)
        for page, _ in batch:
            page.wait_for_selector(wanted, timeout=60_000)
            good += page.locator(".slip-number").count() and page.locator(".slip-qr img").count()
    return good


def _press(page: Any, origin: str, serial: int, *, with_key: bool = True) -> None:
    from tests.factories import resident_id

    page.goto(f"{origin}/halls/{HALL}/kiosk/matters/")
    page.click("a.kiosk-hit >> nth=0")
    page.wait_for_selector(".kiosk-go")
    page.fill("[name=id_number]", resident_id(3000 + serial))
    if not with_key:
        page.evaluate("document.querySelectorAll('[name=request_key]').forEach((field) => field.remove())")
    page.click(".kiosk-go")


def _control(page: Any, wire: Any) -> int:
    """The same without the key: the server cannot know the press again, and says the person has a number already."""
    lost = 0
    for serial in range(CONTROL):
        wire.cut()
        _press(page, wire.origin, 900 + serial, with_key=False)
        page.wait_for_selector(".slip-number, .notice--bad", timeout=60_000)
        lost += page.locator(".slip-number").count() == 0
    return lost


def _give_printer(address: str) -> None:
    from queueing.models import Printer

    Printer.objects.filter(hall__code=HALL).update(in_use=False)
    by_hall = Printer.objects.filter(hall__code=HALL, device=None).first()
    Printer.objects.filter(pk=by_hall.pk).update(kind="network", address=address, in_use=True, state="ready")


def _alarm_seconds() -> float:
    """From the last press without paper until the manager's page could tell: the page asks every five seconds."""
    from queueing.models import Printer, PrintJob

    first = PrintJob.objects.filter(state="failed").order_by("asked_at").first()
    printer = Printer.objects.get(hall__code=HALL, in_use=True)
    assert first is not None and printer.state == "paper_out"
    return max((printer.state_since - first.asked_at).total_seconds(), 0) + 5.0


if __name__ == "__main__":
    sys.exit(main())
