"""Who is in the hall, kept on disk: when the day is started anew, the same people still sit there with their papers."""

import asyncio
import contextlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hall.config.demo_day.crowd import Citizen, Person, Wish
from hall.config.demo_day.doors import Refused
from hall.config.demo_day.place import Place

GONE = ("finished", "cancelled")
EVERY = 10.0


async def keep(place: Place, file: Path) -> None:
    """Write down who is here, every few seconds."""
    while True:
        await asyncio.sleep(EVERY)
        write(place, file)


def write(place: Place, file: Path) -> None:
    """All or nothing, for this user's eyes only."""
    beside = file.with_suffix(".new")
    with contextlib.suppress(OSError):
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            json.dump([asdict(citizen) for citizen in place.present.values()], out, ensure_ascii=False)
        beside.replace(file)


async def remember(place: Place, file: Path) -> None:
    """Those who sat here last time and whose number still counts."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for row in rows:
        with contextlib.suppress(Refused, TypeError, KeyError):
            citizen = citizen_of(row)
            ticket = await place.doors.get(f"tickets/{citizen.token}/")
            if ticket["state"] not in GONE:
                place.present[citizen.number] = citizen


def citizen_of(row: dict[str, Any]) -> Citizen:
    """A citizen as they were written down."""
    principal = Person(**row["principal"]) if row["principal"] else None
    wishes = [Wish(**wish) for wish in row["wishes"]]
    return Citizen(**{**row, "person": Person(**row["person"]), "principal": principal, "wishes": wishes})
