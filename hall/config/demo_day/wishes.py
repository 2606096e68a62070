"""What people come for: matters asked for often, some done at once, all taken at the comprehensive window."""

from typing import Any
from zlib import crc32

from hall.config.demo_day.crowd import Wish
from hall.config.demo_day.place import Place

TRIED_FIRST = ("scjgj", "wjw", "rsj")  # departments whose inbox a newcomer opens first


async def matters_for(place: Place, audience: str) -> list[Wish]:
    """The matters of people or of companies, the most wished-for first; the same order every day."""
    rows = [
        *await _some(place, 40, audience=audience, instant="true"),
        *await _some(place, 60, audience=audience),
    ]
    for department in TRIED_FIRST:
        rows += await _some(place, 8, audience=audience, department=department)
    wishes = {row["code"]: Wish(row["code"], row["name"], row["department_code"]) for row in rows if not row["paused"]}
    return sorted(wishes.values(), key=rank)


async def _some(place: Place, count: int, **query: str) -> list[dict[str, Any]]:
    page = await place.doors.get("matters/", one_window="true", page_size=count, **query)
    return list(page["results"])


def rank(wish: Wish) -> float:
    """A place in the order that tells nothing but this: departments a newcomer tries come before others."""
    place = crc32(wish.code.encode()) % 1000
    return place * 0.25 if wish.department in TRIED_FIRST else float(place)
