"""Every route states who may use it, and strangers find staff's doors closed."""

import pytest

from hall.kernel.access import ACCOUNT, PUBLIC, STAFF
from hall.kernel.api import HallView, WhoMay
from hall.roles import Role
from tests.architecture.routes import Route, routes

WORDS = {PUBLIC, ACCOUNT, STAFF, *Role.values}


@pytest.mark.parametrize("route", routes(), ids=str)
def test_every_route_states_who_may_use_it(route: Route):
    who = getattr(route.view, "who_may", None)
    assert who, "use @open_to(…) on a page, who_may = (…) on an API class"
    assert isinstance(who, tuple)
    assert {str(word) for word in who} <= WORDS


@pytest.mark.parametrize("route", routes(), ids=str)
def test_every_route_has_a_name(route: Route):
    assert route.name
    assert route.address.startswith("api/") == route.name.startswith("api-")


def test_names_are_used_once():
    names = [route.name for route in routes()]
    assert sorted(names) == sorted(set(names))


def test_every_api_class_asks_by_who_may():
    for route in routes():
        if isinstance(route.view, type):
            assert WhoMay in route.view.permission_classes, route
            assert issubclass(route.view, HallView) or route.name == "api-schema", route


def test_pages_are_functions():
    assert not [
        str(route) for route in routes() if isinstance(route.view, type) and not route.address.startswith("api/")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("route", [r for r in routes() if "<" not in r.address], ids=str)
def test_a_stranger_is_never_let_in_to_what_is_staffs(client, route: Route):
    if PUBLIC in route.view.who_may:
        pytest.skip("open to everyone")
    for method in (client.get, client.post):
        answer = method(f"/{route.address}")
        assert answer.status_code in {302, 401, 403, 405}, answer
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/login/")
