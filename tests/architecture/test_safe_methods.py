"""Cross-site requests and safe methods (T29): without its token no page takes a POST, and reading changes nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from hall.roles import MACHINES, Role
from tests.architecture.matrix import CLOSED, OWNED, lines
from tests.architecture.routes import Route, filled, routes
from tests.architecture.world import World, answer_of
from tests.factories import DepartmentFactory, StaffFactory

pytestmark = pytest.mark.django_db
TABLE = lines()
WITHOUT_TOKEN = {
    "machine-enter": "the key of the machine is the proof",
}
MAY_WRITE = {
    "django_session": "a visit",
    "hall_signoflife": "that a machine or a process lives",
    "hall_device": "when a machine was seen",
    "applications_look": "who looked at a case, which is what is asked for",
    "applications_trycount": "guesses are counted",
    "queueing_presscount": "presses are counted",
    "complaints_wrongtokencount": "wrong links are counted",
    "matters_askedwords": "words nobody found",
}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


def everyone(roles: list[str]) -> Client:
    """Someone with the role of every page."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(StaffFactory(roles=roles, department=DepartmentFactory()))
    return client


def test_no_page_and_no_api_takes_a_post_of_a_session_without_its_token():
    """A program with a token of its own, and a stranger at the API, carry no session that could be misused."""
    person = everyone([role for role in Role if role not in {*MACHINES, Role.SYSTEM}])
    wrong = []
    for route in routes():
        if route.name in WITHOUT_TOKEN:
            continue
        answer = person.post(filled(route), {"act": "x"})
        if answer.status_code != 403 and is_address(filled(route)):
            wrong.append(f"{route}: {answer.status_code}")
    assert wrong == []


def is_address(path: str) -> bool:
    """Whether a sample address is one at all (some take only words of their own)."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def test_a_refused_form_says_what_to_do():
    page = everyone([Role.WINDOW_CLERK]).post("/workbench/open/", {})
    assert page.status_code == 403 and "刷新" in page.content.decode()


@pytest.mark.parametrize("kind", OWNED)
def test_reading_an_object_changes_nothing(kind: str, on_a_working_day):
    world, wrong = World(kind), []
    for route in routes():
        line = TABLE.get(route.name)
        if line is None or line.object != kind:
            continue
        for role in (role for role, cell in line.doors.items() if cell != CLOSED and role != "anyone"):
            wrong += written(world.own(role), route, world.address(route))
    assert wrong == []


def test_reading_a_list_changes_nothing(on_a_working_day):
    reader = everyone([role for role in Role if role not in {*MACHINES, Role.SYSTEM}])
    stranger = Client(raise_request_exception=False)
    wrong = []
    for route in routes():
        if "<" not in route.address:
            wrong += written(reader, route, filled(route)) + written(stranger, route, filled(route))
    assert wrong == []


def written(client: Client, route: Route, address: str) -> list[str]:
    """The tables that a GET wrote to without being allowed to."""
    with CaptureQueriesContext(connection) as captured:
        answer_of(client, address, "get")
    tables = {found[1] for query in captured if (found := WRITES.match(query["sql"]))}
    return [f"{route} writes {table}" for table in sorted(tables - MAY_WRITE.keys())]
