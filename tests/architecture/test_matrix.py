"""Who may do what (T5): every page and API in a table that people review, and the house answers as the table says.

A route that is missing from the table fails. What belongs to another hall, another department or another person answers
as if it did not exist, where the table says 404.
"""

import os
import re
from itertools import zip_longest
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory
from rest_framework.test import APIRequestFactory, force_authenticate

from hall.kernel.errors import NotPermitted
from tests.architecture.matrix import (
    ANYONE,
    AS_IF_NOT_THERE,
    CLOSED,
    HOW,
    IN,
    NOBODYS,
    OWNED,
    PROPOSING,
    ROLES,
    Line,
    doors_of,
    lines,
    object_of,
    write,
)  # fmt: skip
from tests.architecture.routes import Route, filled, routes
from tests.architecture.world import BUILDERS, OF_A_DEPARTMENT, World, answers_of, asked
from tests.factories import DepartmentFactory, StaffFactory

TABLE = lines()
REFUSALS = {302, 401, 403, 405}


def test_every_route_stands_in_the_table():
    missing = [str(route) for route in routes() if route.name not in TABLE]
    assert not missing, f"new routes: {missing}. {HOW}"


def test_the_table_names_no_route_that_is_gone():
    known = {route.name: f"/{route.address}" for route in routes()}
    gone = {name for name, line in TABLE.items() if known.get(name) != line.address}
    assert not gone, f"gone or moved: {sorted(gone)}. {HOW}"


def test_every_route_says_what_its_address_names():
    unsaid = [line.route for line in TABLE.values() if line.object == "?"]
    assert not unsaid, f"say in KINDS of tests/architecture/matrix.py what these addresses name: {unsaid}"
    owned = {line.object for line in TABLE.values()} - NOBODYS
    assert owned <= set(BUILDERS), "build one of each in tests/architecture/world.py"


def test_each_door_is_open_to_whom_the_table_says():
    wrong = []
    for route in routes():
        line = TABLE.get(route.name)
        said = {actor for actor, cell in doors_of(route.view.who_may).items() if cell != CLOSED}
        if line is not None and said != line.let_in:
            wrong.append(f"{route}: differs for {sorted(said ^ line.let_in)}")
    assert not wrong, f"{wrong}. Was it meant? {HOW}"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [ANYONE, *ROLES])
def test_who_has_no_right_is_refused_at_every_door(actor: str):
    """The cells that are empty: neither reading nor writing gets past the door."""
    person = AnonymousUser() if actor == ANYONE else StaffFactory(roles=[actor], department=DepartmentFactory())
    open_doors = [
        f"{method} {route}"
        for route in routes()
        if route.name in TABLE and TABLE[route.name].doors[actor] == CLOSED
        for method in ("get", "post")
        if not is_refused(route, person, method)
    ]
    assert open_doors == []


def is_refused(route: Route, person: Any, method: str) -> bool:
    """Whether this person is turned away before anything of the view happens."""
    if isinstance(route.view, type):
        call = getattr(APIRequestFactory(), method)(filled(route))
        force_authenticate(call, None if person.is_anonymous else person)
        return route.view.as_view()(call, **places(route)).status_code in REFUSALS
    request = getattr(RequestFactory(), method)(filled(route))
    request.user = person
    try:
        answer = route.view(request, **places(route))
    except NotPermitted:
        return True
    return answer.status_code == 405 or (answer.status_code == 302 and answer["Location"].startswith("/login/"))


def places(route: Route) -> dict[str, Any]:
    return {name: "1" for name in re.findall(r"<(?:\w+:)?(\w+)>", route.address)}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", OWNED)
