"""`python -m benchmarks.double_call [tickets]`: nobody called twice, nobody forgotten (reliability.md T1).

Twenty clerks press "next" over HTTP against four processes as fast as they can, with recalls, people who do not come and
come back, transfers to another window, rooms and calls taken back in between. The control runs the same race with the
queue's lock switched off and without the table's own safety net: there people are called twice.
"""

import random
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

CLERKS, TICKETS, CONTROL_TICKETS = 20, 2000, 400
SAFETY_NET = ("one_open_service_per_ticket", "one_called_ticket_per_window", "one_open_service_per_window")


@dataclass
class Race:
    """A hall with its clerks' keys and those who wait, and what the clerks saw."""

    hall: Any
    clerks: list[tuple[str, str]]
    guide: str
    tokens: dict[str, str]
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Verdict:
    """What the steps tell of a race."""

    calls: int
    doubled: int
    lost: int
    inversions: int
    p95: float
    errors: int

    def __str__(self) -> str:
        return (
            f"calls {self.calls}   doubled {self.doubled}   lost {self.lost}   inversions {self.inversions}"
            f"   p95 {self.p95:.0f} ms   refused {self.errors}"
        )


def prepare(tickets: int, clerks: int = CLERKS) -> Race:
    """A hall with open windows and a line, every fifth person with priority."""
    from benchmarks import crowd

    hall, queue = crowd.a_hall()
    seats = crowd.open_windows(hall, [queue], clerks)
    return Race(hall, seats, crowd.key(hall, "guide"), crowd.line(hall, queue, tickets))


def run(origin: str, race: Race, *, only_calls: bool = False) -> None:
    """All clerks at once, until nobody waits, is called, is served or sits in a room."""
    crowd = [
        threading.Thread(target=_Clerk(origin, race, n, only_calls).work, daemon=True) for n in range(len(race.clerks))
    ]
    for thread in crowd:
        thread.start()
    _watch(race, ["waiting"] if only_calls else ["waiting", "called", "serving", "parked"])
    for thread in crowd:
        thread.join(30)


def judge(race: Race) -> Verdict:
    """Read the steps: who was called while not waiting, who never, and who before an earlier one of the class."""
    from hall.models import Step
    from queueing.models import Ticket

    people = {t.pk: t for t in Ticket.objects.of(race.hall)}
    acts = list(Step.objects.filter(hall=race.hall, subject_type="queueing.ticket").order_by("id"))
    calls = [act for act in acts if act.verb == "call"]
    first: dict[int, int] = {}
    for call in sorted(calls, key=lambda one: one.data["call"]):
        first.setdefault(call.subject_id, call.data["call"])
    order = [people[ticket_id] for ticket_id in first]
    inversions = sum(_inversions(t.serial for t in order if bool(t.priority) is cls) for cls in (True, False))
    ordered = sorted(race.seconds)
    return Verdict(
        calls=len(calls),
        doubled=_doubled(acts),
        lost=len(people) - len(first),
        inversions=inversions,
        p95=ordered[int(len(ordered) * 0.95)] * 1000 if ordered else 0.0,
        errors=len(race.errors),
    )


def _doubled(acts: Iterable[Any]) -> int:
    """Calls of somebody who was not waiting by the step before."""
    states: dict[int, str] = {}
    doubled = 0
    for act in acts:
        doubled += act.verb == "call" and states.get(act.subject_id, "waiting") != "waiting"
        states[act.subject_id] = act.after or states.get(act.subject_id, "waiting")
    return doubled


def _inversions(serials: Iterable[int]) -> int:
    latest = passed = 0
    for serial in serials:
        passed += serial < latest
        latest = max(latest, serial)
    return passed


def _watch(race: Race, states: list[str]) -> None:
    from queueing.models import Ticket

    deadline = time.monotonic() + 1800
    while time.monotonic() < deadline and Ticket.objects.of(race.hall).filter(state__in=states).exists():
        time.sleep(0.5)
    race.over.set()


class _Clerk:
    """One clerk at one window, pressing keys over HTTP."""

    def __init__(self, origin: str, race: Race, n: int, only_calls: bool) -> None:
        self.race, self.window, self.random, self.only_calls = race, race.clerks[n][0], random.Random(n), only_calls
        self.presses = 0
        self.web = httpx.Client(base_url=origin, headers={"Authorization": f"Token {race.clerks[n][1]}"}, timeout=60)
        self.guide = httpx.Client(base_url=origin, headers={"Authorization": f"Token {race.guide}"}, timeout=60)

    def work(self) -> None:
        while not self.race.over.is_set():
            begun = time.perf_counter()
            answer = self.post("call-next")
            self.race.seconds.append(time.perf_counter() - begun)
            ticket = answer.get("ticket")
            if ticket is None:
                time.sleep(0.1)
            elif self.only_calls:
                self.post("miss", reason="未到")
            else:
                self.random.choices(self.ways(ticket["number"]), weights=(50, 14, 10, 8, 8, 10))[0]()

    def ways(self, number: str) -> list[Callable[[], None]]:
        other = self.random.choice([code for code, _ in self.race.clerks if code != self.window])
        return [
            lambda: self.posts("start", "finish"),
            lambda: self.missed(number),
            lambda: self.posts("recall", "start", "finish"),
            lambda: self.posts(("transfer", {"to_window": other, "reason": "续办"})),
            lambda: self.posts("undo-call"),
            lambda: self.posts("start", ("park", {"room": "照相室"}), ("take-back", {"number": number}), "finish"),
        ]

    def missed(self, number: str) -> None:
        self.post("miss", reason="未到")
        if self.random.random() < 0.5:
            self.guide.post(f"/api/v1/tickets/{self.race.tokens[number]}/rejoin/")

    def posts(self, *verbs: Any) -> None:
        for verb in verbs:
            name, body = (verb, {}) if isinstance(verb, str) else verb
            self.post(name, **body)

    def post(self, verb: str, **body: str) -> dict[str, Any]:
        from benchmarks.processes import sent

        self.presses += 1
        key = f"{self.race.hall.code}-{self.window}-{self.presses}"
        answer = sent(self.web, f"/api/v1/windows/{self.window}/{verb}/", body, key)
        if answer.status_code != 200:
            self.race.errors.append(f"{verb} {answer.status_code} {answer.text[:160]}")
            return {}
        return dict(answer.json())


def main(tickets: int = TICKETS) -> int:
    """The race in full, then its control; both on a hall and a database of their own."""
    from benchmarks.processes import serving
    from benchmarks.trial import a_stack, without

    with a_stack("double-call") as environment:
        race = prepare(tickets)
        with serving(environment) as origin:
            run(origin, race)
        verdict = judge(race)
        print(f"double call, {CLERKS} clerks, {tickets} tickets   {verdict}", flush=True)
        control = prepare(min(tickets, CONTROL_TICKETS))
        with without(*SAFETY_NET), serving(environment, off="queue-lock") as origin:
            run(origin, control, only_calls=True)
            shown = judge(control)
        print(f"control without the lock        {shown}", flush=True)
    good = (verdict.doubled, verdict.lost, verdict.inversions, verdict.errors) == (0, 0, 0, 0)
    return 0 if good and shown.doubled else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
