"""At the window: receive, accept, notify once, take corrections, refuse."""

from datetime import date, datetime

import pytest

from applications.errors import (
    ContractedClerkNeverRefuses,
    IllegalTicks,
    MaterialsMissing,
    NothingMissing,
    NotYourDepartment,
    NotYourHall,
    ReasonMissing,
    SecondNotice,
    StandardLineUnknown,
)
from applications.intake_errors import NoticeVague, PaperNotListed
from applications.models import Application, Document
from applications.verbs import intake
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotFound, NotPermitted
from hall.models import OutgoingMessage
from hall.roles import Role
from matters.errors import MatterNotAvailable, MatterNotFound
from matters.states import VersionState
from tests.factories import DepartmentFactory, HallFactory, MaterialFactory, PartyFactory, StaffFactory


def document(application, kind):
    return Document.objects.get(application=application, kind=kind)


def messages_of(application):
    return sorted(OutgoingMessage.objects.filter(about=application.number).values_list("event", flat=True))


def test_receiving_gives_a_number_a_receipt_and_starts_the_notice_clock(ours):
    application = ours.receive()
    assert application.state == "received"
    assert application.number.startswith("BJ260921-00001-")
    assert application.notice_due == date(2026, 9, 29)
    assert application.accepted_at is None
    receipt = document(application, "receipt")
    assert len(receipt.content["materials"]) == 2
    assert receipt.content["issuer"] == application.department.full_name
    assert receipt.number.endswith("〔2026〕第00001号")
    assert messages_of(application) == ["received"]
    assert [step.verb for step in steps.steps_of(application)] == ["receive"]


def test_the_window_may_not_refuse_to_receive_an_incomplete_application(ours):
    application = ours.receive(ticks=[])
    assert [row.status for row in application.materials.all()] == ["missing", "missing"]


def test_accepting_starts_both_clocks_and_issues_the_notice_with_the_standards_fingerprint(ours):
    application = ours.accepted()
    assert application.state == "accepted"
    assert (application.promise_due, application.legal_due) == (date(2026, 10, 12), date(2026, 10, 26))
    notice = document(application, "acceptance_notice")
    assert notice.content["promise_due"] == "2026-10-12"
    assert notice.content["standard"]["fingerprint"] == ours.version.short_fingerprint
    assert notice.content["supervise_phone"] == "010-55990001"
    assert len(notice.verification_code) == 26
    assert messages_of(application) == ["accepted", "received"]


def test_accepting_names_every_missing_material(ours):
    application = ours.receive(ticks=ours.ticks("missing", "没有带来"))
    with pytest.raises(MaterialsMissing) as refused:
        intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    for material in ours.version.materials.all():
        assert material.name in refused.value.words
    assert refused.value.data["count"] == 2
    application.refresh_from_db()
    assert application.state == "received"


def test_what_is_corrected_on_the_spot_can_be_accepted(ours):
    application = ours.receive(ticks=ours.ticks("missing"))
    intake.tick(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)
    assert intake.accept(hall=ours.hall, number=application.number, by=ours.clerk).state == "accepted"


def test_an_illegal_tick_is_refused_and_named(ours):
    with pytest.raises(IllegalTicks) as refused:
        ours.receive(ticks=ours.ticks(m2="not_needed"))
    assert "是必要材料" in refused.value.words
    assert not Application.objects.exists()


def test_late_material_gets_a_due_date(ours):
    late = MaterialFactory(version=ours.version, order=9, may_be_late=True, late_days=5)
    application = ours.accepted(ticks=ours.ticks(m3="late"))
    assert application.materials.get(material=late).due == date(2026, 9, 29)
    assert document(application, "acceptance_notice").content["late"] == [{"name": late.name, "due": "2026-09-29"}]


@pytest.mark.parametrize("state", [VersionState.PAUSED, VersionState.DRAFT])
def test_a_paused_or_unpublished_matter_is_not_taken_in(ours, state):
    ours.version.state = state
    ours.version.pause_reason = "系统升级"
    ours.version.save()
    with pytest.raises(MatterNotAvailable):
        ours.receive()


def test_an_unknown_matter_is_not_taken_in(ours):
    with pytest.raises(MatterNotFound):
        ours.receive(matter_code="9" * 31)


def test_an_application_keeps_the_standard_of_its_day_when_a_new_one_replaces_it(ours):
    application = ours.receive()
    ours.version.state = VersionState.REPLACED
    ours.version.save()
    assert intake.accept(hall=ours.hall, number=application.number, by=ours.clerk).version_id == ours.version.pk


def test_another_halls_clerk_cannot_work_on_it(ours):
    stranger = StaffFactory(hall=HallFactory())
    application = ours.receive()
    with pytest.raises(NotYourHall):
        intake.accept(hall=ours.hall, number=application.number, by=stranger)
    with pytest.raises(NotFound):
        intake.accept(hall=stranger.hall, number=application.number, by=stranger)


def test_only_window_clerks_receive(ours):
    with pytest.raises(NotPermitted):
        ours.receive(by=ours.approver)
    with pytest.raises(NotPermitted):
        ours.receive(by=StaffFactory(hall=ours.hall, is_active=False))


def test_the_one_time_notice_lists_everything_missing_and_how_to_mend_it(ours):
    application = ours.awaiting_correction()
    assert application.state == "awaiting_correction"
    assert application.correction_due == date(2026, 10, 8)
    content = document(application, "correction_notice").content
    assert [item["problem"] for item in content["missing"]] == ["未加盖公章，请盖章后重交"]
    assert content["missing"][0]["standard"] and "视为撤回" in content["consequence"]
    assert "correction" in messages_of(application)


