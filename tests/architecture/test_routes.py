"""Every route states who may use it, and strangers find staff's doors closed."""

import pytest

from hall.kernel.access import ACCOUNT, PUBLIC, STAFF
from hall.kernel.api import HallView, WhoMay
from hall.roles import Role
from tests.architecture.routes import room_of, rooms, routes

WORDS = {PUBLIC, ACCOUNT, STAFF, *Role.values}


def test_every_route_states_who_may_use_it():
    for route in routes():
        who = getattr(route.view, "who_may", None)
        assert who, f"{route}: use @open_to(…) on a page, who_may = (…) on an API class"
        assert isinstance(who, tuple), route
        assert {str(word) for word in who} <= WORDS, route


def test_every_route_has_a_name():
    for route in routes():
        assert route.name, route
        assert route.address.startswith("api/") == route.name.startswith("api-"), route


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
@pytest.mark.parametrize("room", rooms())
def test_a_stranger_is_never_let_in_to_what_is_staffs(client, room: str):
    for route in room_of(room):
        if PUBLIC in route.view.who_may or "<" in route.address:
            continue
        for method in (client.get, client.post):
            answer = method(f"/{route.address}")
            assert answer.status_code in {302, 401, 403, 405}, (route, answer)
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/login/"), route
