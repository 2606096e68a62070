"""Taking a matter in at the window: the tick list of its standard, and what the citizen has brought."""

from dataclasses import asdict
from typing import Any

from hall.config.demo_day.crowd import Citizen, Person
from hall.config.demo_day.doors import Refused
from hall.config.demo_day.place import Account, Place

PROBLEMS = ("未加盖公章", "复印件不清晰", "缺少签字页", "已过有效期", "未带原件")
Tick = dict[str, Any]


async def take_in(place: Place, clerk: Account, code: str, citizen: Citizen | None) -> dict[str, Any]:
    """Take in one matter of the person at the window. `citizen` is None for somebody we do not know."""
    ticks, then = await brought(place, clerk, code, citizen)
    path, people = f"windows/{clerk.window}/take-in/", _people(citizen)
    wanted = {"matter": code, "ticks": ticks, **people}
    try:
        taken = await place.doors.post(path, by=clerk.username, then=then, **wanted)
    except Refused as refused:
        if refused.code != "applications.materials_missing":
            raise
        taken = await place.doors.post(path, by=clerk.username, then="notice", **wanted)
    place.diary.tell(taken["state_label"], f"{clerk.window} 号窗口 {taken['number']} {taken['state_label']}")
    if taken["state"] == "accepted":
        place.file_arrives(taken["department"])
    return {**taken, "late": any(tick["status"] == "late" for tick in ticks)}


async def brought(place: Place, clerk: Account, code: str, citizen: Citizen | None) -> tuple[list[Tick], str]:
    """The ticks of a matter, and what follows: acceptance, or the one-time notice."""
    lines = (await sheet(place, clerk, code))["materials"]
    ticks = [{"material": line["material"], "status": _status(place, line), "problem": ""} for line in lines]
    if citizen is None or not citizen.forgets_paper or not lines:
        return ticks, "accept"
    citizen.forgets_paper = False
    late = next((n for n, line in enumerate(lines) if "late" in line["choices"]), None)
    if late is not None:
        ticks[late]["status"] = "late"
        return ticks, "accept"
    required = [n for n, line in enumerate(lines) if line["necessity"] == "required"]
    if not required:
        return ticks, "accept"
    place_ = place.pace.random.choice(required)
    ticks[place_].update(status="missing", problem=place.pace.random.choice(PROBLEMS))
    return ticks, "notice"


async def mend(place: Place, clerk: Account, number: str, code: str) -> None:
    """The citizen brings what was missing: take it in, and accept."""
    lines = (await sheet(place, clerk, code))["materials"]
    ticks = [{"material": line["material"], "status": _status(place, line)} for line in lines]
    await place.doors.post(f"applications/{number}/resubmit/", by=clerk.username, ticks=ticks)
    await place.doors.post(f"applications/{number}/accept/", by=clerk.username)
    place.diary.tell("补正后受理", f"{number} 补正齐全，已受理")


async def bring_late(place: Place, clerk: Account, number: str, code: str) -> None:
    """The citizen brings what was allowed to come later."""
    lines = (await sheet(place, clerk, code))["materials"]
    ticks = [{"material": line["material"], "status": "have"} for line in lines if "late" in line["choices"]]
    await place.doors.post(f"applications/{number}/supplement/", by=clerk.username, ticks=ticks)
    place.diary.tell("补交容缺材料", f"{number} 容缺材料已补交")


async def sheet(place: Place, clerk: Account, code: str) -> Any:
    """The tick list of a matter, read once."""
    if code not in place.sheets:
        place.sheets[code] = await place.doors.get(f"intake-sheets/{code}/", by=clerk.username)
    return place.sheets[code]


def _status(place: Place, line: dict[str, Any]) -> str:
    choices = line["choices"]
    if "not_needed" in choices and line["necessity"] == "conditional" and place.pace.chance(0.5):
        return "not_needed"
    if "shared" in choices and place.pace.chance(0.7):
        return "shared"
    if "promised" in choices and place.pace.chance(0.3):
        return "promised"
    return "have"


def _people(citizen: Citizen | None) -> dict[str, Any]:
    """The applicant and the agent; nobody named means the person on the ticket."""
    if citizen is None or citizen.principal is None:
        return {}
    return {"applicant": _paper(citizen.principal), "agent": _paper(citizen.person)}


def _paper(person: Person) -> dict[str, str]:
    return asdict(person)
