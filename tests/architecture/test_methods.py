"""What every address answers to, whatever page it is."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from hall.roles import Role
from tests.architecture.routes import Route, filled, room_of, rooms
from tests.factories import DepartmentFactory, StaffFactory

# Codes as pictures, and the certificate at the top of the chain: public, and the same for everyone.
KEPT = ("-qr", "verify-root")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_schema(monkeypatch):
    """How addresses answer is asked here, not what the schema of all of them says, which takes seconds to draw."""
    monkeypatch.setattr(SchemaGenerator, "get_schema", lambda *_, **__: {"openapi": "3.0.3"})


def each_of(room: str) -> Iterator[Route]:
    """The routes of a room; what asking one of them changed or counted is undone before the next one is asked."""
    for route in room_of(room):
        cache.clear()
        with transaction.atomic():
            yield route
            transaction.set_rollback(True)


@pytest.mark.parametrize("room", rooms())
def test_what_can_be_read_can_be_asked_for_its_head(client, room: str):
    """Load balancers and watchers ask with HEAD."""
    client.raise_request_exception = False
    for route in each_of(room):
        if client.get(filled(route)).status_code != 405:
            assert client.head(filled(route)).status_code != 405, route


@pytest.fixture
def everyone(client):
    """Someone with the role of every page, who is therefore let in everywhere."""
    person = StaffFactory(roles=[role for role in Role if role != Role.SYSTEM], department=DepartmentFactory())
    client.force_login(person)
    client.raise_request_exception = False
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    def let_in():
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return let_in


@pytest.mark.parametrize("room", rooms())
def test_no_address_fails_at_a_character_the_database_does_not_know(everyone, room: str):
    names = ("q", "state", "visit", "hall", "zone", "chosen", "words", "number", "ticket")
    query = "&".join(f"{name}=a%00b" for name in names)
    for route in each_of(room):
        for address in (filled(route, "a%00b"), f"{filled(route)}?{query}"):
            answer = everyone().get(address)
            assert answer.status_code < 500 and (answer.status_code in {400, 405} or "%00" not in address), address
            if answer.status_code >= 400 and route.address.startswith("api/"):
                assert answer.headers["Content-Type"] == "application/problem+json", address


@pytest.mark.parametrize("room", rooms())
def test_no_answer_is_kept_by_browsers_and_proxies_unless_it_says_so(everyone, room: str):
    for route in each_of(room):
        for answer in (everyone().get(filled(route)), everyone().post(filled(route))):
            assert "no-store" in answer.headers["Cache-Control"] or route.name.endswith(KEPT), route
