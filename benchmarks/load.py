"""Eight clients at once, and what they saw."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

CLIENTS = 8


@dataclass(frozen=True)
class Figures:
    """Throughput a second, and milliseconds at the middle and at the 95th of a hundred."""

    count: int
    per_second: float
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.per_second:8.0f}/s   p50 {self.p50:6.1f} ms   p95 {self.p95:6.1f} ms   n={self.count}"


def figures(times: Sequence[float], wall: float) -> Figures:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Figures(len(ordered), len(ordered) / wall, statistics.median(ordered) * 1000, p95 * 1000)


def run(work: Sequence[Any], client: Callable[[], Callable[[Any], None]], clients: int = CLIENTS) -> Figures:
    """Share `work` out to clients, each made by `client()`; every item is timed by itself."""
    shares = [work[start::clients] for start in range(clients)]
    doers = [client() for _ in shares]

    def go(pair: tuple[Callable[[Any], None], Sequence[Any]]) -> list[float]:
        do, share = pair
        times = []
        for item in share:
            begun = time.perf_counter()
            do(item)
            times.append(time.perf_counter() - begun)
        return times

    with ThreadPoolExecutor(clients) as pool:
        begun = time.perf_counter()
        times = [one for part in pool.map(go, zip(doers, shares, strict=True)) for one in part]
        return figures(times, time.perf_counter() - begun)
