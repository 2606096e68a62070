"""Personal data leave no trace (T28): citizens with numbers known beforehand go through everything, then all is searched.

On every run thirty of them; `CANARIES=1000 pytest tests/applications/test_canaries.py` before a release.
"""

import io
import json
import os
import re
import zipfile
from logging.config import dictConfig
from typing import Any

import pytest
import redis
import structlog
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.urls import reverse

from applications.models import Application
from hall import dispatch
from hall.config.logs import LOGGING_FOR
from hall.kernel import clock
from hall.models import OutgoingMessage, Step
from hall.roles import Role
from tests.applications.test_pages import decide
from tests.factories import QueueFactory, StaffFactory, resident_id
from tests.factories.applications import people
from tests.factories.queue import SmallHall
from tests.factories.scans import picture
from tests.queueing.workbench import Bench

HOW_MANY = int(os.environ.get("CANARIES", 30))
ADDRESSES = re.compile(r'(?:href|src|action|formaction|hx-[a-z]+|data-[a-z-]+)="([^"]*)"')


def canary(number: int) -> dict[str, str]:
    """One citizen whose data can be told from all others."""
    return {
        "name": f"金丝雀{number}",
        "id_type": "resident",
        "id_number": resident_id(500 + number),
        "phone": f"1997{number:07d}",
        "place": f"通州区金丝雀胡同{number}号院",
    }


def secrets_of(citizen: dict[str, str]) -> list[str]:
    return [citizen["id_number"], citizen["phone"], citizen["place"]]


class Watched(Client):
    """A browser whose addresses, and those its pages lead to, are kept."""

    seen: list[str] = []

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        self.seen.append(f"{request.get('PATH_INFO')}?{request.get('QUERY_STRING', '')}")
        self.seen.append(answer.headers.get("Location", ""))
        if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
            self.seen.extend(ADDRESSES.findall(answer.content.decode()))
        return answer


class Visit:
    """One hall and everybody's browser in it."""

    def __init__(self) -> None:
        self.ours = people(materials=1)
        hall = self.ours.hall
        queue, issuing = QueueFactory(hall=hall), QueueFactory(hall=hall, code="issuing", kind="issuing", prefix="C")
        guide = StaffFactory(hall=hall, roles=[Role.GUIDE])
        self.small = SmallHall(hall, queue, issuing, guide, [self.ours.version.matter])
        _, self.clerk = self.small.window()
        self.manager = StaffFactory(hall=hall, roles=[Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR])
        everyone = (guide, self.clerk, self.ours.approver, self.ours.issuer, self.manager)
        self.guide, self.bench, self.approver, self.issuer, self.boss = map(self.browser, everyone)
        self.citizen = Watched()

    def browser(self, person: Any) -> Watched:
        client = Watched()
        client.force_login(person)
        return client

    def of(self, who: dict[str, str]) -> Application:
        """From the number to the certificate, all over HTTP but the ten minutes that pass."""
        code = self.ours.version.matter.code
        wishes = {name: who[name] for name in ("name", "id_type", "id_number", "phone")}
        assert self.guide.post("/guide/", {"chosen": [code], **wishes}).status_code in {302, 303}
        bench = Bench(self.small, self.bench)
        bench.call()
        assert bench.send("accept", place=who["place"]).status_code == 200
        bench.press("finish")
        application = Application.objects.latest("pk")
        self.decided(application)
        found = self.issuer.post(reverse("issuing-find"), {"sought": who["id_number"]}, follow=True)
        assert application.number in found.content.decode()
        body = {"numbers": [application.number], "collector_kind": "applicant", "collector_name": who["name"]}
        self.issuer.post(reverse("issuing-hand-over"), {**body, "collector_id": who["id_number"]}, follow=True)
        self.asked_about(application, who)
        return application

    def decided(self, application: Application) -> None:
        material = application.materials.get()
        upload = reverse("material-upload", args=[application.number, material.material_id])
        self.bench.post(upload, {"file": io.BytesIO(picture(size=(30, 30)))})
        page = reverse("application", args=[application.number])
        assert self.approver.get(page).status_code == 200
        reveal = reverse("application-reveal", args=[application.number])
        seen = self.approver.post(reveal, {"party": application.applicant_id, "reason": "核对申请人身份"})
        assert application.applicant.id_number in seen.content.decode()
        decide(self.approver, application)
        self.ours.release(application)

    def asked_about(self, application: Application, who: dict[str, str]) -> None:
        asked = {"number": application.number, "second_factor": who["phone"][-4:]}
        page = self.citizen.post(reverse("status"), asked, follow=True).content.decode()
        assert application.number in page and not [secret for secret in secrets_of(who) if secret in page]
        said = {"kind": "complaint", "category": "attitude", "words": "等得太久", "name": who["name"]}
        self.citizen.post(reverse("complaint-new", args=[self.small.hall.code]), {**said, "phone": who["phone"]})

    def read(self) -> list[bytes]:
        """The pages and files that show many at once."""
        for name in ("messages", "steps", "hall-overview", "window-log", "issuing"):
            assert self.boss.get(reverse(name)).status_code == 200
        files = [self.boss.get(reverse(name)) for name in ("queue-figures-excel", "figures-excel")]
        assert {answer.status_code for answer in files} == {200}
        return [b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in files]


