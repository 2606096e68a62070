"""`python -m benchmarks.ticket_race [requests]`: no number twice and none left out (reliability.md T2).

Fifty clients (machines, guides, windows) take tickets of six queues over HTTP from four processes; every fifth request is
sent two to five times at once with its key. Meanwhile the clock crosses midnight by an hour forward, goes an hour
back, and a day on. The control gives numbers by counting rows, without the table's own safety net.
"""

import random
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx

CLIENTS, REQUESTS, CONTROL_REQUESTS, QUEUES = 50, 5000, 300, "ABDEFG"
HOUR = 3600.0
SAFETY_NET = ("ticket_number_unique_in_hall_and_day",)


@dataclass
class Issue:
    """A hall with the keys of those who give out numbers, and what they were given."""

    hall: Any
    keys: list[str]
    matter_codes: list[str]
    clock_file: Path
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: int = 0


@dataclass(frozen=True)
class Verdict:
    """What the tables tell of the numbers."""

    sent: int
    keys: int
    tickets: int
    duplicates: int
    gaps: int
    two_numbers: int
    days: int
    p95: float
    errors: int

    @property
    def is_good(self) -> bool:
        return (self.duplicates, self.gaps, self.two_numbers, self.errors) == (0, 0, 0, 0) and self.tickets == self.keys

    def __str__(self) -> str:
        return (
            f"sent {self.sent}   keys {self.keys}   tickets {self.tickets}   duplicates {self.duplicates}   gaps {self.gaps}"
            f"   keys with two numbers {self.two_numbers}   days {self.days}   p95 {self.p95:.0f} ms   refused {self.errors}"
        )


def prepare(clock_file: Path, matter_codes: list[str], clients: int = CLIENTS) -> Issue:
    """A hall with six queues; machines, guides and windows in turn give out its numbers."""
    from benchmarks import crowd

    hall, _ = crowd.a_hall(QUEUES)
    roles = ("kiosk", "guide", "window_clerk")
    return Issue(hall, [crowd.key(hall, roles[n % 3]) for n in range(clients)], matter_codes, clock_file)


def run(origin: str, issue: Issue, requests: int, *, first: int = 0, moves_clock: bool = True) -> None:
    """Everybody asks at once; the clock is moved after each quarter of the requests."""
    shares = [range(first + n, first + requests, len(issue.keys)) for n in range(len(issue.keys))]
    until = len(issue.given) + requests
    mover = threading.Thread(target=_move_clock, args=(issue, until - requests, requests), daemon=True)
    if moves_clock:
        mover.start()
    with ThreadPoolExecutor(len(shares)) as pool:
        list(pool.map(lambda pair: _client(origin, issue, *pair), zip(issue.keys, shares, strict=True)))
    if moves_clock:
        mover.join(30)


def seconds_to_midnight() -> float:
    """How far the clock is moved on so that the race begins ten minutes before midnight."""
    from hall.kernel import clock

    now = clock.now()
    midnight = datetime.combine(now.date() + timedelta(1), datetime.min.time(), now.tzinfo)
    return (midnight - now).total_seconds() - 600


def judge(issue: Issue) -> Verdict:
    """Numbers of each day and letter run from one without a gap, each once, one for each key."""
    from queueing.models import Ticket

    rows = list(Ticket.objects.of(issue.hall).values_list("day", "queue__prefix", "serial"))
    serials: dict[Any, list[int]] = defaultdict(list)
    for day, prefix, serial in rows:
        serials[day, prefix].append(serial)
    ordered = sorted(issue.seconds)
    return Verdict(
        sent=issue.sent,
        keys=len(issue.given),
        tickets=len(rows),
        duplicates=sum(len(one) - len(set(one)) for one in serials.values()),
        gaps=sum(max(one) - len(set(one)) for one in serials.values()),
        two_numbers=sum(len(numbers) != 1 for numbers in issue.given.values()),
        days=len({day for day, _ in serials}),
        p95=ordered[int(len(ordered) * 0.95)] * 1000 if ordered else 0.0,
        errors=len(issue.errors),
    )


def _client(origin: str, issue: Issue, token: str, serials: range) -> None:
    chance = random.Random(serials.start)
    web = httpx.Client(base_url=origin, headers={"Authorization": f"Token {token}"}, timeout=60)
    for serial in serials:
        times = chance.randint(2, 5) if chance.random() < 0.2 else 1
        with ThreadPoolExecutor(times) as pool:
            list(pool.map(partial(_ask, web, issue), [serial] * times))


def _ask(web: httpx.Client, issue: Issue, serial: int) -> None:
    from benchmarks.processes import sent
    from benchmarks.scene import person

    key = f"race-{issue.hall.code}-{serial}"
    letter = QUEUES[serial % len(QUEUES)].lower()
    body: Mapping[str, Any] = {"matter_codes": issue.matter_codes, "queue": f"queue-{letter}", **person(serial)}
    begun = time.perf_counter()
    answer = sent(web, "/api/v1/tickets/", {**body, "phone": ""}, key)
    issue.seconds.append(time.perf_counter() - begun)
    issue.sent += 1
    if answer.status_code == 201:
        issue.given[key].add(answer.json()["token"])
    else:
        issue.errors.append(f"{answer.status_code} {answer.text[:160]}")


def _move_clock(issue: Issue, before: int, requests: int) -> None:
    """An hour on (over midnight), an hour back, a day on: each when another quarter of the people has a number."""
    start = float(issue.clock_file.read_text())
    deadline = time.monotonic() + 1800
    for quarter, ahead in enumerate((HOUR, 0.0, 24 * HOUR), 1):
        while len(issue.given) < before + requests * quarter / 4 and time.monotonic() < deadline:
            time.sleep(0.05)
        temporary = issue.clock_file.with_suffix(".new")
        temporary.write_text(str(start + ahead))
        temporary.rename(issue.clock_file)


def main(requests: int = REQUESTS) -> int:
    """The race in full, then its control; both on a database of their own."""
    from benchmarks.processes import serving
    from benchmarks.trial import a_stack, without

    with a_stack("ticket-race") as environment:
        from matters.models import Matter

        offered = Matter.objects.filter(is_one_window=True, versions__state="published").order_by("code")
        codes = [offered.values_list("code", flat=True)[0]]
        clock_file = Path(environment["DATA_DIR"]) / "clock-ahead"
        clock_file.write_text(str(seconds_to_midnight()))
        issue = prepare(clock_file, codes)
        with serving(environment, ahead=str(clock_file)) as origin:
            run(origin, issue, requests)
        verdict = judge(issue)
        print(f"ticket race, {CLIENTS} clients   {verdict}", flush=True)
        print(f"  {dict(Counter(issue.errors).most_common(3))}" if issue.errors else "", end="")
        control = prepare(clock_file, codes)
        with without(*SAFETY_NET), serving(environment, off="number-counter") as origin:
            run(origin, control, CONTROL_REQUESTS, first=100_000, moves_clock=False)
            shown = judge(control)
            print(f"control without the counter     {shown}", flush=True)
    return 0 if verdict.is_good and shown.duplicates else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
