"""The whole day: everybody comes in, works, and goes home."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from hall.config.demo_day import memory
from hall.config.demo_day.approvers import Approver, one_for_each_department
from hall.config.demo_day.clerks import WindowClerk
from hall.config.demo_day.crowd import Crowd
from hall.config.demo_day.doors import Doors
from hall.config.demo_day.issuers import IssuingClerk
from hall.config.demo_day.pace import Pace
from hall.config.demo_day.place import NEWCOMERS, Account, Place
from hall.config.demo_day.visitors import Entrance
from hall.config.demo_day.wishes import matters_for
from hall.config.demo_day.words import Diary

FIRST_WINDOW = len(NEWCOMERS) + 1  # issuing window 31 stays free, too
ISSUING_WINDOWS = ("32", "33")
PATIENCE = 900.0  # seconds of the day until those who came last are through,
AT_LEAST = 150.0  # and real seconds: the bots hurry, the hall does its work as fast as it can
RESTS = (
    20.0  # real seconds without a change: these decisions rest their ten minutes, and the day does not wait for them
)


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    address: str
    hall: str
    password: str
    today: str
    memory: str
    speed: float = 1.0
    people: int = 0
    windows: int = 8
    seed: int | None = None


async def live(wanted: Wanted, accounts: list[Account]) -> Diary:
    """Live through a day; without a number of people until told to stop."""
    diary = Diary()
    doors = Doors(wanted.address, {account.username: wanted.password for account in accounts}, diary)
    place = Place(wanted.hall, doors, Pace(Random(), wanted.speed), diary, accounts)
    day = asyncio.ensure_future(_day(place, wanted))
    _stop_on_signals(day)
    try:
        await day
    except asyncio.CancelledError:
        diary.say("收到停止信号。")
    finally:
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(_go_home(place), 2)
        await doors.close()
    return diary


async def _day(place: Place, wanted: Wanted) -> None:
    often = [await matters_for(place, audience) for audience in ("person", "company")]
    crowd = Crowd(wanted.seed, date.fromisoformat(wanted.today), *often)
    await memory.remember(place, Path(wanted.memory))
    clerks, others = _staff(place, wanted.windows)
    place.diary.say(f"演示日开始：{len(clerks)} 个综合窗口，速度 {wanted.speed:g}。")
    keeping = partial(memory.keep, place, Path(wanted.memory))
    runs: list[Callable[[], Awaitable[None]]] = [place.look_at_board, keeping, *clerks, *others]
    background = [asyncio.ensure_future(run()) for run in runs]
    try:
        await Entrance(place, crowd, wanted.people, len(clerks)).run()
        await _until_all_are_through(place)
        place.is_over = True
        await asyncio.wait(background[2 : len(clerks) + 2], timeout=20)
    finally:
        memory.write(place, Path(wanted.memory))
        for task in [*background, *place.aside]:
            task.cancel()
        await asyncio.gather(*background, *place.aside, return_exceptions=True)


def _staff(
    place: Place, windows: int
) -> tuple[list[Callable[[], Awaitable[None]]], list[Callable[[], Awaitable[None]]]]:
    """Clerks from window 05 on; two issuing clerks; an approver for each department."""
    guides = place.of("guide")
    codes = [f"{FIRST_WINDOW + n:02d}" for n in range(windows)]
    clerks = [account for code in codes if (account := place.at("window_clerk", code))]
    issuers = [account for code in ISSUING_WINDOWS if (account := place.at("issuing_clerk", code))]
    return (
        [WindowClerk(place, account, guides).run for account in clerks],
        [
            *(IssuingClerk(place, account).run for account in issuers),
            *(Approver(place, account).run for account in one_for_each_department(place)),
        ],
    )


async def _until_all_are_through(place: Place) -> None:
    """Wait until nobody waits at a window any more, nor for a result that comes while we look."""
    loop = asyncio.get_running_loop()
    end = loop.time() + max(PATIENCE / place.pace.speed, AT_LEAST)
    seen, since = await _still_here(place), loop.time()
    while loop.time() < end:
        here = await _still_here(place)
        if here != seen:
            seen, since = here, loop.time()
        only_results = set(here.values()) <= {"awaiting_result"} and loop.time() - since > RESTS
        if not place.aside and (not here or only_results):
            return
        await place.pace.rest(5)


async def _still_here(place: Place) -> dict[str, str]:
    """Who waits, is served or awaits a result, with the state; who missed the call may yet come back."""
    here = {}
    for number, citizen in list(place.present.items()):
        ticket = await place.doors.get(f"tickets/{citizen.token}/")
        if ticket["state"] in ("finished", "cancelled"):
            place.present.pop(number, None)
        elif ticket["state"] != "missed":
            here[number] = ticket["state"]
    return here


async def _go_home(place: Place) -> None:
    """Close what can be closed quickly; a window with somebody at it carries on next time."""
    if place.is_over or place.doors.is_away:
        return
    opened = [
        one for one in place.accounts if one.window and one.username in place.doors.tokens and "pad" not in one.roles
    ]
    closing = (place.doors.post(f"windows/{one.window}/close/", by=one.username) for one in opened)
    await asyncio.gather(*closing, return_exceptions=True)


def _stop_on_signals(day: "asyncio.Future[None]") -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, day.cancel)
