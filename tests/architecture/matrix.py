"""The table of who may use which route: `matrix.csv`, one line a route, for people to read and review.

Run as a module it proposes: `python -m tests.architecture.matrix` adds a line for each new route as the house answers
now, takes the lines of routes away that are gone, and says which ones to look at.
"""

import csv
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from hall.roles import MACHINES, Role

TABLE = Path(__file__).with_name("matrix.csv")
ANYONE = "anyone"
ROLES = tuple(str(role.value) for role in Role if role != Role.SYSTEM)
ACTORS = (ANYONE, *ROLES)
HEAD = ("route", "address", *ACTORS, "object", "another_hall", "another_department")
IN, CLOSED = "yes", ""
AS_IF_NOT_THERE = "404"
PROPOSING = "HALL_MATRIX_PROPOSES"
HOW = "run: python -m tests.architecture.matrix, look at the line it adds to tests/architecture/matrix.csv, commit it"


@dataclass
class Line:
    """One route: whom its door lets in, and what it answers about an object that is somebody else's."""

    route: str
    address: str
    doors: dict[str, str] = field(default_factory=dict)
    object: str = ""
    another_hall: str = ""
    another_department: str = ""

    @property
    def let_in(self) -> set[str]:
        """The actors whom the door lets in, whatever they find behind it."""
        return {actor for actor, cell in self.doors.items() if cell != CLOSED}

    def cells(self) -> list[str]:
        doors = [self.doors.get(actor, CLOSED) for actor in ACTORS]
        return [self.route, self.address, *doors, self.object, self.another_hall, self.another_department]


def lines() -> dict[str, Line]:
    """The table as it is checked in."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        doors = {actor: row.get(actor, CLOSED) for actor in ACTORS}
        found[row["route"]] = Line(
            row["route"], row["address"], doors, row["object"], row["another_hall"], row["another_department"]
        )
    return found


def write(table: list[Line]) -> None:
    """Check the table out, in the order of the addresses."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEAD)
        out.writerows(line.cells() for line in table)


def doors_of(who_may: tuple[str, ...]) -> dict[str, str]:
    """Whom a route's own words let in."""
    words = {str(word) for word in who_may}
    doors = {}
    for actor in ACTORS:
        is_in = "public" in words or (actor != ANYONE and ("account" in words or actor in words))
        is_in = is_in or ("staff" in words and actor not in {*MACHINES, ANYONE})
        doors[actor] = IN if is_in else CLOSED
    return doors


KINDS = (
    # the beginning of the address (without api/v1/), a place in it: the object it names
    (r"windows/.*scan", "scan_id", "scan"),
    (
        r"(applications|results|supervision|warnings|workbench/correct|workbench/resume|issuing/proofs|sent-in)/",
        "number",
        "application",
    ),
    (r"documents/(?!verify)", "verification_code", "application"),
    (r"(department/)?authorisations/", "authorisation_id", "authorisation"),
    (r"(department/routes|signing-routes)/", "route_id", "signing route"),
    (r"(department/)?absences/", "absence_id", "absence"),
    (r"consultations/", "consultation_id", "consultation"),
    (r"inbox/filters/", "filter_id", "filter"),
    (r"inbox/phrases/", "phrase_id", "phrase"),
    (r"second-notices/", "request_id", "second notice"),
    (r"workbench/scan", "scan_id", "scan"),
    (r"workbench/scans/", "material_id", "desk"),
    (r"calendar/changes/", "change_id", "city"),
    (r"promises/excluded/", "excluded_id", "city"),
    (r"(queue|guide)/tickets/|workbench/slip/", "ticket_id", "ticket"),
    (r"guide/appointments/", "appointment_id", "appointment"),
    (r"rectifications/", "number", "rectification"),
    (r"complaints/", "number", "complaint"),
    (r"unresolved/", "number", "unresolved"),
    (r"improvements/", "number", "improvement"),
    (r"windows/(at/)?<", "code", "window"),
    (r"windows/plans/", "plan_id", "plan"),
    (r"windows/capabilit", "capability_id", "capability"),
    (r"devices/", "device_id", "device"),
    (r"devices/", "code", "device"),
    (r"messages/<", "message_id", "message"),
    (r"printers/", "printer_id", "printer"),
    (r"alarms/help/", "call_id", "help call"),
    (r"halls/", "hall_code", "hall"),
    (r"halls/", "code", "hall"),
    (r"(matters|catalogue|rules|matter-lists|standards|intake-sheets|workbench/intake)\b", "", "catalogue"),
    (r"verify/<fingerprint", "", "catalogue"),
    (
        r"(tickets|appointments|rate|r|a|verify|notices|documents/verify|scan|status/documents|status/shared)/",
        "",
        "secret",
    ),
)
NOBODYS = {
    "",
    "hall",
    "city",
    "catalogue",
    "secret",
    "desk",
}  # of everybody, of who holds the secret, of one's own desk
OWNED = tuple(dict.fromkeys(kind for _, place, kind in KINDS if kind not in NOBODYS))


def object_of(address: str) -> str:
    """What an address names: an object of a hall, the city's catalogue, a secret its holder knows; empty for none."""
    rest = address.removeprefix("api/v1/")
    for begins, place, kind in KINDS:
        if "<" in rest and re.match(begins, rest) and (not place or re.search(rf"[<:]{place}>", rest)):
            return kind
    return "" if not re.search(r"<(?!slug:(verb|part|kind|table|name)|str:which)", rest) else "?"


if __name__ == "__main__":
    test = "tests/architecture/test_matrix.py::test_the_table_is_proposed"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-s",
            "--no-header",
            "-p",
            "no:cacheprovider",
            "--reuse-db",
            "--show-capture=no",
            "--tb=short",
            *sys.argv[1:],
            test,
        ],
        env={**os.environ, PROPOSING: "1"},
        check=False,
    )
    sys.exit(done.returncode)
