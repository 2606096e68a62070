"""After receipt, at the counter: corrections, the second notice before a supervisor, agents, shared licences."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from applications.errors import ChangedMeanwhile, SecondNotice
from applications.intake_errors import AuthorityMissing, HelperUnknown, NoticeRequestOpen
from applications.licences import Licence, SourceAway
from applications.models import HeldLicence, LicenceLook, NoticeRequest, Resubmission
from applications.queries.access import seen_version as seen
from applications.queries.intake_figures import figures
from applications.verbs import intake
from applications.verbs.acting import Acting
from applications.verbs.licences import look_up
from applications.verbs.resubmitting import accept_sent_in
from applications.verbs.returning import return_for_correction
from applications.verbs.second_notice import ask_second_notice
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory


@pytest.fixture
def desk(ours):
    client = Client()
    client.force_login(ours.clerk)
    return client


def given(ours, **ticks):
    """The posted tick list: everything there unless told otherwise, by order."""
    rows = list(ours.version.materials.order_by("order"))
    return {f"tick_{row.pk}": ticks.get(f"m{place}", "have") for place, row in enumerate(rows, 1)}


def corrected(ours):
    application = ours.awaiting_correction()
    return intake.resubmit(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)


def test_the_clerk_corrects_and_accepts_on_one_page(ours, desk):
    application = ours.awaiting_correction()
    address = f"/applications/{application.number}/intake/"
    assert "补正收件并受理" in desk.get(address).content.decode()
    desk.post(address, {**given(ours), "act": "correct", "seen": seen(application)})
    application.refresh_from_db()
    assert application.state == "accepted"


def test_who_acted_meanwhile_is_named_and_both_tick_lists_stand_side_by_side(ours, desk):
    application = ours.receive()
    before = seen(application)
    intake.tick(
        hall=ours.hall, number=application.number, ticks=ours.ticks(m2="missing", problem="缺页"), by=ours.clerk
    )
    answer = desk.post(
        f"/applications/{application.number}/intake/", {**given(ours, m1="missing"), "act": "tick", "seen": before}
    )
    page = answer.content.decode()
    assert answer.status_code == 409 and ours.clerk.name in page and "更改材料勾选" in page
    assert "您的勾选和现在的不同" in page and "缺（缺页）" in page
    with pytest.raises(ChangedMeanwhile):
        intake.tick(hall=ours.hall, number=application.number, ticks=[], seen_state_version=before, by=ours.clerk)


def test_a_second_different_notice_is_asked_of_a_supervisor_answered_with_a_reason_and_counted(ours, desk):
    application = corrected(ours)
    second = ours.version.materials.order_by("order")[1]
    posted = {**given(ours, m2="missing"), f"problem_{second.pk}": "合同缺第二页", "seen": seen(application)}
    address = f"/applications/{application.number}/intake/"
    refused = desk.post(address, {**posted, "act": "notice"})
    assert refused.status_code == 422 and "提请督查批准再次告知" in refused.content.decode()
    desk.post(address, {**posted, "act": "ask", "words": "补正后的合同才看出缺页"})
    request = NoticeRequest.objects.get()
    with pytest.raises(NoticeRequestOpen):
        ask_second_notice(hall=ours.hall, number=application.number, words="再问", by=ours.clerk)
    supervisor = Client()
    supervisor.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    assert "合同缺第二页" in supervisor.get("/second-notices/").content.decode()
    empty = supervisor.post(f"/second-notices/{request.pk}/", {"granted": "1", "reason": " "})
    assert empty.status_code == 422
    supervisor.post(f"/second-notices/{request.pk}/", {"granted": "1", "reason": "确属补正材料本身的问题"})
    application.refresh_from_db()
    assert application.state == "awaiting_correction"
    found = figures(ours.hall, clock.today(), clock.today())
    assert (found.totals.notices, found.totals.seconds, len(found.supervised)) == (2, 1, 1)
    assert "确属补正材料本身的问题" in supervisor.get("/intake-figures/").content.decode()


def test_a_refused_second_notice_leaves_the_application_to_be_accepted(ours):
    application = corrected(ours)
    intake.tick(
        hall=ours.hall, number=application.number, ticks=ours.ticks(m2="missing", problem="缺页"), by=ours.clerk
    )
    request = ask_second_notice(hall=ours.hall, number=application.number, words="没看到", by=ours.clerk)
    supervisor = Client()
    supervisor.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    supervisor.post(f"/second-notices/{request.pk}/", {"granted": "0", "reason": "首次即应提出"})
    request.refresh_from_db()
    application.refresh_from_db()
    assert (request.granted, application.state) == (False, "received")
    assert "refuse_second_notice" in [step.verb for step in steps.steps_of(application)]


def test_what_was_told_and_is_still_wrong_may_be_said_again_in_the_same_words(ours):
    application = corrected(ours)
    (told,) = application.documents.get(kind="correction_notice").content["missing"]
    again = ours.ticks(m1="missing", problem=told["problem"])
    intake.tick(hall=ours.hall, number=application.number, ticks=again, by=ours.clerk)
    assert intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk).correction_due
    assert not NoticeRequest.objects.exists()


def test_another_defect_of_what_was_brought_anew_needs_the_supervisor_on_every_way(ours, desk):
    application = corrected(ours)
    first = ours.version.materials.order_by("order")[0]
    at = {"hall": ours.hall, "number": application.number}
    intake.tick(ticks=ours.ticks(m1="missing", problem="补来的章不清"), by=ours.clerk, **at)
    with pytest.raises(SecondNotice, match="补来的章不清"):
        intake.request_correction(by=ours.clerk, **at)
    with pytest.raises(SecondNotice):
        return_for_correction(number=application.number, problems={first.pk: "补来的章不清"}, by=ours.approver)
    posted = {**given(ours, m1="missing"), f"problem_{first.pk}": "补来的章不清", "seen": seen(application)}
    page = desk.post(f"/applications/{application.number}/intake/", {**posted, "act": "notice"})
    assert page.status_code == 422 and "提请督查批准再次告知" in page.content.decode()
    api = APIClient()
    api.force_authenticate(ours.clerk)
    address = reverse("api-request-correction", args=[application.number])
    assert api.post(address, {}, format="json").json()["code"] == "applications.second_notice"
    assert api.post(address, {"reason": "我要再问"}, format="json").status_code == 403
    for by in (ours.clerk, ours.approver):
        with pytest.raises(NotPermitted):
            intake.request_correction(reason="我要再问", by=by, **at)
    supervisor = StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])
    intake.request_correction(reason="补来的材料另有问题", by=supervisor, **at)
    assert figures(ours.hall, clock.today(), clock.today()).totals.seconds == 1


def test_after_photos_were_taken_another_defect_needs_the_supervisor_too(ours):
    application = ours.awaiting_correction()
    at = {"hall": ours.hall, "number": application.number}
    resubmitted = Resubmission.objects.create(hall=ours.hall, application=application, sent_at=clock.now())
    accept_sent_in(by=ours.clerk, **at)
    resubmitted.refresh_from_db()
    assert resubmitted.state == "accepted"
    intake.tick(ticks=ours.ticks(m1="missing", problem="照片里没有公章"), by=ours.clerk, **at)
    with pytest.raises(SecondNotice):
        intake.request_correction(by=ours.clerk, **at)


def test_the_department_may_give_the_one_time_notice_for_its_own(ours):
    application = ours.receive(ticks=ours.ticks(m1="missing", problem="缺页"))
    noticed = intake.request_correction(hall=ours.hall, number=application.number, by=ours.approver)
    assert noticed.state == "awaiting_correction"


def test_an_agent_is_on_record_with_authority_and_both_are_told(ours):
    agent = PartyFactory(phone="13900000001")
    acting = Acting(kind="entrusted", authority="授权委托书", authority_seen=True, tells="both")
    application = ours.receive(agent=agent, acting=acting)
    assert (application.agency.authority_seen, application.agency.get_kind_display()) == (True, "委托代理人")
    told = {message.phone for message in OutgoingMessage.objects.filter(about=application.number)}
    assert told == {"13900000001", ours.applicant.phone}
    alone = ours.receive(agent=agent, acting=Acting(tells="applicant"))
    assert alone.contact_phone == ours.applicant.phone


def test_a_helper_of_the_house_is_named_and_authority_is_never_blank(ours):
    agent = PartyFactory()
    with pytest.raises(HelperUnknown):
        ours.receive(agent=agent, acting=Acting(kind="assisted", helper="没有这个人"))
    with pytest.raises(AuthorityMissing):
        ours.receive(agent=agent, acting=Acting(authority=" "))
    helped = ours.receive(
        agent=agent, acting=Acting(kind="assisted", authority="帮办代办单", helper=ours.clerk.username)
    )
    assert helped.agency.helper == ours.clerk


class Away:
    name = "市级共享平台"

    def find(self, wanted):
        raise SourceAway


class Found:
    name = "市级共享平台"

    def find(self, wanted):
        return Licence(wanted.name, "市公安局", date(2020, 1, 1), None)


def test_each_look_at_a_shared_licence_is_on_record_whatever_came_of_it(ours, settings):
    material = ours.version.materials.first()
    material.shared_licence = "卫生许可证"
    material.save()
    at = {"hall": ours.hall, "party": ours.applicant, "material": material, "by": ours.clerk}
    assert look_up(**at).outcome == "not_found"
    held = {"party": ours.applicant, "name": "卫生许可证", "number": "卫字2020", "issuer": "市卫健委"}
    HeldLicence.objects.create(**held, issued_on=date(2020, 1, 1), valid_until=clock.today() - timedelta(days=1))
    assert look_up(**at).outcome == "expired"
    HeldLicence.objects.create(**held, issued_on=date(2024, 1, 1), valid_until=None)
    assert look_up(**at).outcome == "found"
    for name, outcome in (("Away", "away"), ("Found", "found")):
        settings.LICENCE_SOURCE = f"{__name__}.{name}"
        assert look_up(**at).outcome == outcome
    assert LicenceLook.objects.count() == 5
    assert all(step.by == ours.clerk for step in steps.steps_of(ours.applicant).filter(verb="look_up_licence"))
