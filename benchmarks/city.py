"""`python -m benchmarks.city [applications] [steps]`: counter, inbox, search, month report and audit on a city's five years.

600,000 applications and 10,000,000 sealed steps are loaded in bulk (`benchmarks/bulk.py`) beside a stack of its own; then
each page is opened over HTTP as its user opens it, with its statements counted, and each act is done over the API. Bars:
list pages p95 300 ms and at most 20 statements, search 300 ms, month report 5 s, a million steps verified in 30 s.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from benchmarks import bulk
from benchmarks.load import figures

APPLICATIONS, STEPS = 600_000, 10_000_000
MATTERS, OPEN_EACH, AWAITING_EACH = 30, 200, 60
LIST_MS, SEARCH_MS, REPORT_MS, STATEMENTS, AUDIT_SECONDS = 300, 300, 5000, 20, 30
REPEATS = 40


@dataclass
class City:
    """The people whose pages are measured, and what they look for."""

    ours: list[Any]
    manager: Any
    first: int
    count: int
    number: str
    name: str


def build(count: int, steps: int) -> City:
    """Load it; says how long that took."""
    from hall.roles import Role
    from hall.verbs.parties import register_party
    from matters.models import MatterVersion
    from tests.factories import StaffFactory, resident_id
    from tests.factories import applications as made

    begun = time.monotonic()
    offered = MatterVersion.objects.filter(state="published", case_kind="promised", matter__is_one_window=True)
    versions = list(offered.select_related("matter__department").order_by("matter__department", "pk").distinct())
    spread = [versions[n * len(versions) // MATTERS] for n in range(MATTERS)]
    ours = [made.people(version=version) for version in spread]
    for people in ours[1:]:
        people.hall = people.clerk.hall = ours[0].hall
        for person in (people.clerk, people.approver, people.issuer):
            person.hall = ours[0].hall
            person.save()
    someone = register_party(
        name="测试", id_type="resident", id_number=resident_id(4), phone="13800138000", by=ours[0].clerk
    )
    for people in ours:
        people.applicant = someone
    everybody = bulk.parties(someone, max(count // 2, 1000))
    first = 0
    for place, people in enumerate(ours):
        first = first or _matter(people, count // MATTERS, everybody, f"BJ{place:02d}")
    _analyse()
    print(f"loaded       {count} applications in {time.monotonic() - begun:.0f} s", flush=True)
    begun = time.monotonic()
    by = [person.pk for people in ours for person in (people.clerk, people.approver)]
    bulk.record(ours[0].hall.pk, by, first, count, steps)
    _analyse()
    print(f"loaded       {steps} sealed steps in {time.monotonic() - begun:.0f} s", flush=True)
    manager = StaffFactory(hall=ours[0].hall, roles=[Role.HALL_MANAGER, Role.SUPERVISOR])
    return City(ours, manager, first, count, "BJ0020000000001", "王伟")


def _matter(people: Any, count: int, everybody: tuple[int, int], mark: str) -> int:
    """A matter's share: most of it archived with decision, result and hand-over, some waiting, some to be decided."""
    from applications.models import Application, ApplicationMaterial, Decision, HandOver, Result

    accepted, handed = people.accepted(), people.do("hand_over", people.decided())
    people.do("archive", handed)
    given = {"people": everybody}
    bulk.applications(accepted, OPEN_EACH, **given, years=0.06, state="accepted", mark=f"{mark}1")
    done = count - OPEN_EACH - AWAITING_EACH
    first = bulk.applications(handed, done, **given, years=5, state="archived", mark=f"{mark}2")
    waiting = bulk.applications(
        handed, AWAITING_EACH, **given, years=0.05, state="awaiting_collection", mark=f"{mark}3"
    )
    closed = (
        "least(now(), (SELECT received_at FROM applications_application a WHERE a.id = {} + s.n) + interval '8 days')"
    )
    for start, many, tail in ((first, done, "D"), (waiting, AWAITING_EACH, "W")):
        when = closed.format(start)
        bulk.belonging(Decision, handed.decision, start, many, link="application_id", decided_at=when, released_at=when)
        result_first = bulk._next_id(Result)
        result = {"id": f"{result_first} + s.n", "number": f"'{mark}{tail}R' || s.n", "ready_at": when}
        bulk.belonging(Result, handed.result, start, many, link="application_id", **result)
        bulk._set_next(Result, result_first + many)
        if tail == "D":
            bulk.belonging(HandOver, handed.result.hand_over, result_first, many, link="result_id", handed_at=when)
    for material in ApplicationMaterial.objects.filter(application=handed)[:2]:
        bulk.belonging(ApplicationMaterial, material, first, done, link="application_id")
    assert Application.objects.filter(pk=first).exists()
    return first


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def opened(origin: str, user: Any, path: str, data: dict[str, str] | None = None) -> tuple[Any, int]:
    """Milliseconds over HTTP with one client, and the statements of one request; `data` is posted (a search)."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    inside = Client(HTTP_HOST="127.0.0.1")
    inside.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    ask = (lambda: inside.post(path, data, follow=True)) if data is not None else (lambda: inside.get(path))
    ask()
    with CaptureQueriesContext(connection) as statements:
        answer = ask()
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    cookies = {settings.SESSION_COOKIE_NAME: inside.cookies[settings.SESSION_COOKIE_NAME].value}
    outside = httpx.Client(base_url=origin, cookies=cookies, timeout=60, follow_redirects=True)
    token = outside.get(path if data is None else "/").cookies.get(settings.CSRF_COOKIE_NAME) or ""
    headers = {"X-CSRFToken": token or _csrf(outside), "Referer": origin}
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        reply = outside.post(path, data=data, headers=headers) if data is not None else outside.get(path)
        times.append(time.perf_counter() - begun)
        if reply.status_code != 200:
            raise SystemExit(f"{path} answered {reply.status_code}")
    return figures(times, sum(times)), len(statements)


def _csrf(web: httpx.Client) -> str:
    import re

    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', web.get("/inbox/").text)
    return found[1] if found else ""


def pages(city: City) -> list[tuple[str, Any, str, dict[str, str] | None, int]]:
    """Name, whose page, address, what is posted, and the bar in milliseconds."""
    people, last_month = city.ours[0], f"{datetime.now(UTC) - timedelta(days=31):%Y-%m}"
    return [
        ("inbox", people.approver, "/inbox/", None, LIST_MS),
        ("inbox, due today", people.approver, "/inbox/?only=today", None, LIST_MS),
        ("inbox, number", people.approver, f"/inbox/?q={city.number}", None, SEARCH_MS),
        ("an application", people.approver, f"/applications/{city.number}/", None, LIST_MS),
        ("found by number", people.approver, "/inbox/find/", {"words": city.number}, SEARCH_MS),
        ("found by name", people.approver, "/inbox/find/", {"words": city.name}, SEARCH_MS),
        ("found by name, whole hall", city.manager, "/inbox/find/", {"words": city.name}, SEARCH_MS),
        ("found by part of a name", city.manager, "/inbox/find/", {"words": "伟建国"}, SEARCH_MS),
        ("questions of others", people.approver, "/consultations/", None, LIST_MS),
        ("warnings", people.approver, "/warnings/", None, LIST_MS),
        ("supervision", city.manager, "/supervision/", None, LIST_MS),
        ("issuing counter", people.issuer, "/issuing/", None, LIST_MS),
        ("papers to issue", people.issuer, "/issuing/papers/", None, LIST_MS),
        ("register of documents", city.manager, "/documents/", None, LIST_MS),
        ("live overview", city.manager, "/hall/", None, LIST_MS),
        ("steps", city.manager, "/steps/", None, LIST_MS),
        ("month report, department", people.approver, f"/inbox/report/?month={last_month}", None, REPORT_MS),
        ("month report, whole hall", city.manager, f"/inbox/report/?month={last_month}", None, REPORT_MS),
    ]


def act(origin: str, city: City) -> list[tuple[str, Any]]:
    """Intake of three matters, and deciding, over the API."""
    from knox.models import AuthToken

    from tests.factories import resident_id

    clerk = httpx.Client(base_url=origin, timeout=60, headers=_token(AuthToken, city.ours[0].clerk))
    three = city.ours[:3]
    times: list[float] = []
    numbers: list[list[str]] = []
    for turn in range(REPEATS):
        applicant = {
            "name": "王小明",
            "id_type": "resident",
            "id_number": resident_id(1000 + turn),
            "phone": "13800138000",
        }
        begun, taken = time.perf_counter(), []
        for people in three:
            ticks = [{"material": tick.material_id, "status": tick.status} for tick in people.ticks()]
            body = {"matter": people.version.matter.code, "applicant": applicant, "ticks": ticks, "visit": f"B{turn}"}
            answer = _good(clerk.post("/api/v1/applications/", json=body))
            _good(clerk.post(f"/api/v1/applications/{answer['number']}/accept/", json={}))
            taken.append(answer["number"])
        times.append(time.perf_counter() - begun)
        numbers.append(taken)
    found = [("intake of three matters (six requests)", figures(times, sum(times)))]
    approver = httpx.Client(base_url=origin, timeout=60, headers=_token(AuthToken, city.ours[0].approver))
    times = []
    for taken in numbers:
        begun = time.perf_counter()
        _good(
            approver.post(
                f"/api/v1/applications/{taken[0]}/decide/", json={"granted": True, "reason": "经审查，符合条件"}
            )
        )
        times.append(time.perf_counter() - begun)
    return [*found, ("decide", figures(times, sum(times)))]


def _token(tokens: Any, person: Any) -> dict[str, str]:
    return {"Authorization": f"Token {tokens.objects.create(person)[1]}"}


def _good(answer: httpx.Response) -> Any:
    if answer.status_code >= 400:
        raise SystemExit(f"{answer.request.url.path} answered {answer.status_code} {answer.text[:300]}")
    return answer.json()


def timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def audit(steps: int) -> float:
    """Seconds for each million steps of the sealed record, verified from its first link."""
    from hall import steps as record

    broken: list[Any] = []
    seconds = timed(lambda: broken.append(record.first_broken_link()))
    if broken[0] is not None:
        raise SystemExit(f"the record is broken at {broken[0]}")
    return seconds / steps * 1_000_000


def bare_count() -> float:
    """The bare limit beside the pages: one indexed statement, in milliseconds."""
    from applications.models import Application

    return timed(lambda: list(Application.objects.order_by("-pk")[:50])) * 1000


def report(origin: str, city: City, steps: int) -> bool:
    held = True
    for name, user, path, data, bar in pages(city):
        found, statements = opened(origin, user, path, data)
        good = found.p95 <= bar and statements <= STATEMENTS
        held &= good
        print(
            f"{name:28} {found}   statements {statements:3}   (asked: p95 {bar} ms, {STATEMENTS}){'' if good else '   !'}",
            flush=True,
        )
    for name, found in act(origin, city):
        print(f"{name:40} {found}", flush=True)
    print(f"{'fifty rows, bare':28} {bare_count():.1f} ms", flush=True)
    seconds = audit(steps)
    held &= seconds <= AUDIT_SECONDS
    print(f"{'audit':28} {seconds:.1f} s for a million of {steps} steps (asked: {AUDIT_SECONDS} s)", flush=True)
    return held


def main(count: int = APPLICATIONS, steps: int = STEPS) -> int:
    from benchmarks.trial import a_stack

    with a_stack("city") as environment:
        city = build(count, steps)
        return 0 if report(f"http://127.0.0.1:{environment['PORT']}", city, steps) else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
