"""Approvers of the departments: each reads their own inbox and signs; what two sign, a colleague decides."""

import asyncio
from typing import Any

from hall.config.demo_day.place import Account, Place

GRANTED = (
    "申请材料齐全，符合法定条件，准予。",
    "经审查，符合办理条件，同意办理。",
    "材料真实有效，符合规定，准予办理。",
)
DENIED = (
    ("申请人不具备法定条件，不予许可。", "《中华人民共和国行政许可法》第三十八条第二款"),
    ("经核查，申请材料反映的情况与实际不符，不予许可。", "《中华人民共和国行政许可法》第三十四条"),
)
LEFT_TO_OTHERS = "scjgj"  # here promised matters are left to whoever tries the inbox
TOO_MANY = 40
OFTEN = (6.0, 14.0)
NOW_AND_THEN = (60.0, 150.0)  # seconds, whatever the speed: fifty people logging in at once is an attack


class Approver:
    """One approver: instant matters at once, promised ones mostly later, a few not today."""

    def __init__(self, place: Place, account: Account) -> None:
        self.place, self.me = place, account
        others = [one for one in place.of("approver") if one.department == account.department and one != account]
        self.colleague = min(others, key=lambda one: one.username, default=account)
        self.due: dict[str, float] = {}

    async def run(self) -> None:
        """Look into the inbox when a file arrives, and now and then without."""
        arrived = self.place.papers.setdefault(self.me.department, asyncio.Event())
        while not self.place.is_over:
            await self._wait(arrived)
            arrived.clear()
            await self.place.carry_on(self._work(), f"{self.me.username} 审批")

    async def _wait(self, arrived: asyncio.Event) -> None:
        pace, now = self.place.pace, asyncio.get_running_loop().time()
        soonest = min((due - now for due in self.due.values()), default=1e9)
        span = OFTEN if self.place.expects_files(self.me.department) else NOW_AND_THEN
        patience = max(min(pace.random.uniform(*span), soonest), 0.2)
        try:
            await asyncio.wait_for(arrived.wait(), patience)
            await pace.rest(3, 9)
        except TimeoutError:
            pass

    async def _work(self) -> None:
        inbox = await self.place.doors.get("inbox/", by=self.me.username)
        rows = [row for row in inbox["results"] if not row["late_outstanding"]]
        known = {row["number"] for row in rows}
        self.due = {number: due for number, due in self.due.items() if number in known}
        now = asyncio.get_running_loop().time()
        for row in rows:
            due = self.due.setdefault(row["number"], now + self._delay(row, inbox["count"]))
            if due <= now:
                await self._decide(row)

    def _delay(self, row: dict[str, Any], waiting: int) -> float:
        """Seconds until this one is decided; very long: not today."""
        pace, is_left = self.place.pace, self.me.department == LEFT_TO_OTHERS
        if row["is_instant"]:
            return (pace.random.uniform(30, 60) if is_left else 0) / pace.speed
        if waiting < TOO_MANY and (is_left or pace.chance(0.45)):
            return 1e9
        return pace.random.uniform(60, 420) / pace.speed

    async def _decide(self, row: dict[str, Any]) -> None:
        pace = self.place.pace
        reason, basis = pace.random.choice(GRANTED), ""
        denied = not row["is_instant"] and pace.chance(0.05)
        if denied:
            reason, basis = pace.random.choice(DENIED)
        await pace.rest(2, 8)
        path, said = f"applications/{row['number']}", {"granted": not denied, "legal_basis": basis}
        file = await self.place.doors.get(f"{path}/", by=self.me.username)
        if file["step"] == "review":
            await self.place.doors.post(f"{path}/review/", by=self.me.username, opinion=reason, **said)
            await pace.rest(2, 8)
        decider = self.me if row["is_instant"] else self.colleague
        await self.place.doors.post(f"{path}/decide/", by=decider.username, reason=reason, **said)
        self.due.pop(row["number"], None)
        self.place.diary.tell("不予许可" if denied else "准予", f"{row['number']} {'不予许可' if denied else '准予'}")


def one_for_each_department(place: Place) -> list[Account]:
    """One approver a department: the second where there is one, so that the first stays free for a newcomer."""
    chosen: dict[str, Account] = {}
    for account in sorted(place.of("approver"), key=lambda account: account.username):
        chosen[account.department] = account
    return list(chosen.values())