def test_what_is_somebody_elses_answers_as_the_table_says(kind: str, on_a_working_day: Any):
    """Each role at its own object, at one of another hall, and an approver at one of another department.

    What is not yours looks like what is not there, word for word.
    """
    world, wrong = World(kind), []
    for route in routes():
        line = TABLE.get(route.name)
        if line is None or line.object != kind:
            continue
        found = measured(world, route)
        for actor, cell in line.doors.items():
            if actor in ROLES and cell != CLOSED and found.doors[actor] != cell:
                wrong.append(f"{route}: own object, {actor}: table {cell}, found {found.doors[actor]}")
        if (found.another_hall, found.another_department) != (line.another_hall, line.another_department):
            wrong.append(f"{route}: others: found {found.another_hall or '-'} / {found.another_department or '-'}")
    assert wrong == []


def plain(answer: Any) -> str:
    """The words of an answer, without what differs each time."""
    body = answer.headers.get("Location", "") + answer.content.decode() if not answer.streaming else "a file"
    body = re.sub(r'(name="(?:csrfmiddlewaretoken|request_key)" value=")[^"]*|nonce="[^"]*', r"\1", body)
    body = re.sub(r'<div class="page" role="status">.*?</div>', "", body, flags=re.DOTALL)  # notices of earlier answers
    return re.sub(r"/[\w-]+(?:/[\w/-]*)?", "", body)


def measured(world: World, route: Route) -> Line:
    """A route's line as the house answers now."""
    line = Line(route.name, f"/{route.address}", doors_of(route.view.who_may), object_of(route.address))
    address, absent = world.address(route), world.address(route, absent=True)
    is_complete = world.is_complete(route)
    strangers, colleagues = set(), set()
    for actor in ROLES:
        if line.doors[actor] == CLOSED:
            continue
        status = asked(world.own(actor), address)
        is_told = (status in {403, 404} and is_complete) or status >= 500
        line.doors[actor] = str(status) if is_told else IN
        strangers |= seen_by(world.of_another_hall(actor), address, absent, by_words=not strangers)
        if actor in OF_A_DEPARTMENT:
            colleagues |= seen_by(world.of_another_department(actor), address, absent)
    line.another_hall = " ".join(sorted(strangers))
    line.another_department = " ".join(sorted(colleagues))
    return line


def seen_by(client: Any, address: str, absent: str, *, by_words: bool = False) -> set[str]:
    """What somebody is told by reading and by writing: 404 when the same as of a thing that does not exist."""
    answers = answers_of(client, address)
    if not by_words and all(answer.status_code == 404 for answer in answers):
        return {AS_IF_NOT_THERE}
    told = set()
    for theirs, nobodys in zip_longest(answers, answers_of(client, absent)):
        if theirs is None or is_same(theirs, nobodys):
            told.add(AS_IF_NOT_THERE)
        elif theirs.status_code == 404:
            told.add(f"404 in other words: {plain(theirs)[-300:]} | {nobodys and plain(nobodys)[-300:]}")
        else:
            told.add(str(theirs.status_code) if theirs.status_code >= 400 else IN)
    return told


def is_same(theirs: Any, nobodys: Any) -> bool:
    return nobodys is not None and theirs.status_code == nobodys.status_code and plain(theirs) == plain(nobodys)


@pytest.mark.django_db
def test_the_table_is_proposed(on_a_working_day: Any):
    if not os.environ.get(PROPOSING):
        pytest.skip(HOW)
    kept, table = lines(), {}
    for route in routes():
        line = kept.get(route.name)
        if line is None or line.address != f"/{route.address}" or line.object == "?":
            line = Line(route.name, f"/{route.address}", doors_of(route.view.who_may), object_of(route.address))
        table[route.name] = line
    for kind in OWNED:
        found = [route for route in routes() if table[route.name].object == kind and route.name not in kept]
        with transaction.atomic():
            world = World(kind) if found else None
            table |= {route.name: measured(world, route) for route in found if world}
            transaction.set_rollback(True)
    write(sorted(table.values(), key=lambda line: line.address))
    for name in table.keys() - kept.keys():
        print(f"look at: {','.join(table[name].cells())}")
