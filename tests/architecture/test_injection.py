"""What people type is text wherever it comes back (T26): every field there is, on every page, in every file, in the log."""

import csv
import io
import json
import os
import re
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, models, transaction
from django.test import Client

from tests.architecture.matrix import NOBODYS, lines
from tests.architecture.poison import OUR_APPS, PAYLOADS, acting, bodies, poison, said, sent_by_calls, sent_by_forms
from tests.architecture.routes import Route, filled, routes
from tests.architecture.world import BUILDERS, STAFF_ROLES, World
from tests.factories import PartyFactory, StaffFactory

TABLE = lines()
TURNS = range(int(os.environ.get("INJECTIONS", 1)))
EACH = 5  # calls of the API answer data, which nothing runs: one in five a turn
FORM = "application/x-www-form-urlencoded"
READABLE = {"api-docs", "api-schema"}
SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
ONE_OF_EACH = {builder: kind for kind, builder in BUILDERS.items()}
FILE_NAME = re.compile(r"(?:inline|attachment)(?:; filename=(?:\"[^\"\r\n]*\"|[\w.-]+))?(?:; filename\*=utf-8''[\w.%~-]+)?", re.IGNORECASE)  # fmt: skip


class House:
    """One of everything in one hall, and somebody who may read all of it."""

    def __init__(self) -> None:
        PartyFactory.reset_sequence(30_000, force=True)  # nobody whom the halls' own lines know
        self.worlds = {kind: World(kind) for kind in ONE_OF_EACH.values()}
        first = self.worlds["second notice"]
        self.hall, self.department = first.hall, first.department
        self._gather()
        self.person = StaffFactory(hall=self.hall, department=self.department, roles=STAFF_ROLES)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.person)

    def _gather(self) -> None:
        """Everything into one hall, as far as its tables take it."""
        from django.apps import apps

        for model in apps.get_models():
            if model._meta.app_label not in OUR_APPS:
                continue
            for column in model._meta.concrete_fields:
                if isinstance(column, models.ForeignKey) and column.name in {"hall", "department"}:
                    self._moved(model, column.name)

    def _moved(self, model: Any, name: str) -> None:
        where = {"hall": self.hall, "department": self.department}[name]
        for row in model._base_manager.exclude(**{name: None}).values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row).update(**{name: where})
            except DatabaseError:
                continue

    def address(self, route: Route) -> str:
        """Where the route leads to one of ours."""
        line = TABLE.get(route.name)
        kind = line.object if line else ""
        if kind in NOBODYS:
            return filled(route, self.hall.code) if "hall_code" in route.address else filled(route)
        return self.worlds[ONE_OF_EACH[BUILDERS[kind]]].address(route)


def troubles(answer: Any) -> list[str]:
    """What of an answer would act."""
    kind = answer.headers.get("Content-Type", "")
    named = answer.headers.get("Content-Disposition", "attachment")
    found = [] if FILE_NAME.fullmatch(named) else [f"file name {named!r}"]
    if answer.status_code >= 500:
        return [*found, f"status {answer.status_code}"]
    if "event-stream" in kind:
        return found
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith("text/html"):
        return found + acting(content.decode())
    return found + [f"cell {cell!r}" for cell in cells_of(kind, content) if cell.startswith(SIGNS)]


def cells_of(kind: str, content: bytes) -> list[str]:
    """The texts in the cells of a table."""
    if "spreadsheet" in kind:
        sheets = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
        return [cell for sheet in sheets for row in sheet.values for cell in row if isinstance(cell, str)]
    if "csv" in kind:
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    return []


@pytest.mark.django_db
def test_a_hundred_payloads_and_every_field_of_the_house():
    assert len(set(PAYLOADS)) == 100 and all(payload in said(None) for payload in PAYLOADS)
    assert len(sent_by_forms()) >= 80 and len(sent_by_calls()) >= 120
    typed = {name: value for name, value in sent_by_calls().items() if isinstance(value, str)}
    assert (
        acting(f'<p title="{said(None)}">{said(None)}</p>')
        and sum(value.startswith("=") for value in typed.values()) >= 50
    )


@pytest.mark.django_db
@pytest.mark.parametrize("turn", TURNS)
def test_nothing_that_is_sent_or_kept_acts_on_any_page_in_any_file_or_in_the_log(
    turn: int, log: io.StringIO, on_a_working_day: Any
):
    house, (form, call) = House(), bodies(turn)
    pages = [route for route in routes() if not route.address.startswith("api/") and "logout" not in route.name]
    calls = [route for route in routes() if route.address.startswith("api/") and route.name not in READABLE]
    echoed, wrong = walked(house, pages, form)
    wrong += walked(house, calls[turn % EACH :: EACH], call, kind="application/json")[1]
    held = poison(turn)
    shown, still_wrong = walked(house, pages)
    assert wrong + still_wrong == []
    assert (len(echoed) >= 30, len(held) >= 100, len(shown) >= 80) == (True,) * 3, (len(echoed), len(held), len(shown))
    events = [json.loads(line) for line in log.getvalue().splitlines()]
    assert len(events) >= 100 and not [one for one in events if one.get("event") == "forged"]


def walked(house: House, along: list[Route], body: str | None = None, kind: str = FORM) -> tuple[set[str], list[str]]:
    """Ask for each, or send the body to it; which show what was typed, and what would act. Nothing of it stays."""
    shown, wrong = set(), []
    for route in along:
        with transaction.atomic():
            address = house.address(route)
            answer = house.client.get(address) if body is None else house.client.post(address, body, content_type=kind)
            wrong += [f"{route}: {trouble}" for trouble in troubles(answer)]
            if kind != FORM and "json" not in answer.headers.get("Content-Type", "json"):
                wrong.append(f"{route}: answers in {answer.headers['Content-Type']}")
            told = b"" if answer.streaming else answer.content
            shown |= {route.name} if b"&lt;" in told or b"forged" in told else set()
            transaction.set_rollback(True)
    return shown, wrong
