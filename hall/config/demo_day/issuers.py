"""Clerks at the issuing counter: the same number is called there, the results are handed over."""

from typing import Any

from hall.config.demo_day import ratings
from hall.config.demo_day.crowd import Citizen
from hall.config.demo_day.doors import Refused
from hall.config.demo_day.place import Account, Place

MANY = 3


class IssuingClerk:
    """One clerk at one issuing window."""

    def __init__(self, place: Place, account: Account) -> None:
        self.place, self.me = place, account

    async def run(self) -> None:
        """Open the window, then hand over until the day is over."""
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
        ticket = window["ticket"]
        while not self.place.is_over:
            if ticket:
                await self._serve(ticket)
            await self.place.pace.rest(3, 7)
            ticket = (await self.verb("call-next"))["ticket"] if self.place.waiting("issuing") else None
        await self.verb("close")

    async def _serve(self, ticket: dict[str, Any]) -> None:
        number = ticket["number"]
        citizen = self.place.present.get(number)
        self.place.diary.tell("出件叫号", f"{number} 请到 {self.me.window} 号出件窗口")
        if ticket["state"] == "called":
            if citizen is None:
                await self._wait_for_stranger()
                return
            await self.place.pace.rest(citizen.walks)
            await self.verb("start")
        if citizen:
            await self.place.carry_on(self._hand_over(citizen), f"{self.me.window} 号窗口发放")
        await self.verb("finish")
        self.place.present.pop(number, None)
        if citizen and citizen.rates and self.place.pace.chance(0.5):
            self.place.beside(ratings.rate_at(self.place, self.me.window), "评价")

    async def _hand_over(self, citizen: Citizen) -> None:
        found = await self.place.doors.post("results/find/", by=self.me.username, ticket=citizen.number)
        numbers = [result["application"] for result in found]
        if not numbers:
            self.place.diary.tell("没有可领的结果", f"{citizen.number} 在出件窗口没有找到结果")
            return
        await self.place.pace.rest(5, 12)
        handed = await self.place.doors.post(
            "results/hand-over/",
            by=self.me.username,
            numbers=numbers,
            collector_kind="agent" if citizen.principal else "applicant",
            collector_name=citizen.person.name,
            collector_id=citizen.person.id_number,
            window=self.me.window,
        )
        self.place.diary.tell("发放", f"{citizen.number} 领取 {len(handed)} 件结果")

    async def _wait_for_stranger(self) -> None:
        """Somebody we do not know shows us no document: call three times, once while many wait, then miss."""
        await self.place.pace.rest(12, 16)
        for _ in range(0 if self.place.waiting("issuing") > MANY else 2):
            await self.verb("recall")
            await self.place.pace.rest(12, 16)
        await self.verb("miss", reason="未到窗口")
        self.place.diary.note("出件过号")