@pytest.fixture
def log():
    out, config, before = io.StringIO(), LOGGING_FOR(as_json=True), structlog.get_config()
    config["handlers"]["console"]["stream"] = out
    dictConfig(config)
    yield out
    structlog.configure(**before)
    dictConfig(configured.LOGGING)


def dump() -> dict[str, str]:
    """Every table as text, as a dump would hold it."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            found[table] = cursor.fetchone()[0] or ""
    return found


def redis_content() -> str:
    """All keys and values: the cache, and the tasks with their arguments."""
    server = redis.Redis.from_url(configured.REDIS_URL, socket_timeout=5)
    found = []
    for key in server.scan_iter(count=1000):
        found.append(key)
        kind = server.type(key)
        if kind == b"list":
            found += server.lrange(key, 0, -1)
        elif kind == b"string":
            found.append(server.get(key) or b"")
        elif kind == b"hash":
            found += [part for pair in server.hgetall(key).items() for part in pair]
        elif kind in {b"set", b"zset"}:
            found += list(server.smembers(key)) if kind == b"set" else server.zrange(key, 0, -1)
    return b"\n".join(found).decode("utf-8", "replace")


def unzipped(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.django_db
def test_what_citizens_entrust_to_the_hall_is_found_nowhere(
    log, settings, tmp_path, on_a_working_day, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    Watched.seen = []
    citizens, visit = [canary(number) for number in range(HOW_MANY)], Visit()
    for citizen in citizens:
        with django_capture_on_commit_callbacks(execute=True):
            visit.of(citizen)
    for message in OutgoingMessage.objects.all()[:50]:
        dispatch.send(message.pk)
    places = {
        **{f"table {table}": text for table, text in dump().items()},
        "logs": log.getvalue(),
        "redis and tasks": redis_content(),
        "addresses": "\n".join(Watched.seen),
        "file names": "\n".join(str(path) for path in tmp_path.rglob("*")),
        "workbooks": "".join(unzipped(workbook) for workbook in visit.read()),
    }
    assert all(len(places[name]) > 100 for name in ("logs", "redis and tasks", "addresses", "file names", "workbooks"))
    wanted = [secret for citizen in citizens for secret in secrets_of(citizen)]
    leaks = {name for name, text in places.items() for secret in wanted if in_any_spelling(secret, text)}
    assert leaks == set()
    looks = Step.objects.filter(verb="reveal")
    assert looks.count() == HOW_MANY and not looks.filter(reason="").exists(), "each look has its reason on record"


def in_any_spelling(secret: str, text: str) -> bool:
    return secret in text or json.dumps(secret)[1:-1] in text


@pytest.mark.django_db
def test_the_search_would_find_them():
    """The control: a number that does lie open is seen."""
    citizen = canary(1)
    Step.objects.create(
        verb="x", subject_type="x", subject_id=1, reason=citizen["id_number"], at=clock.now(), by=StaffFactory()
    )
    assert [table for table, text in dump().items() if in_any_spelling(citizen["id_number"], text)] == ["hall_step"]
