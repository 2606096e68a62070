"""Personal data leave no trace (T28): citizens with numbers known beforehand go through everything, then all is searched.

On every run six of them, each on another way through the hall; `CANARIES=1000 pytest tests/applications/test_canaries.py` before a
release.
"""

import io
import json
import os
import re
import zipfile
from urllib.parse import quote

import pytest
import redis
from django.conf import settings as configured
from django.db import connection

from hall import dispatch
from hall.kernel import clock
from hall.models import OutgoingMessage, Step
from tests.applications.canaries import Visit, Watched, canary, secrets_of
from tests.factories import StaffFactory

HOW_MANY = int(os.environ.get("CANARIES", 6))
IDENTITY, MOBILE = re.compile(r"(?=(\d{17}[\dXx]))"), re.compile(r"(?=(1997\d{7}))")
LANE = "金丝雀胡同"
SPELLINGS = (LANE, json.dumps(LANE)[1:-1], quote(LANE), LANE.encode("unicode_escape").decode())


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
    for turn, citizen in enumerate(citizens):
        with django_capture_on_commit_callbacks(execute=True):
            visit.of(citizen, turn)
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
    wanted = {secret for citizen in citizens for secret in secrets_of(citizen)}
    leaks = {name: found for name, text in places.items() if (found := secrets_in(text, wanted))}
    print(
        f"{HOW_MANY} citizens, {len(places)} places, {sum(map(len, places.values())) / 1e6:.1f} million characters searched"
    )
    assert leaks == {}
    looks = Step.objects.filter(verb="reveal")
    assert looks.count() == HOW_MANY and not looks.filter(reason="").exists(), "each look has its reason on record"


def secrets_in(text: str, wanted: set[str]) -> set[str]:
    """The secrets in a text: numbers inside longer ones too, addresses in each spelling that a program gives them."""
    found = {number for number in (*IDENTITY.findall(text), *MOBILE.findall(text)) if number.upper() in wanted}
    return found | {spelling for spelling in SPELLINGS if spelling in text}


@pytest.mark.django_db
def test_the_search_would_find_them():
    """The control: a number that does lie open is seen."""
    citizen = canary(1)
    Step.objects.create(
        verb="x", subject_type="x", subject_id=1, reason=citizen["id_number"], at=clock.now(), by=StaffFactory()
    )
    assert [table for table, text in dump().items() if secrets_in(text, set(secrets_of(citizen)))] == ["hall_step"]
    for spelling in (f"9{citizen['phone']}9", citizen["place"], json.dumps(citizen["place"]), quote(citizen["place"])):
        assert secrets_in(f"seen {spelling} there", set(secrets_of(citizen)))
