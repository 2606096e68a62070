"""`python -m benchmarks.killed_posts [ops] [kills]`: web processes die in the middle of POSTs (reliability.md T9).

Clients take tickets, hand applications in, attach scans, accept and decide over HTTP, each POST under a key, and send it
again with its key until it is answered; meanwhile worker processes are killed at random (kill -9). Afterwards each POST
must have made one row, nothing may be half done, and after the sweeper no file may be without its row. The control commits
each statement by itself: there things stay half done.
"""

import io
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

OPS, KILLS, CONTROL_OPS, CONTROL_KILLS, CLIENTS, TRIES = 2000, 200, 120, 20, 8, 100
ACTS = ("ticket", "receive", "upload", "accept", "decide")
WITHOUT_SCANS = ("ticket", "receive", "accept", "decide")
LARGE_EVERY = 8  # a scan too large for the memory of a request


@dataclass
class Trial:
    """A hall with the keys of its people, the scans they send, and what the clients saw."""

    ours: Any
    keys: dict[str, str]
    ticks: list[dict[str, Any]]
    scans: tuple[bytes, bytes]
    killed: list[int] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        return len(self.answered) + len(self.refused)

    def is_good(self, ops: int, kills: int) -> bool:
        """Whether each POST was answered well, and as many workers died as were to die."""
        return len(self.answered) == ops and not self.refused and len(self.killed) == kills

    def __str__(self) -> str:
        return (
            f"answered {len(self.answered)}   refused {len(self.refused)}   killed {len(self.killed)}"
            f"   sent again {len(self.again)}"
        )


def prepare() -> Trial:
    """A hall open around the clock, its people, a matter with two materials; a small scan and a large one."""
    from knox.models import AuthToken
    from PIL import Image

    from hall.roles import Role
    from tests.factories import QueueFactory, StaffFactory
    from tests.factories.applications import people
    from tests.factories.scans import picture

    not_in_the_catalogue = f"99{random.SystemRandom().randrange(10**10):010d}"
    ours = people(matter__basic_item__code=not_in_the_catalogue)
    QueueFactory(hall=ours.hall)
    staff = {"ticket": StaffFactory(hall=ours.hall, roles=[Role.GUIDE]), "decide": ours.approver}
    keys = {act: str(AuthToken.objects.create(staff.get(act, ours.clerk))[1]) for act in ACTS}
    ticks = [{"material": tick.material_id, "status": str(tick.status)} for tick in ours.ticks()]
    noise, large = Image.frombytes("RGB", (1100, 1100), random.Random(9).randbytes(1100 * 1100 * 3)), io.BytesIO()
    noise.save(large, "PNG")
    return Trial(ours, keys, ticks, (picture(), large.getvalue()))


def run(origin: str, trial: Trial, ops: int, kills: int, acts: tuple[str, ...] = ACTS) -> None:
    """Everybody at once; a worker is killed each time another share of the POSTs is answered."""
    from benchmarks.processes import killing

    def due() -> float:
        return min(kills, 1.05 * kills * trial.done / ops)

    web, pool = httpx.Client(base_url=origin, timeout=60), ThreadPoolExecutor(CLIENTS)
    with web, killing(due) as trial.killed, pool:
        list(pool.map(lambda serial: _Case(web, trial, serial).go(acts), range(ops // len(acts))))


class _Case:
    """One person from the ticket to the decision, each step sent until it is answered."""

    def __init__(self, web: httpx.Client, trial: Trial, serial: int) -> None:
        from benchmarks.scene import person

        self.web, self.trial, self.serial = web, trial, serial
        self.person, self.number = person(serial), ""

    def go(self, acts: tuple[str, ...]) -> None:
        for act in acts:
            answer = self.send(act, *self.wish(act))
            if answer.status_code not in (200, 201):
                self.trial.refused.append(f"{act} {answer.status_code} {answer.text[:160]}")
                return
            self.trial.answered.append(act)
            if act == "receive":
                self.number = answer.json()["number"]

    def wish(self, act: str) -> tuple[str, dict[str, Any]]:
        """Where to and what."""
        trial, case = self.trial, f"/api/v1/applications/{self.number}"
        code, scan = trial.ours.version.matter.code, trial.scans[self.serial % LARGE_EVERY == 0]
        received = {"matter": code, "applicant": self.person, "ticks": trial.ticks, "form": {"经营项目": "热食类制售"}}
        return {
            "ticket": ("/api/v1/tickets/", {"json": {**self.person, "phone": "", "matter_codes": [code]}}),
            "receive": ("/api/v1/applications/", {"json": received}),
            "upload": (f"{case}/materials/{trial.ticks[0]['material']}/files/", {"files": {"file": ("图.png", scan)}}),
            "accept": (f"{case}/accept/", {"json": {}}),
            "decide": (f"{case}/decide/", {"json": {"granted": True, "reason": "经审查，符合法定条件"}}),
        }[act]

    def send(self, act: str, address: str, content: dict[str, Any]) -> httpx.Response:
        key = f"{self.trial.ours.hall.code}-{act}-{self.serial}"
        headers = {"Authorization": f"Token {self.trial.keys[act]}", "Idempotency-Key": key}
        for _ in range(TRIES):
            try:
                return self.web.post(address, headers=headers, **content)
            except httpx.TransportError:
                self.trial.again.append(act)
                time.sleep(0.1)
        raise SystemExit(f"no answer to {act} after {TRIES} tries")


def main(ops: int = OPS, kills: int = KILLS) -> int:
    """The trial in full, then its control; both on a database of their own."""
    from benchmarks.left_behind import judge
    from benchmarks.processes import serving
    from benchmarks.trial import a_stack

    with a_stack("killed-posts") as environment:
        coming_in = Path(environment["DATA_DIR"]) / "coming-in"
        coming_in.mkdir(exist_ok=True)
        environment["TMPDIR"] = str(coming_in)
        trial, control, begun = prepare(), prepare(), time.monotonic()
        with serving(environment) as origin:
            run(origin, trial, ops, kills)
        print(f"killed posts, {CLIENTS} clients, {time.monotonic() - begun:.0f} s   {trial}", flush=True)
        found = judge(trial.ours.hall, coming_in)
        print("\n".join([str(found), *trial.refused[:5], *found.halves[:5]]), flush=True)
        with serving(environment, off="one-piece") as origin:
            run(origin, control, CONTROL_OPS, CONTROL_KILLS, WITHOUT_SCANS)
        shown = judge(control.ours.hall, coming_in)
        print(f"control, each statement committed by itself: {control}\n{shown}", flush=True)
    is_good = trial.is_good(ops, kills) and found.is_good and found.rows == ops
    return 0 if is_good and shown.halves else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
