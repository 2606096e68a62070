"""Clerks at comprehensive windows: call, greet, take in, finish."""

import asyncio
from typing import Any

from hall.config.demo_day import intake, ratings, visitors
from hall.config.demo_day.crowd import Citizen
from hall.config.demo_day.doors import Refused
from hall.config.demo_day.place import Account, Place


class WindowClerk:
    """One clerk at one window, all day."""

    def __init__(self, place: Place, account: Account, guides: list[Account]) -> None:
        self.place, self.me, self.guides = place, account, guides
        self.errands: list[tuple[float, Any, str]] = []

    async def run(self) -> None:
        """Open the window, then serve until the day is over; a refusal costs a moment and nothing else."""
        while not self.place.is_over:
            try:
                await self._day()
                return
            except Refused as refused:
                self.place.diary.tell("被拒绝", f"{self.me.window} 号窗口：{refused}")
                await self.place.pace.rest(8, 15)

    async def verb(self, verb: str, **body: Any) -> Any:
        return await self.place.doors.post(f"windows/{self.me.window}/{verb}/", by=self.me.username, **body)

    async def _day(self) -> None:
        window = await self.verb("open", browser="demo-day", take_over=True)
        if window["state"] == "paused":
            window = await self.verb("resume")
        if window["ticket"]:
            await self._serve(window["ticket"])
        while not self.place.is_over:
            await self._run_errands()
            ticket = (await self.verb("call-next"))["ticket"]
            if ticket:
                await self._serve(ticket)
            await self.place.pace.rest(2, 6)
            if not ticket:
                await self.place.pace.rest(4, 8)
            elif self.place.pace.chance(0.015):
                await self._rest()
        await self.verb("close")

    async def _rest(self) -> None:
        await self.verb("pause", reason="短暂离开")
        await self.place.pace.rest(30, 70)
        await self.verb("resume")

    async def _serve(self, ticket: dict[str, Any]) -> None:
        number, place = ticket["number"], self.place
        citizen = place.present.get(number)
        place.diary.tell("叫号", f"{number} 请到 {self.me.window} 号窗口")
        if ticket["state"] == "called":
            if citizen and citizen.misses_call:
                await self._wait_in_vain(citizen)
                return
            await place.pace.rest(citizen.walks if citizen else 12)
            await self.verb("start")
        await self._take_all(ticket, citizen)
        await place.pace.rest(4, 12)
        await self.verb("finish")
        if citizen and citizen.rates:
            place.beside(ratings.rate_at(place, self.me.window), "评价")
        if citizen:
            place.beside(visitors.leave_when_done(place, citizen), f"{number} 离开")

    async def _take_all(self, ticket: dict[str, Any], citizen: Citizen | None) -> None:
        codes = ticket["matter_codes"]
        await self.place.pace.rest(10, 25)
        for code in codes:
            await self.place.carry_on(self._take_one(code, citizen), f"{self.me.window} 号窗口收件")
            await self.place.pace.rest(10, 30)

    async def _take_one(self, code: str, citizen: Citizen | None) -> None:
        taken = await intake.take_in(self.place, self.me, code, citizen)
        if citizen is None:
            return
        citizen.applications.append(taken["number"])
        self._remember(taken, code)
        if self.place.pace.chance(0.12):
            self.place.beside(visitors.look_up(self.place, citizen, taken["number"]), "查进度")

    def _remember(self, taken: dict[str, Any], code: str) -> None:
        """What the citizen will bring later, should they come back today."""
        mended = {"awaiting_correction": intake.mend, "accepted": intake.bring_late}.get(taken["state"])
        if mended is intake.bring_late and not taken.get("late"):
            mended = None
        if mended and self.place.pace.chance(0.6):
            later = asyncio.get_running_loop().time() + 150 / self.place.pace.speed
            self.errands.append((later, mended, f"{taken['number']} {code}"))

    async def _run_errands(self) -> None:
        now = asyncio.get_running_loop().time()
        due = [errand for errand in self.errands if errand[0] <= now]
        self.errands = [errand for errand in self.errands if errand[0] > now]
        for _, verb, what in due:
            await self.place.carry_on(verb(self.place, self.me, *what.split()), f"{self.me.window} 号窗口补正")

    async def _wait_in_vain(self, citizen: Citizen) -> None:
        """Nobody comes: call again, then miss; the person may come back."""
        for _ in range(2):
            await self.place.pace.rest(21, 25)
            await self.verb("recall")
        await self.place.pace.rest(21, 25)
        await self.verb("miss")
        self.place.diary.tell("过号", f"{citizen.number} 三次未到，过号")
        if citizen.comes_back:
            back = visitors.come_back(self.place, citizen, self.guides)
            self.place.beside(back, f"{citizen.number} 过号补叫")
        else:
            self.place.present.pop(citizen.number, None)
