"""What every address answers to, whatever page it is."""

import pytest

from hall.roles import Role
from tests.architecture.routes import Route, filled, routes
from tests.factories import DepartmentFactory, StaffFactory

# Codes as pictures, and the certificate at the top of the chain: public, and the same for everyone.
KEPT = ("-qr", "verify-root")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", routes(), ids=str)
def test_what_can_be_read_can_be_asked_for_its_head(client, route: Route):
    """Load balancers and watchers ask with HEAD."""
    client.raise_request_exception = False
    if client.get(filled(route)).status_code != 405:
        assert client.head(filled(route)).status_code != 405


@pytest.fixture
def everyone(client):
    """Someone with the role of every page, who is therefore let in everywhere."""
    person = StaffFactory(roles=[role for role in Role if role != Role.SYSTEM], department=DepartmentFactory())
    client.force_login(person)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("route", routes(), ids=str)
def test_no_address_fails_at_a_character_the_database_does_not_know(everyone, route: Route):
    names = ("q", "state", "visit", "hall", "zone", "chosen", "words", "number", "ticket")
    query = "&".join(f"{name}=a%00b" for name in names)
    for address in (filled(route, "a%00b"), f"{filled(route)}?{query}"):
        answer = everyone.get(address)
        assert answer.status_code < 500 and (answer.status_code in {400, 405} or "%00" not in address), address
        if answer.status_code >= 400 and route.address.startswith("api/"):
            assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("route", routes(), ids=str)
def test_no_answer_is_kept_by_browsers_and_proxies_unless_it_says_so(everyone, route: Route):
    for answer in (everyone.get(filled(route)), everyone.post(filled(route))):
        assert "no-store" in answer.headers["Cache-Control"] or route.name.endswith(KEPT)
