"""What people type is text everywhere it comes back (T26): on pages, in spreadsheets, in the log."""

import csv
import io
import json
import logging

import openpyxl
import pytest
from django.urls import reverse

from hall.roles import Role
from matters.catalogue_file.escaping import escaped
from tests.applications.test_pages import decide
from tests.architecture.house import ROOT, calls_in, modules, name_of
from tests.architecture.poison import PAYLOADS, SCRIPTS, acting
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people

CELLS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://a")', "=cmd|' /C calc'!A0"]


def test_there_are_a_hundred_of_them_and_each_would_be_noticed():
    assert len(PAYLOADS) == 100
    noticed = [payload for payload in SCRIPTS[:7] if acting(f'<p title="{payload}">{payload}</p>')]
    assert len(noticed) >= 6


def pages(client, ours, application) -> str:
    """Every page of applications that shows what was typed."""
    found = []
    paper = application.documents.latest("pk").verification_code
    shown = {
        ours.approver: [reverse("application", args=[application.number]), reverse("inbox")],
        ours.clerk: [reverse("application", args=[application.number]), reverse("document", args=[paper])],
        ours.issuer: [reverse("issuing")],
        StaffFactory(hall=ours.hall, roles=[Role.AUDITOR]): [reverse("steps")],
    }
    for person, addresses in shown.items():
        client.force_login(person)
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [200] * len(addresses)
        found += [answer.content.decode() for answer in answers]
    client.logout()
    asked = {"number": application.number, "second_factor": application.applicant.id_number[-4:]}
    found.append(client.post(reverse("status"), asked, follow=True).content.decode())
    found.append(client.get(reverse("document-verify", args=[paper])).content.decode())
    return "\n".join(found)


@pytest.mark.django_db
def test_nothing_typed_into_an_application_runs_on_any_page_of_its_way(client, on_a_working_day):
    """Its way from the window to the citizen's page; every field of the house: tests/architecture/test_injection.py."""
    said = " ".join(SCRIPTS)
    ours = people()
    ours.applicant = PartyFactory(name=said[:190], address=said)
    form = {f"{payload}{place}"[:60]: payload for place, payload in enumerate(PAYLOADS)}
    application = ours.receive(form=form, ticks=ours.ticks(problem=said[:180]))
    assert acting(pages(client, ours, application)) == []
    decided = ours.accepted(form=form)
    client.force_login(ours.approver)
    answer = decide(client, decided, granted="0", reason=said[:900], legal_basis="")
    assert answer.status_code == 422 and acting(answer.content.decode()) == []
    assert SCRIPTS[0] not in answer.content.decode() and "&lt;script&gt;" in answer.content.decode()


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_of_a_table_is_a_formula(cell: str):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append([escaped(cell)])
    book.save(out)
    again = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active["A1"]
    assert again.data_type == "s" and str(again.value).startswith("'")
    text = io.StringIO()
    csv.writer(text).writerow([escaped(cell)])
    assert text.getvalue().lstrip('"').startswith("'")


def test_every_module_that_writes_a_table_escapes_its_texts():
    writers = {
        name_of(path)
        for path in modules()
        for name, _ in calls_in(path)
        if name in {"Workbook", "openpyxl.Workbook", "csv.writer"}
    }
    careless = {name for name in writers if not {"escaped(", "plain("} & set(_calls(name))}
    assert writers and careless == set(), "use matters.catalogue_file.escaping.escaped on every text of people"


def _calls(name: str) -> list[str]:
    return [f"{called}(" for called, _ in calls_in(ROOT / name)]


def test_no_line_of_the_log_can_be_forged(log):
    for payload in ('a\n{"event": "login", "user": "admin"}', "a\r\nb", "a\u2028b", "\x1b[31mred", "a\x00b"):
        logging.getLogger("hall").warning("name %s", payload)
    lines = log.getvalue().splitlines()
    assert len(lines) == 5 and all(json.loads(line)["event"].startswith("name ") for line in lines)
    assert "\x1b" not in log.getvalue() and "\x00" not in log.getvalue()
