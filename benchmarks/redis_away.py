"""`python -m benchmarks.redis_away [seconds]`: calling goes on while Redis hangs (reliability.md T20).

Twenty clerks each call somebody every two seconds over HTTP from four processes: for a while as usual, then with Redis
stopped (SIGSTOP: it takes connections and never answers), then with Redis back. Nobody is called twice and no press
fails. The control gives Redis the usual patience of a client: there the callers wait for it.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

CLERKS, EVERY, SECONDS, BEFORE, CONTROL = 20, 2.0, 180.0, 30.0, 20.0
LIMIT_MS = 500


@dataclass
class Shift:
    """What twenty clerks saw in one stretch of time."""

    calls: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        ordered = sorted(self.calls)
        return ordered[int(len(ordered) * 0.95)] * 1000 if ordered else 0.0

    def __str__(self) -> str:
        ordered = sorted(self.calls) or [0.0]
        middle, longest = ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000
        return (
            f"calls {len(self.calls):5}   p50 {middle:4.0f} ms   p95 {self.p95:4.0f} ms   longest {longest:5.0f} ms   "
            f"refused {len(self.errors)}"
        )


def work(origin: str, race: Any, seconds: float) -> Shift:
    """Everybody calls and lets the person go, every two seconds, for so long."""
    shift, until = Shift(), time.monotonic() + seconds
    clerks = [threading.Thread(target=_clerk, args=(origin, race, n, shift, until)) for n in range(len(race.clerks))]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    return shift


def _clerk(origin: str, race: Any, n: int, shift: Shift, until: float) -> None:
    window, token = race.clerks[n]
    web = httpx.Client(base_url=origin, headers={"Authorization": f"Token {token}"}, timeout=60)
    time.sleep(EVERY * n / CLERKS)
    while (begun := time.monotonic()) < until:
        called = _press(web, f"/api/v1/windows/{window}/call-next/", {}, shift)
        shift.calls.append(time.monotonic() - begun)
        if called and called.get("ticket"):
            _press(web, f"/api/v1/windows/{window}/miss/", {"reason": "未到"}, shift)
        time.sleep(max(0.0, EVERY - (time.monotonic() - begun)))


def _press(web: httpx.Client, path: str, body: dict[str, str], shift: Shift) -> dict[str, Any]:
    try:
        answer = web.post(path, json=body)
    except httpx.HTTPError as error:
        shift.errors.append(type(error).__name__)
        return {}
    if answer.status_code != 200:
        shift.errors.append(f"{answer.status_code} {answer.text[:120]}")
        return {}
    return dict(answer.json())


@contextmanager
def stopped(environment: dict[str, str]) -> Iterator[None]:
    """Redis hangs: its process is stopped, its port still takes connections."""
    pid = int((Path(environment["DATA_DIR"]) / "valkey" / "valkey.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def main(seconds: float = SECONDS) -> int:
    from benchmarks.double_call import judge, prepare
    from benchmarks.processes import serving
    from benchmarks.trial import a_stack

    with a_stack("redis-away") as environment:
        people = int((seconds + 2 * BEFORE) * CLERKS / EVERY) + 2 * CLERKS
        race = prepare(people, CLERKS)
        with serving(environment) as origin:
            work(origin, race, 5)  # everybody's first press opens connections
            usual = work(origin, race, BEFORE)
            with stopped(environment):
                away = work(origin, race, seconds)
            back = work(origin, race, BEFORE)
        verdict = judge(race)
        control_race = prepare(people, CLERKS)
        with serving(environment, off="redis-patience") as origin:
            work(origin, control_race, 5)
            with stopped(environment):
                control = work(origin, control_race, CONTROL)
    for name, shift in (("as usual", usual), (f"Redis stopped {seconds:.0f} s", away), ("back", back)):
        print(f"{name:20} {shift}", flush=True)
    print(f"control, patient     {control}   called twice {verdict.doubled}", flush=True)
    held = away.p95 <= LIMIT_MS and not (usual.errors or away.errors or back.errors) and verdict.doubled == 0
    return 0 if held and control.p95 > LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main(*(float(word) for word in sys.argv[1:2])))
