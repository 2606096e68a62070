"""What cannot be read is refused in words, never with a failure."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import Unreadable
from hall.kernel.web import DomainErrorMiddleware
from hall.models import Party
from hall.roles import Role
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(client: Client) -> Client:
    client.force_login(StaffFactory(roles=[Role.WINDOW_CLERK]))
    client.raise_request_exception = False
    return client


def is_problem(answer: Any, status: int, code: str) -> bool:
    body = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    return answer.headers["Content-Type"] == "application/problem+json" and bool(body["detail"])


def test_a_nul_in_the_address_is_refused_in_words(caller):
    page = caller.get("/matters/?q=%00")
    assert page.status_code == 400 and "无法识别的字符" in page.content.decode()
    assert is_problem(caller.get("/api/v1/halls/%00/"), 400, "hall.unreadable")
    assert caller.get("/matters/?q=%25").status_code == 200


def test_a_nul_in_a_form_is_refused_in_words(caller):
    answer = caller.post("/status/", "number=%00", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["王\\u0000", "王\\ud800"])
def test_a_name_no_database_can_keep_is_refused(caller, name):
    body = '{"id_type": "resident", "id_number": "11010519491231002X", "name": "' + name + '"}'
    answer = caller.post("/api/v1/parties/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Party.objects.exists()


def test_a_body_nested_without_end_is_refused(caller):
    answer = caller.post("/api/v1/token/", "[" * 100_000, content_type="application/json")
    assert is_problem(answer, 400, "hall.parse_error")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("A string literal cannot contain NUL (0x00) characters."),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ],
)
def test_what_slips_through_to_the_database_is_still_the_writers_fault(rf, error):
    answer = DomainErrorMiddleware(lambda request: HttpResponse()).process_exception(rf.get("/api/v1/x/"), error)
    assert answer is not None and is_json(answer)
    assert (
        DomainErrorMiddleware(lambda request: HttpResponse()).process_exception(rf.get("/"), ValueError("other"))
        is None
    )


def is_json(answer: HttpResponse) -> bool:
    return answer.status_code == Unreadable.status and answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_of_the_api_that_is_none_is_a_problem_in_json_and_a_page_is_a_page(caller):
    assert is_problem(caller.get("/api/v1/nope/"), 404, "hall.not_found")
    page = caller.get("/nope/")
    assert page.status_code == 404 and "找不到这个页面" in page.content.decode()


def test_a_failure_of_ours_in_the_api_is_a_problem_in_json(caller, monkeypatch):
    HallFactory()
    monkeypatch.setattr("hall.api.places.opening", fails)
    assert is_problem(caller.get("/api/v1/service-hours/opening/"), 500, "hall.failure")


@open_to(PUBLIC)
def fails(request: HttpRequest, *_: Any) -> HttpResponse:
    raise RuntimeError("our own mistake")


def test_what_is_far_too_large_is_refused_before_it_is_read(caller):
    answer = caller.post("/status/", {"number": "1"}, headers={"Content-Length": str(300 * 1024 * 1024)})
    assert answer.status_code == 413 and "200 MB" in answer.content.decode()
    sent = caller.post("/api/v1/status/", {}, headers={"Content-Length": str(300 * 1024 * 1024)})
    assert is_problem(sent, 413, "hall.sent_too_much")


def test_a_request_that_names_another_site_is_refused_in_words(client, settings):
    settings.LIVE_PORT = 8001
    refused = client.get("/matters/", headers={"Host": "elsewhere.invalid"})
    assert refused.status_code == 400
