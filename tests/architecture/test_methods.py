"""What every address answers to, whatever page it is."""

import pytest

from tests.architecture.routes import Route, filled, routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", routes(), ids=str)
def test_what_can_be_read_can_be_asked_for_its_head(client, route: Route):
    """Load balancers and watchers ask with HEAD."""
    client.raise_request_exception = False
    if client.get(filled(route)).status_code != 405:
        assert client.head(filled(route)).status_code != 405
