"""What everybody in the hall shares: doors, pace, who is there, what the board says."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from hall.config.demo_day.crowd import Citizen
from hall.config.demo_day.doors import Doors, Refused
from hall.config.demo_day.pace import Pace
from hall.config.demo_day.words import Diary

NEWCOMERS = ("01", "02", "03", "04")  # windows left to whoever tries the workbench
ALERT_SECONDS = 240.0


@dataclass
class Account:
    """A demonstration account."""

    username: str
    roles: list[str]
    window: str
    department: str


@dataclass
class Place:
    """The hall as the people in it know it."""

    hall: str
    doors: Doors
    pace: Pace
    diary: Diary
    accounts: list[Account]
    present: dict[str, Citizen] = field(default_factory=dict)
    papers: dict[str, asyncio.Event] = field(default_factory=dict)
    sheets: dict[str, Any] = field(default_factory=dict)
    board: dict[str, Any] = field(default_factory=dict)
    alert: dict[str, float] = field(default_factory=dict)
    aside: set[asyncio.Task[None]] = field(default_factory=set)
    is_over: bool = False

    def of(self, role: str) -> list[Account]:
        return [account for account in self.accounts if role in account.roles]

    def at(self, role: str, window: str) -> Account | None:
        return next((account for account in self.of(role) if account.window == window), None)

    def waiting(self, queue: str) -> int:
        """How many wait in a queue, as the board said last."""
        lines = {line["code"]: line["waiting"] for line in self.board.get("queues", [])}
        return int(lines.get(queue, 0))

    def file_arrives(self, department: str) -> None:
        """An application lies in a department's inbox."""
        self.papers.setdefault(department, asyncio.Event()).set()

    def expects_files(self, department: str) -> bool:
        """Whether one of our people sits at a newcomer's window, with a matter of this department."""
        return self.alert.get(department, 0) > asyncio.get_running_loop().time()

    def _notice_newcomers(self) -> None:
        numbers = [call["number"] for call in self.board["calls"] if call["window"] in NEWCOMERS]
        for department in {department for number in numbers for department in self._departments_of(number)}:
            if not self.expects_files(department):
                self.file_arrives(department)
            self.alert[department] = asyncio.get_running_loop().time() + ALERT_SECONDS

    def _departments_of(self, number: str) -> set[str]:
        """Where somebody's matters go; all departments for somebody we do not know."""
        citizen = self.present.get(number)
        return {wish.department for wish in citizen.wishes} if citizen else set(self.papers)

    def beside(self, coroutine: Coroutine[Any, Any, None], what: str) -> None:
        """Let something happen meanwhile; a refusal is one line."""
        task = asyncio.ensure_future(self.carry_on(coroutine, what))
        self.aside.add(task)
        task.add_done_callback(self.aside.discard)

    async def carry_on(self, coroutine: Coroutine[Any, Any, None], what: str) -> None:
        """Errors are part of life: one line, and on."""
        try:
            await coroutine
        except Refused as refused:
            self.diary.tell("被拒绝", f"{what}：{refused}")
        except (KeyError, TypeError, ValueError) as surprise:
            self.diary.tell("没看懂的回答", f"!! {what}：{type(surprise).__name__} {surprise}")

    async def look_at_board(self) -> None:
        """Read the board every few seconds, like everybody in the hall."""
        while True:
            try:
                self.board = await self.doors.get("board/", hall=self.hall)
                self._notice_newcomers()
            except Refused as refused:
                self.diary.say(f"看叫号屏：{refused}")
            await asyncio.sleep(max(4 / self.pace.speed, 0.4))
