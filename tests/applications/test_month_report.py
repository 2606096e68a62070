"""The month report: what came, what was decided, how fast; the same figures on the page, in Excel and over REST."""

from datetime import date, datetime
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from applications.errors import PageNotDrawn
from applications.months import Month, last_months, month_named
from applications.queries.month_report import month_report
from applications.scan_pages import count_pages, page_picture
from hall.kernel import clock
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory

SEPTEMBER = Month(date(2026, 9, 1))


def test_a_month_is_counted_by_its_own_days(ours):
    ours.accepted()
    ours.awaiting_correction()
    late = ours.accepted()
    with clock.frozen(datetime(2026, 10, 20, 10, tzinfo=clock.BEIJING)):
        ours.do("deny", late)
    granted = ours.decided()
    total = month_report(ours.hall, SEPTEMBER, ours.version.matter.department).total
    assert (total.received, total.accepted, total.corrected, total.granted, total.denied) == (4, 3, 1, 1, 0)
    assert total.open == 2, "decided in October is open at the end of September"
    assert (total.in_time, total.mean_days) == (100.0, 0.0) and granted.number
    october = month_report(ours.hall, Month(date(2026, 10, 1)), ours.version.matter.department).total
    assert (october.received, october.denied, october.late, october.in_time) == (0, 1, 1, 0.0)


def test_the_department_reads_its_own_and_the_supervisor_any(ours, client):
    ours.decided()
    client.force_login(ours.approver)
    page = client.get(reverse("month-report")).content.decode()
    assert ours.version.matter.name in page
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    client.force_login(stranger)
    other = client.get(reverse("month-report"), {"department": ours.version.matter.department.code}).content.decode()
    assert ours.version.matter.name not in other and "没有收件" in other
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    assert ours.version.matter.department.short_name in client.get(reverse("month-report")).content.decode()
    client.force_login(ours.clerk)
    assert client.get(reverse("month-report")).status_code == 403


def test_the_workbook_holds_the_same_figures(ours, client):
    ours.decided()
    client.force_login(ours.approver)
    answer = client.get(reverse("month-report-excel"))
    sheet = load_workbook(BytesIO(answer.content))["月报"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2][0] == ours.version.matter.name and rows[2][1] == 1


def test_the_report_takes_constant_queries(ours, client, django_assert_max_num_queries):
    for _ in range(3):
        ours.decided()
    client.force_login(ours.approver)
    with django_assert_max_num_queries(20):
        client.get(reverse("month-report"))


@pytest.mark.parametrize(("key", "first"), [("2026-09", 9), ("2026-13", 9), ("", 9), ("2027-01", 9), ("2026-02", 2)])
def test_no_month_lies_ahead(key, first):
    assert month_named(key, date(2026, 9, 21)).first.month == first
    assert [month.key for month in last_months(date(2026, 1, 5), 2)] == ["2026-01", "2025-12"]


def test_pages_of_a_pdf_become_pictures_and_others_are_refused_in_words():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = BytesIO()
    document.save(out)
    document.close()
    assert count_pages(out.getvalue()) == 1 and page_picture(out.getvalue(), 1).startswith(b"\xff\xd8")
    with pytest.raises(PageNotDrawn):
        page_picture(out.getvalue(), 2)
    with pytest.raises(PageNotDrawn):
        count_pages(b"%PDF-1.4 nothing")
