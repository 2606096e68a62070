"""Documents are numbered gap-free per department, kind and year, in the transaction of the act; the register shows it."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from applications.models import Document
from applications.queries.registers import missing_serials, registers
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])


def test_an_act_that_fails_takes_no_number(ours, monkeypatch):
    ours.receive()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("applications.verbs.intake.steps.record", broken)
        with pytest.raises(RuntimeError):
            ours.receive()
    ours.receive()
    assert sorted(Document.objects.filter(kind="receipt").values_list("serial", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_take_twelve_numbers_that_follow_each_other(on_a_working_day):
    ours = people()

    def one(_: int) -> None:
        try:
            ours.receive()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(12)))
    assert sorted(Document.objects.values_list("serial", flat=True)) == list(range(1, 13))


def test_the_register_is_one_per_department_kind_and_year_and_names_a_gap(ours, client, reader):
    for _ in range(3):
        ours.accepted()
    found = {one.kind: one for one in registers(ours.hall)}
    assert {"申请材料收件凭证", "受理通知书"} <= set(found)
    one = found["受理通知书"]
    assert (one.count, one.first, one.last, one.missing) == (3, 1, 3, 0)
    client.force_login(reader)
    assert "无缺号" in client.get(reverse("documents")).content.decode()
    Document.objects.filter(kind="acceptance_notice", serial=2).delete()
    assert missing_serials(one.name) == [2]
    assert "缺 1 号" in client.get(reverse("documents")).content.decode()
    assert "缺号：2" in client.get(reverse("documents"), {"register": one.name}).content.decode()


def test_the_register_takes_constant_queries_and_masks_names(ours, client, reader, django_assert_max_num_queries):
    for _ in range(6):
        ours.receive()
    name = registers(ours.hall)[0].name
    client.force_login(reader)
    with django_assert_max_num_queries(7):
        page = client.get(reverse("documents"), {"register": name})
    assert ours.applicant.name not in page.content.decode()


def test_the_register_is_for_those_who_oversee_and_of_their_own_hall(ours, client):
    ours.receive()
    name = registers(ours.hall)[0].name
    for person, status in ((ours.clerk, 403), (StaffFactory(hall=people().hall, roles=[Role.AUDITOR]), 200)):
        client.force_login(person)
        page = client.get(reverse("documents"), {"register": name})
        assert page.status_code == status
        assert ours.receive().number not in page.content.decode()


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A1", "+1+1", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_workbook_is_a_formula(ours, client, reader, name):
    ours.receive(applicant=PartyFactory(name=name))
    register = registers(ours.hall)[0].name
    client.force_login(reader)
    answer = client.get(reverse("documents-workbook"), {"register": register})
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type != "f" and not str(cell.value or "").startswith(("=", "+", "-", "@", "\t"))
