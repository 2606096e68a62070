"""A real Chromium that notices what must never happen: policy violations, script errors, requests to other hosts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlparse

from django.db import connections

from stack.browser import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",  # as screens and kiosks are started
]
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
LISTENER = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`POLICY ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""
LEFT_BEHIND = ("htmx:sendAbort", "htmx:afterRequest")  # a page left while it asked; what fails says htmx:sendError
REFUSALS = ("409", "422")  # our own answers in words: Chromium logs them, they are no errors of the page


class Windows:
    """Opens pages for the people of a journey, and remembers everything that went wrong in any of them."""

    def __init__(self, browser: Any):
        self.browser = browser
        self.troubles: list[str] = []

    def open(self, size: dict[str, int] = DESK, **options: Any) -> Any:
        """A fresh window with its own cookies."""
        context = self.browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(15_000)
        context.add_init_script(LISTENER)
        context.on("page", self._watch)
        return context.new_page()

    def forgive(self, *words: str) -> None:
        """Forget troubles that a test brought about on purpose."""
        self.troubles = [line for line in self.troubles if not any(word in line for word in words)]

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message))
        page.on("request", lambda request: self._ask(page, request))

    def _hear(self, page: Any, message: Any) -> None:
        expected = message.text.startswith("Failed to load resource") and any(code in message.text for code in REFUSALS)
        if message.type == "error" and not expected and not message.text.startswith(LEFT_BEHIND):
            self.troubles.append(f"{page.url}: {message.text}")

    def _ask(self, page: Any, request: Any) -> None:
        host = urlparse(request.url).hostname
        if host not in {"127.0.0.1", "localhost", None}:
            self.troubles.append(f"{page.url}: asked {host}")


@contextmanager
def windows() -> Iterator[Windows]:
    """Chromium for one test; Django's guard against async is off, since Playwright runs its loop in this thread."""
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    with sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield Windows(browser)
        finally:
            browser.close()
            connections.close_all()  # those opened inside Playwright's loop are nobody's afterwards
            if before is None:
                os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
