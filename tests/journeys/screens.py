"""Screens on a wire that is cut: what the suite does three times and `benchmarks.screens` twenty times."""

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hall.models import StaffMember
from hall.roles import Role
from hall.verbs import registering
from tests.factories import StaffFactory
from tests.factories.queue import SmallHall

SAID = """document.addEventListener("screen:said", (event) => (window.said ??= []).push(event.detail));
window.begun = Math.random();"""
NOTICE_WITHIN, RIGHT_WITHIN = 10.0, 10.0
BLANK = "document.querySelector('[data-board]').innerText.trim().length"


@dataclass
class Wall:
    """Some screens that hang in one hall."""

    pages: list[Any]

    def all_show(self, number: str, seconds: float) -> float:
        """How long it takes until every screen shows this number as its newest call."""
        begun = time.monotonic()
        for page in self.pages:
            page.wait_for_function(
                "number => document.querySelector('[data-sequence]')?.innerText.includes(number)",
                arg=number,
                timeout=max(seconds - (time.monotonic() - begun), 0.1) * 1000,
            )
        return time.monotonic() - begun

    def all_notice(self, seconds: float = NOTICE_WITHIN) -> float:
        """How long it takes until every screen says that its data are old; none may go blank."""
        begun = time.monotonic()
        for page in self.pages:
            page.wait_for_selector(
                ".as-of.is-old", timeout=max(seconds - (time.monotonic() - begun), 0.1) * 1000, state="visible"
            )
            assert "数据截至" in page.text_content(".as-of") and page.evaluate(BLANK) > 0
        return time.monotonic() - begun

    def all_healed(self, seconds: float = RIGHT_WITHIN) -> float:
        """How long it takes until none says so any more."""
        begun = time.monotonic()
        for page in self.pages:
            page.wait_for_selector(
                ".as-of:not(.is-old)", timeout=max(seconds - (time.monotonic() - begun), 0.1) * 1000, state="visible"
            )
        return time.monotonic() - begun


def shown(page: Any) -> list[str]:
    """The numbers a hall's screen shows, newest first."""
    numbers: list[str] = page.evaluate(
        "[...document.querySelectorAll('.now > b, .latest-call b, .list li span:first-child')].map(e => e.textContent)"
    )
    return numbers


def a_speaking_screen(small: SmallHall) -> str:
    """Registers a screen that speaks at all hours; its key."""
    manager: StaffMember = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
    values = {"name": "东区屏", "zone": "", "window": None, "shows": "hall", "panel": 55, "speech": "zh"}
    _, key = registering.register_device(
        hall=small.hall, code="screen-1", kind="display", values={**values, "volumes": "0-24:60"}, by=manager
    )
    return str(key)


def check_said(said: list[dict[str, Any]], *, most: float = 6.0) -> list[int]:
    """In order, one at a time, none too long; the sequences said."""
    for before, after in pairwise(said):
        assert after["sequence"] >= before["sequence"], "order"
        assert after["from"] >= before["to"] - 0.001, "overlap"
    assert all(reading["to"] - reading["from"] <= most for reading in said)
    return list(dict.fromkeys(reading["sequence"] for reading in said))
