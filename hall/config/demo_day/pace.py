"""The pace of the day: how long things take, and how many people come at which hour."""

import asyncio
import math
from dataclasses import dataclass
from random import Random

# People who come in half an hour from 8:30 on, as a share of a full morning's half hour.
FLOW = (0.8, 1.0, 1.0, 0.9, 0.8, 0.6, 0.4, 0.3, 0.4, 0.6, 0.9, 1.0, 0.9, 0.8, 0.6, 0.5, 0.4, 0.3)
HALF_HOUR = 240.0  # seconds of ours for half an hour of theirs
CROWD = (14, 24)  # so many should wait at most times
VISIT_SECONDS = 75.0  # from one call to the next at a window, about


@dataclass
class Pace:
    """Seconds of the day as they pass for us; `speed` 2 is twice as fast."""

    random: Random
    speed: float = 1.0

    async def rest(self, low: float, high: float | None = None) -> None:
        """Let somewhere between `low` and `high` seconds of the day pass."""
        seconds = low if high is None else self.random.uniform(low, high)
        await asyncio.sleep(seconds / self.speed)

    def chance(self, share: float) -> bool:
        return self.random.random() < share


def flow(seconds: float) -> float:
    """How lively the hall is after so many seconds of the day; the day begins anew when it is over."""
    place = seconds / HALF_HOUR
    before = int(place) % len(FLOW)
    after = (before + 1) % len(FLOW)
    share = place - math.floor(place)
    return FLOW[before] * (1 - share) + FLOW[after] * share


def seconds_between(seconds: float, windows: int, waiting: int) -> float:
    """How long until the next person comes: as many as the windows serve, more when few wait, none when many do."""
    fewest, most = CROWD
    served_in = VISIT_SECONDS / max(windows, 1)
    if waiting < fewest:
        return served_in * 0.4
    if waiting > most:
        return served_in * 3.0
    return served_in / flow(seconds)
