"""A catalogue file in the browser: faults told, corrected, approved by another person, shown to the public."""

import pytest
from django.urls import reverse

from hall.permissions import system_person
from hall.roles import Role
from matters.models import CatalogueImport
from matters.verbs.checking_imports import check_import, publish_import
from tests.factories import DepartmentFactory, StaffFactory
from tests.journeys.test_department_in_the_browser import enter
from tests.matters.lines import CREDIT_CODE, a_line
from tests.matters.tables import rows_of, workbook, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def work():
    """What a worker would do with the newest file."""
    row = CatalogueImport.objects.order_by("-pk").first()
    check_import(import_id=row.pk, by=system_person("import"))
    publish_import(import_id=row.pk, by=system_person("import"))


def upload(page, address, folder, **changes):
    path = xlsx(folder, workbook(*rows_of(a_line(1, **changes))))
    page.goto(f"{address}{reverse('catalogue-imports')}")
    page.locator("#id_file").set_input_files(str(path))
    page.get_by_role("button", name="上传并检查").click()
    page.locator("progress").wait_for()
    work()


def test_a_file_is_corrected_approved_by_another_and_read_by_the_public(
    settings, tmp_path, live_server, static_files, browser
):
    settings.MEDIA_ROOT = tmp_path / "media"
    DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)
    page = browser.open()
    enter(page, live_server.url, StaffFactory(roles=[Role.CATALOGUE_EDITOR]))
    upload(page, live_server.url, tmp_path, promised_limit=30)
    page.get_by_text("有 1 处需要更正").wait_for()
    assert "承诺时限长于法定时限" in page.locator(".problems").inner_text()
    upload(page, live_server.url, tmp_path, promised_limit=6)
    page.get_by_text("检查通过，还没有发布").wait_for()
    page.get_by_role("button", name="提交审核").click()
    page.get_by_role("heading", name="等待审核").wait_for()
    theirs = browser.open()
    enter(theirs, live_server.url, StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))
    theirs.goto(page.url)
    theirs.get_by_role("button", name="审核通过").click()
    last = browser.open()
    enter(last, live_server.url, StaffFactory(roles=[Role.CATALOGUE_PUBLISHER]))
    last.goto(page.url)
    last.get_by_role("button", name="批准并发布").click()
    last.locator("progress").wait_for()
    work()
    last.get_by_role("heading", name="已发布").wait_for()
    citizen = browser.open()
    citizen.goto(f"{live_server.url}{reverse('matter', args=[a_line(1)['implementation_code']])}")
    assert "6 个工作日" in citizen.locator("main").inner_text()
    assert browser.troubles == []
