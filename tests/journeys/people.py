"""The people of a journey, each before their own page. Pages are found by what a person reads on them."""

import re
import time
from typing import Any

from tests.journeys.browser import DESK, PHONE, WALL, Windows
from tests.journeys.running import Running

HALL = "tongzhou"


class Person:
    """Someone with a browser window of their own."""

    size = DESK

    def __init__(self, hall: Running, browser: Windows):
        self.web = hall.web
        self.page: Any = browser.open(self.size)

    def go(self, path: str) -> None:
        self.page.goto(self.web + path)

    def see(self, words: str, within: float = 15) -> None:
        """These words stand on the page, or will in a moment."""
        self.page.get_by_text(words).first.wait_for(timeout=within * 1000)

    def until(self, look: str, what: Any = None, within: float = 15) -> None:
        """Wait until this look at the page is true; asked from here, since the policy forbids the page to evaluate."""
        deadline = time.monotonic() + within
        while not self.page.evaluate(look, what):
            assert time.monotonic() < deadline, f"never came true: {look} {what or ''}"
            self.page.wait_for_timeout(100)

    def text(self, place: str = "body") -> str:
        return str(self.page.inner_text(place))


class Staff(Person):
    """Someone who logs in."""

    def __init__(self, hall: Running, browser: Windows, username: str, password: str):
        super().__init__(hall, browser)
        self.go("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.locator("form:has([name=password]) button").last.click()
        self.page.wait_for_url(lambda url: "/login/" not in url)


class Citizen(Person):
    """At the kiosk first, then with a phone in the hand."""

    def take_a_number(self, matters: list[str], id_number: str, phone: str) -> str:
        """Touch the matters, give document and phone, read the number."""
        self.go(f"/halls/{HALL}/kiosk/")
        self.page.get_by_role("link", name=re.compile("^取号")).click()
        for place, name in enumerate(matters):
            if place:
                self.page.get_by_role("link", name="再加一件").click()
            self.page.fill("#q", name)
            self.page.get_by_role("button", name="查找").click()
            self.page.locator("a.kiosk-hit", has_text=name).first.click()
            self.page.locator(".kiosk-chosen", has_text=name).wait_for()
        self.page.fill("[name=id_number]", id_number)
        self.page.fill("[name=phone]", phone)
        self.page.get_by_role("button", name="取号").click()
        self.page.wait_for_selector(".slip-number")
        return self.text(".slip-number").strip()

    def ask_for_status(self, number: str, second_factor: str) -> str:
        """What the status page says to this number and these four characters."""
        self.go("/status/")
        self.page.fill("#id_number", number)
        self.page.fill("#id_second_factor", second_factor)
        self.page.get_by_role("button", name="查进度").click()
        self.page.wait_for_load_state("networkidle")
        return self.text("main")


class Phone(Citizen):
    size = PHONE


class Display(Person):
    """The screen on the wall."""

    size = WALL

    def look(self) -> None:
        self.go(f"/halls/{HALL}/display/")

    def wait_for_call(self, number: str, window: str, within: float = 10) -> None:
        """Number and window come up by themselves."""
        look = (
            "([number, window]) => { const now = document.querySelector('.now'); "
            "return Boolean(now && now.innerText.includes(number) && now.innerText.includes(window)); }"
        )
        self.until(look, [number, window], within)


class Clerk(Staff):
    """A clerk who uses keys."""

    def open_window(self, code: str) -> None:
        self.go("/workbench/")
        self.page.locator("button.window-card", has=self.page.get_by_text(code, exact=True)).click()
        self.page.wait_for_url("**/workbench/")
        self.until("document.activeElement.id === 'act-call'")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def call_next(self) -> str:
        """F2, and the number that comes up."""
        self.press("F2")
        self.page.wait_for_selector(".now-number")
        return self.text(".now-number strong").strip()

    def type_name(self, name: str) -> None:
        """The name a kiosk does not ask for."""
        self.page.fill("#id_holder_name", name)

    def fill(self, content: str, place: str = "") -> None:
        self.page.fill("#id_content", content)
        if place:
            self.page.fill("#id_place", place)

    def tick_the_rest(self) -> None:
        self.press("Alt+h")

    def tick_missing(self, material: str) -> None:
        """One material was not brought."""
        row = self.page.locator("tr.material", has_text=material)
        row.locator("label", has=self.page.locator("input[value=missing]")).click()

    def accept(self) -> str:
        """Alt+A, and the application's number."""
        self.press("Alt+a")
        self.page.wait_for_selector(".taken-number")
        return self.text(".taken-number").strip()

    def tab(self, index: int) -> None:
        self.press(f"Alt+{index}")
        self.page.wait_for_selector(f"#tab-{index}[aria-current]")

    def add_matter(self, name: str) -> None:
        """Ctrl+K, type, down, Enter."""
        self.press("Control+k")
        self.page.keyboard.type(name)
        self.page.locator(".hint", has_text=name).first.wait_for()
        self.press("ArrowDown")
        self.press("Enter")
        self.page.wait_for_selector("#tab-4[aria-current]")

    def finish(self) -> str:
        """F9, and where the citizen goes next."""
        self.press("F9")
        self.page.wait_for_selector("#done")
        return self.text("#done")

    def focused(self) -> str:
        """What has the focus; `body` is never right."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.tagName.toLowerCase()"))

    def compose(self, key: str) -> None:
        """A key pressed while an input method composes: first as 229, then marked as composing."""
        self.page.evaluate(
            """(key) => { for (const extra of [{ keyCode: 229 }, { isComposing: true }])
              document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key, code: key, bubbles: true, cancelable: true, ...extra })); }""",
            key,
        )


class Approver(Staff):
    """An approver of a department."""

    def inbox(self) -> str:
        self.go("/inbox/")
        return self.text("main")

    def grant(self, number: str, reason: str) -> None:
        """Open the case, say why, grant."""
        self.page.locator(f"#case-{number}").click()
        self.page.wait_for_selector("#decide")
        self.page.fill("#id_reason", reason)
        self.page.get_by_role("button", name=re.compile("^准予")).click()
        self.page.wait_for_load_state("networkidle")


class IssuingClerk(Clerk):
    """At the issuing counter."""

    def hand_over(self, name: str, id_number: str) -> None:
        """From the workbench to the results of the person called, check who collects, hand over."""
        self.press("Alt+a")
        self.page.wait_for_selector("[data-hand-over]")
        self.page.fill("#id_collector_name", name)
        self.page.fill("#id_collector_id", id_number)
        self.page.check("#id_signed_on_paper")
        self.page.get_by_role("button", name=re.compile("发放")).last.click()
        self.page.wait_for_selector("[data-given]")

    def finish_there(self) -> None:
        self.go("/workbench/")
        if self.page.locator("#act-start").is_enabled():
            self.press("F7")
            self.page.wait_for_selector("#act-finish:enabled")
        self.press("F9")
        self.page.wait_for_selector("#done")


class Pad(Staff):
    """The rating pad on a window's counter."""

    def rate(self, words: str) -> None:
        self.go("/pad/")
        self.see("您对这次服务满意吗", within=30)
        assert not self.page.locator("input:checked").count(), "nothing is preset"
        self.page.get_by_role("button", name=words, exact=True).click()
        self.see("谢谢您的评价")
