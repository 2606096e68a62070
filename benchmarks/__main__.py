"""`python -m benchmarks`: starts the whole stack on data of its own, measures, stops it; then the proofs of the queue.

`python -m benchmarks figures` leaves the proofs out.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from benchmarks import bare, imports, pages, scene
from benchmarks.load import Figures, run
from benchmarks.running import REPO, RunningHall

CALLS = 320
TICKETS = 320


def main() -> None:
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    hall = RunningHall(data)
    first = hall.start()
    hall.stop()
    again = hall.start()
    try:
        say("start-up", f"first {first:.1f} s (downloads done)   afterwards {again:.1f} s")
        say("memory at rest", f"{hall.memory_mb():.0f} MB (PSS of everything the stack started)")
        look_inside(hall)
        measure(hall)
        imports.measure(say)
    finally:
        hall.stop()
    if "figures" not in sys.argv[1:]:
        own = {name: value for name, value in os.environ.items() if name not in hall.environment()}
        sys.exit(subprocess.run([sys.executable, "-m", "benchmarks.proofs"], cwd=REPO, env=own, check=False).returncode)


def look_inside(hall: RunningHall) -> None:
    os.environ.update(hall.environment())
    import django

    django.setup()


def measure(hall: RunningHall) -> None:
    made = scene.make(windows=2 * CALLS)
    url = os.environ["DATABASE_URL"]
    codes = made.matter_codes[:1]
    issue_bare = run(range(TICKETS), bare.issuer(url, made.hall.pk, made.by_id, codes))
    issue_http = run(range(TICKETS), ticket_client(hall.origin, made, codes))
    compare("take ticket", issue_http, issue_bare)
    make_room(made)
    call_bare = run([code for code, _ in made.clerks[:CALLS]], bare.caller(url, made.hall.pk, made.by_id))
    call_http = run(made.clerks[CALLS:], call_client(hall.origin))
    compare("call next", call_http, call_bare)
    clerk, approver = made.first_clerk(), pages.fill_inbox(made, cases=120)
    for page in pages.pages(made, approver, clerk):
        shown, statements = pages.measured(hall.origin, page)
        say(page.name, f"p50 {shown.p50:6.1f} ms   p95 {shown.p95:6.1f} ms   {statements} statements")
    subprocess.run([sys.executable, "-m", "benchmarks.finding"], cwd=REPO, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.papers"], cwd=REPO, check=False)


def make_room(made: Any) -> None:
    """As many people wait as will be called, so that both sides find the same line."""
    from queueing.models import Ticket

    waiting = Ticket.objects.of(made.hall).filter(state="waiting").count()
    assert waiting >= 2 * CALLS, waiting


def ticket_client(origin: str, made: Any, codes: list[str]) -> Any:
    def client() -> Any:
        web = httpx.Client(base_url=origin, headers={"Authorization": f"Token {made.kiosk_token}"}, timeout=30)

        def take(serial: int) -> None:
            body = {"matter_codes": codes, "channel": "kiosk", **scene.person(serial)}
            answer = web.post("/api/v1/tickets/", json=body, headers={"Idempotency-Key": f"bench-{made.mark}-{serial}"})
            expect(answer, 201)

        return take

    return client


def call_client(origin: str) -> Any:
    def client() -> Any:
        web = httpx.Client(base_url=origin, timeout=30)

        def call(desk: tuple[str, str]) -> None:
            code, token = desk
            answer = web.post(
                f"/api/v1/windows/{code}/call-next/", headers={"Authorization": f"Token {token}"}, json={}
            )
            expect(answer, 200)

        return call

    return client


def expect(answer: httpx.Response, status: int) -> None:
    if answer.status_code != status:
        raise SystemExit(f"{answer.request.url} answered {answer.status_code}: {answer.text[:300]}")


def compare(name: str, over_http: Figures, on_database: Figures) -> None:
    say(f"{name}, bare statements", str(on_database))
    ratio = over_http.per_second / on_database.per_second
    say(f"{name}, HTTP, 8 clients", f"{over_http}   {ratio:.2f} of the bare throughput")


def say(what: str, figures: str) -> None:
    print(f"{what:34} {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
