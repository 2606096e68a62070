"""What visitors do by themselves: come in, take a number, give up, come back, look up how things stand."""

import asyncio
from dataclasses import asdict

from hall.config.demo_day.crowd import Citizen, Crowd
from hall.config.demo_day.doors import Refused
from hall.config.demo_day.pace import CROWD, seconds_between
from hall.config.demo_day.place import Account, Place

BURST = CROWD[1] - 6


class Entrance:
    """Where people come in: a crowd at once when the day begins, then as many as the hall can bear."""

    def __init__(self, place: Place, crowd: Crowd, people: int, windows: int) -> None:
        self.place, self.crowd, self.people, self.windows = place, crowd, people, windows
        self.kiosks = [account.username for account in place.of("kiosk")]
        self.come = 0

    async def run(self) -> None:
        """Until everybody has come who is to come; without a number of people, for ever."""
        begun = asyncio.get_running_loop().time()
        while not self.people or self.come < self.people:
            self.come += 1
            await self.place.carry_on(self._take_number(self.crowd.next()), "取号")
            await self._pause(asyncio.get_running_loop().time() - begun)

    async def _pause(self, passed: float) -> None:
        pace = self.place.pace
        waiting = self.place.waiting("comprehensive")
        if self.come < BURST and waiting < BURST:
            await pace.rest(0.5, 2.5)
            return
        mean = seconds_between(passed * pace.speed, self.windows, waiting)
        await pace.rest(min(pace.random.expovariate(1 / mean), mean * 3))

    async def _take_number(self, citizen: Citizen) -> None:
        wanted = {
            **asdict(citizen.person),
            "hall": self.place.hall,
            "matter_codes": [wish.code for wish in citizen.wishes],
            "priority": citizen.priority,
        }
        if citizen.principal:
            principal = citizen.principal
            wanted["principal"] = {
                "name": principal.name,
                "id_type": principal.id_type,
                "id_number": principal.id_number,
            }
        kiosk = self.place.pace.random.choice(self.kiosks)
        ticket = await self.place.doors.post("tickets/", by=kiosk, **wanted)
        citizen.number, citizen.token = ticket["number"], ticket["token"]
        self.place.present[citizen.number] = citizen
        ahead = (ticket["wait"] or {"ahead": 0})["ahead"]  # called before we could ask
        self.place.diary.tell("取号", f"{citizen.number} 取号：{len(citizen.wishes)} 个事项，前面 {ahead} 人")
        if citizen.patience:
            self.place.beside(give_up(self.place, citizen), f"{citizen.number} 离开")


async def give_up(place: Place, citizen: Citizen) -> None:
    """Leave the line when patience is over, unless called meanwhile."""
    await place.pace.rest(citizen.patience)
    ticket = await place.doors.get(f"tickets/{citizen.token}/")
    if ticket["state"] != "waiting":
        return
    await place.doors.post(f"tickets/{citizen.token}/cancel/", reason="不再等候")
    place.present.pop(citizen.number, None)
    place.diary.tell("离开", f"{citizen.number} 不再等候，离开")


async def leave_when_done(place: Place, citizen: Citizen) -> None:
    """Go home after the window, unless a result is worth waiting for."""
    ticket = await place.doors.get(f"tickets/{citizen.token}/")
    if ticket["state"] == "finished":
        place.present.pop(citizen.number, None)


async def come_back(place: Place, citizen: Citizen, guides: list[Account]) -> None:
    """Someone who missed the call asks the guide to be let in again."""
    await place.pace.rest(30, 120)
    guide = place.pace.random.choice(guides)
    await place.doors.post(f"tickets/{citizen.token}/rejoin/", by=guide.username)
    citizen.misses_call = False
    place.diary.tell("过号补叫", f"{citizen.number} 回来，重新排队")


async def look_up(place: Place, citizen: Citizen, number: str) -> None:
    """See on the phone how an application stands."""
    await place.pace.rest(20, 90)
    factor = citizen.person.id_number[-4:]
    try:
        status = await place.doors.post("status/", number=number, second_factor=factor)
    except Refused as refused:
        place.diary.tell("查进度未果", f"查进度：{refused}")
        return
    place.diary.tell("查进度", f"查进度 {number}：{status['state_label']}")
