"""From counter to certificate in a real browser: a promised matter with correction, hearing and extension, and a 容缺 matter that
runs out. The third story, an instant matter decided while the citizen waits, is `test_one_visit.py`.

Everybody works at their own page; the days pass by the hall's clock.
"""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from applications.models import Application, Power
from applications.tasks import sweep_deadlines, sweep_signing
from hall.kernel import clock
from tests.factories import PartyFactory
from tests.factories.applications import people
from tests.journeys.browser import PHONE
from tests.journeys.test_department_in_the_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Days:
    """The hall's clock, for every thread of the server."""

    def __init__(self, monkeypatch):
        self.now = datetime(2026, 9, 7, 9, 30, tzinfo=clock.BEIJING)
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def pass_to(self, day: str) -> None:
        self.now = datetime.fromisoformat(f"2026-{day}").replace(tzinfo=clock.BEIJING)


@pytest.fixture
def days(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Days(monkeypatch)


class Desk:
    """One person at their own window of the browser."""

    def __init__(self, browser, url, person):
        self.page, self.url = browser.open(), url
        enter(self.page, url, person)

    def look(self, name, *args):
        self.page.goto(self.url + reverse(name, args=args))
        return self.page

    def act(self, number, title, button, **values):
        """Open an act of the department, fill it in, send it."""
        page = self.look("application", number)
        box = page.locator("details.act", has=page.locator(f"summary:text-is('{title}')"))
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        fill(box, values)
        box.get_by_role("button", name=button).click()
        page.wait_for_load_state()

    def hear(self, number, button, **values):
        page = self.look("application-hearing", number)
        fill(page, values)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()

    def sign(self, number, button, words):
        page = self.look("application", number)
        page.locator("#id_reason").fill(words)
        page.locator("button[name=granted]").get_by_text(button).click()
        page.wait_for_load_state()


def fill(place, values):
    for name, value in values.items():
        one = place.locator(f"[name={name}]").first
        if one.evaluate("field => field.type") == "radio":
            place.locator(f"[name={name}][value='{value}']").check()
        elif one.evaluate("field => field.tagName") == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)


def status_words(browser, url, application, last_four):
    """What the citizen reads on the phone."""
    page = browser.open(PHONE)
    page.goto(url + reverse("status"))
    page.locator("#id_number").fill(application.number)
    page.locator("#id_second_factor").fill(last_four)
    page.get_by_role("button", name="查进度").click()
    page.wait_for_url("**/status/result/")
    return page.locator("main").inner_text()


def test_a_promised_matter_with_correction_hearing_and_extension(days, live_server, static_files, browser):
    ours, url = people(signatures=2), live_server.url
    ours.applicant = PartyFactory(phone="13800138000")
    reviewer, head = ours.colleague(Power.REVIEW), ours.head()
    application = ours.receive()
    number, first = application.number, ours.version.materials.order_by("order").first().pk

    counter = Desk(browser, url, ours.clerk)
    page = counter.look("application-intake", number)
    page.locator(f"[name=tick_{first}][value=missing]").check(force=True)
    page.locator(f"[name=problem_{first}]").fill("未加盖公章，请盖章后重交")
    page.get_by_role("button", name="一次性告知").click()
    page.wait_for_load_state()
    assert "还差 1 份材料" in status_words(browser, url, application, "8000")

    days.pass_to("09-09T10:00")
    page = counter.look("application-intake", number)
    page.locator(f"[name=tick_{first}][value=have]").check(force=True)
    page.get_by_role("button", name="补正收件并受理").click()
    page.wait_for_load_state()
    application.refresh_from_db()
    assert application.state == "accepted" and application.promise_due.isoformat() == "2026-09-22", (
        "ten days from the set, a make-up Sunday among them"
    )

    signs, decides, leads = (Desk(browser, url, person) for person in (reviewer, ours.approver, head))
    decides.hear(number, "出具听证告知书", about="拟建建筑影响 3 号楼日照", interested="新华东街 9 号院业主委员会")
    days.pass_to("09-11T10:00")
    decides.hear(number, "登记听证申请", asked_by="新华东街 9 号院业主委员会")
    decides.hear(number, "出具听证通知书", held_at="2026-09-22T09:30", place="302 会议室", chair="赵文博")
    assert "听证" in status_words(browser, url, application, "8000"), "the clock stands still, and it says why"
    days.pass_to("09-22T11:30")
    decides.hear(number, "归入笔录", present="双方代理人", record="甲：影响日照。乙：已按规范退让。")
    application.refresh_from_db()
    assert application.state == "accepted"
    before = application.promise_due

    decides.act(number, "申请延期…", "申请延期", working_days="10", reason="听证后需补充核实日照分析")
    leads.act(number, "批准延期", "批准延期", approved="1", opinion="同意延期")
    application.refresh_from_db()
    assert application.extended_days == 10 and application.promise_due > before

    days.pass_to("09-24T15:00")
    signs.sign(number, "建议准予", "经审查和听证，符合法定条件，建议准予")
    decides.sign(number, "准予", "同意，依法准予")
    sweep_signing()
    application.refresh_from_db()
    assert application.state == "granted", "ten minutes to take it back"
    days.now += timedelta(minutes=11)
    sweep_signing()
    assert Application.objects.get(pk=application.pk).state == "awaiting_collection"

    issuer = Desk(browser, url, ours.issuer)
    page = issuer.look("issuing")
    page.locator("#id_sought").fill(number)
    page.keyboard.press("Enter")
    page.get_by_text("共 1 份").wait_for()
    page.locator("#id_collector_name").fill(ours.applicant.name)
    page.locator("#id_collector_id").fill(ours.applicant.id_number)
    page.locator("#id_signed_on_paper").check()
    page.keyboard.press("Alt+g")
    page.get_by_text("已发放 1 份").wait_for()
    papers = list(application.documents.order_by("id").values_list("kind", flat=True))
    for kind in (
        "correction_notice",
        "acceptance_notice",
        "hearing_notice",
        "extension_notice",
        "grant",
        "service_receipt",
    ):
        assert papers.count(kind) == 1, papers
    page = decides.look("application", number)
    assert all(word in page.locator("main").inner_text() for word in ("听证", "延期", "准予"))
    assert not browser.troubles


def test_a_matter_accepted_with_a_material_to_follow_runs_out(days, live_server, static_files, browser):
    ours, url = people(materials=2), live_server.url
    ours.applicant = PartyFactory(phone="13800138000")
    second = ours.version.materials.order_by("order").last()
    type(second).objects.filter(pk=second.pk).update(may_be_late=True, late_days=3)
    application = ours.receive()
    number = application.number

    counter = Desk(browser, url, ours.clerk)
    page = counter.look("application-intake", number)
    page.locator(f"[name=tick_{second.pk}][value=late]").check(force=True)
    page.get_by_role("button", name="受理", exact=True).click()
    page.wait_for_load_state()
    application.refresh_from_db()
    assert application.state == "accepted", "accepted, and the decision waits"

    approver = Desk(browser, url, ours.approver)
    page = approver.look("application", number)
    assert page.locator("button[name=granted][value='1']").is_disabled()
    assert second.name in status_words(browser, url, application, "8000")

    days.pass_to("09-11T10:00")
    sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "terminated"
    words = status_words(browser, url, application, "8000")
    assert "终止" in words
    assert application.documents.filter(kind="termination_notice").count() == 1
    page = approver.look("application", number)
    assert not page.locator("button[name=granted]").count()
    sweep_deadlines()
    assert application.documents.filter(kind="termination_notice").count() == 1, "once"
    assert not browser.troubles
