"""Rating at the pad of a window, once the service has ended."""

from typing import Any

from hall.config.demo_day.doors import Refused
from hall.config.demo_day.place import Place

LEVELS = {
    "very_satisfied": (60, ("510", "511", "517")),
    "satisfied": (24, ("408", "411", "413")),
    "basically_satisfied": (9, ("307", "309", "314")),
    "dissatisfied": (5, ("207", "213", "214")),
    "very_dissatisfied": (2, ("113", "115")),
}
NOT_HERE = 404
LOOKS = 8  # the invitation is a background task: the pad asks a moment after the service ended


async def rate_at(place: Place, window: str) -> None:
    """Touch the pad of this window, if it asks; a pad that is not there is passed by."""
    pad, random = place.at("pad", window), place.pace.random
    if pad is None:
        return
    asked: dict[str, Any] = {"token": None}
    for _ in range(LOOKS):
        await place.pace.rest(1, 2)
        try:
            asked = await place.doors.get(f"windows/{window}/pad/", by=pad.username)
        except Refused as refused:
            if refused.status == NOT_HERE:
                return
            raise
        if asked["token"]:
            break
    if not asked["token"]:
        place.diary.note("评价器已转到下一位")
        return
    level = random.choices(list(LEVELS), [weight for weight, _ in LEVELS.values()])[0]
    tags = random.sample(LEVELS[level][1], random.choice((0, 0, 1)))
    await place.doors.post("ratings/", by=pad.username, token=asked["token"], level=level, tags=tags)
    place.diary.tell("评价", f"{window} 号窗口评价器：有人评价了")
