"""What goes in as personal data does not come out in the logs."""

import io
import json
import logging
import subprocess
import sys
from logging.config import dictConfig

import pytest
import structlog
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from hall.config.logs import LOGGING_FOR, masked
from hall.models import Party
from tests.factories import PartyFactory

RESIDENT, MOBILE, TOKEN = "11010519491231002X", "13812345678", "3Xk9pQ7vTz2mWd8sLr-bN0cY"


@pytest.fixture
def written(settings):
    """The lines as production writes them, read back."""
    out = io.StringIO()
    config = LOGGING_FOR(as_json=True)
    config["handlers"]["console"]["stream"] = out
    before = structlog.get_config()
    dictConfig(config)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    structlog.configure(**before)
    dictConfig(settings.LOGGING)


def breaks(request, token=""):
    raise RuntimeError(f"no party {RESIDENT} under {MOBILE}")


def works(request, token=""):
    return HttpResponse("ok")


urlpatterns = [path("breaks/<token>/", breaks), path("works/<token>/", works)]


@pytest.mark.parametrize("logger", [logging.getLogger("matters.some"), structlog.get_logger("matters.some")])
def test_what_is_logged_by_mistake_is_masked(written, logger):
    logger.warning(f"citizen {RESIDENT} called from {MOBILE}")
    logger.warning("with arguments %s and %s", RESIDENT, "+86 138 1234 5678")
    logger.warning(
        "in extra", extra={"phone": MOBILE, "who": {"id_number": RESIDENT, "deep": [MOBILE, ("x", RESIDENT)]}}
    )
    text = json.dumps(written(), ensure_ascii=False)
    assert text.count("[masked]") >= 4
    assert RESIDENT not in text and MOBILE not in text and "1234 5678" not in text


def test_an_exception_is_logged_without_them(written):
    try:
        breaks(None)
    except RuntimeError:
        logging.getLogger("x").exception("failed")
    (line,) = written()
    assert "RuntimeError: no party [masked] under [masked]" in line["exception"]


@pytest.mark.django_db
def test_a_row_the_database_refused_is_not_written_out(written):
    party = PartyFactory(name="欧阳测试")
    try:
        with transaction.atomic():
            Party.objects.create(
                kind="person", name="欧阳测试", id_type=party.id_type, id_number=party.id_number, phone=MOBILE
            )
    except IntegrityError:
        logging.getLogger("x").exception("refused")
    text = json.dumps(written(), ensure_ascii=False)
    assert "one_party_for_each_identity" in text and party.id_index not in text
    row = "DETAIL:  Failing row contains (7, person, 欧阳测试, (x), null).\nCONTEXT"
    assert "欧阳" not in masked(row) and "CONTEXT" in masked(row)


@override_settings(ROOT_URLCONF="tests.hall.test_logs")
def test_a_request_is_one_line_without_its_query_and_its_secret(written, client):
    client.get(f"/works/{TOKEN}/?phone={MOBILE}&q=李明")
    (line,) = written()
    assert line["event"] == "request_finished" and line["request"] == "GET /works/[token]/" and line["code"] == 200
    assert "李明" not in json.dumps(line, ensure_ascii=False)


@override_settings(ROOT_URLCONF="tests.hall.test_logs")
@pytest.mark.parametrize(("proxies", "logged"), [(0, "127.0.0.1"), (1, "10.0.0.9"), (3, "127.0.0.1")])
def test_the_address_is_told_by_our_own_proxies_and_never_by_the_caller(written, client, settings, proxies, logged):
    settings.TRUSTED_PROXY_COUNT = proxies
    forged = {"HTTP_X_FORWARDED_FOR": "203.0.113.7, 10.0.0.9", "HTTP_X_REAL_IP": "203.0.113.7"}
    client.get("/works/x/", **forged, HTTP_FORWARDED="for=203.0.113.7", HTTP_CLIENT_IP="203.0.113.7")
    (line,) = written()
    assert line["ip"] == logged and "203.0.113.7" not in json.dumps(line)


@override_settings(ROOT_URLCONF="tests.hall.test_logs")
def test_a_request_that_breaks_tells_no_secret_either(written, client):
    client.raise_request_exception = False
    client.get(f"/breaks/{TOKEN}/?id={RESIDENT}")
    client.get(f"/nothing/{RESIDENT}/?x={MOBILE}")
    text = json.dumps(written(), ensure_ascii=False)
    assert "request_failed" in text and "RuntimeError" in text
    for secret in (RESIDENT, MOBILE, TOKEN):
        assert secret not in text


@pytest.mark.parametrize(
    "kept",
    [
        "A023",
        "110000202609210012345",
        "matters.tasks",
        "/applications/110000202609210012345/",
        "2026-09-21 10:00:00",
        "/static/hall/messages.css",
    ],
)
def test_what_is_nobodys_secret_stays(kept):
    assert masked(kept) == kept


def test_no_line_can_be_forged(written):
    logging.getLogger("x").warning('first\n{"event": "forged"}')
    assert len(written()) == 1


def test_the_worker_writes_the_same_lines():
    script = (
        "import django; django.setup();"
        "from hall.config.celery import app; app.log.setup(loglevel='INFO', redirect_stdouts=False);"
        f"import logging; logging.getLogger('celery.task').warning('call {MOBILE}')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert "call [masked]" in done.stderr and MOBILE not in done.stderr


def test_the_code_on_a_paper_is_not_logged_and_a_matter_is():
    assert masked("GET /rate/receipt/ABCDEFGHJKMNPQRSTVWXYZ2345/") == "GET /rate/receipt/[token]/"
    assert masked("GET /matters/11110000MB9526623Q200013101700001/").endswith("200013101700001/")