@pytest.mark.parametrize("more", ["请补齐其他相关材料", "另需提交房东的无犯罪记录证明", "提供营业执照、身份证等材料"])
def test_a_notice_cannot_ask_for_more_than_is_published_in_the_words_of_a_listed_material(ours, more):
    application = ours.receive(ticks=ours.ticks(m1="missing", problem=more))
    with pytest.raises(NoticeVague) as refused:
        intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk)
    material = application.materials.get(status="missing").material
    assert material.name in refused.value.words and refused.value.data["materials"] == [material.pk]
    assert not application.documents.filter(kind="correction_notice").exists()
    intake.tick(
        hall=ours.hall,
        number=application.number,
        ticks=ours.ticks(m1="missing", problem="第 3 页没有签字"),
        by=ours.clerk,
    )
    intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk)


def test_a_notice_cannot_name_a_paper_that_is_not_published(ours):
    application = ours.receive(ticks=ours.ticks(m1="missing", problem="未盖章，并请补交无犯罪记录证明"))
    with pytest.raises(PaperNotListed) as refused:
        intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk)
    assert "“无犯罪记录证明”" in refused.value.words and "清单里的名称" in refused.value.words
    assert not application.documents.filter(kind="correction_notice").exists()


def test_a_notice_needs_something_missing(ours):
    application = ours.receive()
    with pytest.raises(NothingMissing):
        intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk)


def test_corrections_must_be_complete_and_count_anew_from_that_day(ours):
    application = ours.awaiting_correction()
    with clock.frozen(datetime(2026, 9, 29, 9, 0, tzinfo=clock.BEIJING)):
        with pytest.raises(MaterialsMissing):
            intake.resubmit(hall=ours.hall, number=application.number, ticks=ours.ticks(m1="missing"), by=ours.clerk)
        intake.resubmit(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)
        application = intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert application.notice_due == date(2026, 10, 12)
    assert application.promise_due == date(2026, 10, 19)
    assert application.received_at.astimezone(clock.BEIJING).date() == date(2026, 9, 21)


def test_a_second_notice_for_something_new_needs_a_supervisor_and_a_reason(ours):
    number = ours.awaiting_correction().number
    intake.resubmit(hall=ours.hall, number=number, ticks=ours.ticks(), by=ours.clerk)
    intake.tick(hall=ours.hall, number=number, ticks=ours.ticks(m2="missing"), by=ours.clerk)
    with pytest.raises(SecondNotice):
        intake.request_correction(hall=ours.hall, number=number, by=ours.clerk)
    with pytest.raises(NotPermitted):
        intake.request_correction(hall=ours.hall, number=number, reason="确有必要", by=ours.clerk)
    supervisor = StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])
    again = intake.request_correction(hall=ours.hall, number=number, reason="公章为伪造，须重新提交", by=supervisor)
    assert again.state == "awaiting_correction"
    assert "supervise_second_notice" in [step.verb for step in steps.steps_of(again)]


def test_refusing_cites_the_standard_and_tells_the_remedies(ours):
    application = ours.receive()
    at = {"hall": ours.hall, "number": application.number, "by": ours.approver}
    with pytest.raises(StandardLineUnknown):
        intake.refuse(standard_line="领导要求", reason="不行", **at)
    with pytest.raises(ReasonMissing):
        intake.refuse(standard_line=ours.version.conditions[0], reason="  ", **at)
    refused = intake.refuse(standard_line=ours.version.conditions[0], reason="没有经营场所", **at)
    content = document(refused, "refusal_notice").content
    assert "六十日" in content["remedies"][0] and "六个月" in content["remedies"][1]
    assert refused.state == "refused" and refused.closed_at


def test_contracted_clerks_never_refuse_and_are_told_what_to_do(ours):
    application = ours.receive()
    given = {"hall": ours.hall, "number": application.number, "reason": "没有经营场所"}
    given["standard_line"] = ours.version.conditions[0]
    with pytest.raises(ContractedClerkNeverRefuses) as refused:
        intake.refuse(by=ours.clerk, **given)
    assert "先点“收件”" in refused.value.words and "待受理审查" in refused.value.words
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    for verb in (lambda by: intake.refuse(by=by, **given), lambda by: accept(ours, application, by)):
        with pytest.raises(NotYourDepartment):
            verb(stranger)
    regular = StaffFactory(hall=ours.hall, roles=[Role.WINDOW_CLERK])
    assert intake.refuse(by=regular, **given).state == "refused"


def test_the_department_may_accept_what_the_window_passed_on(ours):
    assert accept(ours, ours.receive(), ours.approver).state == "accepted"


def accept(ours, application, by):
    return intake.accept(hall=ours.hall, number=application.number, by=by)


def test_the_agent_is_told_when_there_is_one(ours):
    agent = PartyFactory(phone="13900000001")
    application = ours.receive(agent=agent)
    assert OutgoingMessage.objects.get(about=application.number).phone == "13900000001"


def test_no_document_holds_an_identity_number(ours):
    application = ours.decided()
    ours.hand_over(application)
    for issued in application.documents.all():
        assert ours.applicant.id_number not in str(issued.content)
        assert ours.applicant.phone not in str(issued.content)
