"""A document from the clerk's printer to a stranger's telephone, in a real browser."""

import pytest
from django.urls import reverse

from applications.models import Document
from applications.queries.registers import registers
from applications.verbs.making import make_file
from hall.models import PartyKind
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_printed_twice_verified_by_a_stranger_and_entered_in_the_register(
    live_server, static_files, browser, settings, tmp_path
):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    ours, url = people(materials=5), live_server.url
    ours.applicant = PartyFactory(name="北京龘靐餐饮管理有限责任公司", kind=PartyKind.ORGANISATION)
    denied = ours.decided(granted=False)
    for _ in range(3):
        ours.decided()
    document = Document.objects.get(application=denied, kind="denial")
    address = url + reverse("document", args=[document.verification_code])
    clerk = browser.open()
    enter(clerk, url, ours.clerk)
    clerk.goto(address)
    clerk.get_by_text("正在生成").wait_for()
    clerk.evaluate("window.print = () => {}")
    for paper in Document.objects.all():
        make_file(paper.pk)
    clerk.get_by_role("link", name="下载签章 PDF").wait_for()
    for button in ("打印", "补打"):
        clerk.get_by_role("button", name=button, exact=True).click()
        clerk.wait_for_load_state()
    clerk.get_by_text("补打　第 2 次").wait_for()
    clerk.screenshot(path=tmp_path / "documents-paper.png", full_page=True)
    stranger = browser.open(PHONE)
    stranger.goto(url + reverse("document-verify", args=[document.verification_code]))
    stranger.get_by_text("有效：签章后没有改动").wait_for()
    assert ours.applicant.name not in stranger.content()
    assert stranger.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stranger.screenshot(path=tmp_path / "documents-verify.png", full_page=True)
    supervisor = browser.open()
    enter(supervisor, url, StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    supervisor.goto(url + reverse("documents"))
    supervisor.get_by_text("无缺号").first.wait_for()
    supervisor.screenshot(path=tmp_path / "documents-registers.png", full_page=True)
    supervisor.get_by_role("link", name=registers(ours.hall)[0].name).click()
    supervisor.get_by_text("号码连续").wait_for()
    supervisor.screenshot(path=tmp_path / "documents-register.png", full_page=True)
