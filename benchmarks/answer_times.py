"""`python -m benchmarks.answer_times [n]`: what is another's answers as what does not exist: same words, same time (T5).

At each door two hundred times a case that exists and is somebody else's, and two hundred times one that nobody ever had,
in turn: every answer must be the same, and the medians less than 20 ms apart. The control looks longer where something
exists: there the clock tells. Uses the PostgreSQL at DATABASE_URL (or of `python -m stack env --test`), makes a database there
and drops it.
"""

import logging
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any
from unittest.mock import patch

from benchmarks.finding import look_inside, own_database

N, WARM, MOST_MS, SLOWER = 200, 20, 20.0, 0.03
DIFFERS = re.compile(r'(name="(?:csrfmiddlewaretoken|request_key)" value="|nonce="|X-CSRFToken": ")[^"]*')
Ask = Callable[[str, int], Any]


@dataclass(frozen=True)
class Door:
    """One place where somebody asks after a case: how, after which ones that exist, after which ones that do not."""

    name: str
    ask: Ask
    theirs: list[str]
    nobodys: list[str]


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    with own_database("bench_answer_times") as url:
        look_inside(url)
        sys.exit(0 if held(n) else 1)


def held(n: int) -> bool:
    """Whether no door tells, and the control does."""
    logging.disable(logging.CRITICAL)
    doors = all_doors(n)
    print(f"{'door':44}{'same':>10}{'theirs ms':>11}{'nobody’s ms':>13}{'apart ms':>10}")
    told = [measured(door) for door in doors]
    with patch("applications.queries.citizen_access.factors_of", slowly()):
        control = measured(doors[0], "CONTROL, looks longer where one exists")
    return all(same == n and apart < MOST_MS for same, apart in told) and control[1] >= MOST_MS


def measured(door: Door, name: str = "") -> tuple[int, float]:
    """How many answers were the same, and how far apart the medians are in milliseconds."""
    taken: tuple[list[float], list[float]] = ([], [])
    same = 0
    for turn, pair in enumerate(zip(door.theirs, door.nobodys, strict=True)):
        order = (0, 1) if turn % 2 else (1, 0)
        said = ["", ""]
        for which in order:
            begun = time.perf_counter()
            answer = door.ask(pair[which], turn * 2 + which)
            taken[which].append((time.perf_counter() - begun) * 1000)
            said[which] = plain(answer, pair[which])
        same += said[0] == said[1]
    theirs, nobodys = (median(times[WARM:] or times) for times in taken)
    print(
        f"{name or door.name:44}{same:6}/{len(door.theirs)}{theirs:11.2f}{nobodys:13.2f}{theirs - nobodys:+10.2f}",
        flush=True,
    )
    return same, abs(theirs - nobodys)


def plain(answer: Any, asked: str) -> str:
    """The whole answer without what was asked and what differs each time."""
    body = f"{answer.status_code} {answer.headers.get('Location', '')} {answer.content.decode()}"
    return DIFFERS.sub(r"\1", body).replace(asked, "").replace(asked.lower(), "")


def all_doors(n: int) -> list[Door]:
    """The doors of citizens and of staff who have no business with the case."""
    from django.test import Client

    from tests.factories import DepartmentFactory, PartyFactory, StaffFactory
    from tests.factories.applications import people

    ours, elsewhere = people(), people()
    ours.applicant = PartyFactory(phone="13800137391")  # whose four digits nobody types here
    cases = [ours.accepted() for _ in range(n)]
    numbers = [case.number for case in cases]
    papers = [case.documents.earliest("pk").verification_code for case in cases]
    none, no_paper = [absent(number) for number in numbers], [code[::-1] for code in papers]
    neighbour = StaffFactory(hall=ours.hall, roles=["approver"], department=DepartmentFactory())
    browser = partial(Client, HTTP_HOST="127.0.0.1")
    staff = {person: browser() for person in (elsewhere.clerk, neighbour)}
    for person, client in staff.items():
        client.force_login(person)
    clerk, approver = staff[elsewhere.clerk], staff[neighbour]
    citizen = browser()
    own = elsewhere.receive()
    citizen.post("/status/", {"number": own.number, "second_factor": own.applicant.phone[-4:]})
    return [
        Door("citizen, status page", status_page(browser()), numbers, none),
        Door("citizen, status over REST", status_call(browser()), numbers, none),
        Door("citizen, sealed document of another", lambda at, _: citizen.get(f"/status/documents/{at}/"), papers, no_paper),
        Door("clerk of another hall, page", lambda at, _: clerk.get(f"/applications/{at}/"), numbers, none),
        Door("clerk of another hall, document", lambda at, _: clerk.get(f"/documents/{at}/"), papers, no_paper),
        Door("approver of another department, page", lambda at, _: approver.get(f"/applications/{at}/"), numbers, none),
        Door("approver of another department, REST", lambda at, _: approver.get(f"/api/v1/applications/{at}/"), numbers, none),
        Door("approver of another department, deciding", deciding(approver), numbers, none),
    ]  # fmt: skip


def absent(number: str) -> str:
    """A number of the same shape that nobody ever had."""
    from applications.numbers import check_digit, normal_number

    body = f"{number[:8]}{int(number[9:14]) + 50_000:05d}"
    return normal_number(body + check_digit(body))


def status_page(client: Any) -> Ask:
    """The form, each time from another address, with four digits that are not theirs."""
    return lambda at, turn: client.post("/status/", {"number": at, "second_factor": "0000"}, REMOTE_ADDR=whence(turn))


def status_call(client: Any) -> Ask:
    def ask(at: str, turn: int) -> Any:
        body = {"number": at, "second_factor": "0000"}
        return client.post("/api/v1/status/", body, content_type="application/json", REMOTE_ADDR=whence(turn + 20_000))

    return ask


def deciding(client: Any) -> Ask:
    def ask(at: str, _: int) -> Any:
        body = {"granted": True, "reason": "符合条件"}
        return client.post(f"/api/v1/applications/{at}/decide/", body, content_type="application/json")

    return ask


def whence(turn: int) -> str:
    """A caller whom nobody knows yet, so that no limit answers in the door's place."""
    return f"198.{51 + turn // 65536}.{turn // 256 % 256}.{turn % 256}"


def slowly() -> Callable[[Any], list[str]]:
    """A comparison that takes its time where there is something to compare."""
    from applications.queries.second_factors import factors_of

    def compare(application: Any) -> list[str]:
        time.sleep(SLOWER if application else 0)
        return factors_of(application)

    return compare


if __name__ == "__main__":
    main()
