"""The department decides, with a reason; the result goes to the issuing counter."""

from datetime import date, datetime

import pytest

from applications.errors import (
    ApplicationNotFound,
    ChangedMeanwhile,
    ContractedStaffNeverDecide,
    LateMaterialsOutstanding,
    LegalBasisMissing,
    NotYourDepartment,
    ReasonMissing,
)
from applications.events import ResultReady
from applications.models import Decision, Document, Result
from applications.queries.access import seen_version
from applications.verbs import deciding, intake, withdrawing
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.factories import DepartmentFactory, MaterialFactory, StaffFactory
from tests.factories.applications import people


def decide(ours, application, **other):
    given = {"number": application.number, "granted": True, "reason": "经审查，符合条件", "by": ours.approver}
    return deciding.decide(**{**given, **other})


def test_a_grant_makes_a_decision_a_result_and_calls_the_issuing_counter(
    ours, told, django_capture_on_commit_callbacks
):
    application = decide(ours, ours.accepted())
    with django_capture_on_commit_callbacks(execute=True):
        application = ours.release(application)
    assert application.state == "awaiting_collection"
    result = Result.objects.get(application=application)
    assert result.name == "食品经营许可证" and result.number.endswith("〔2026〕第00001号")
    assert result.delivery_due == date(2026, 10, 12)
    assert ResultReady(application.pk) in told
    grant = Document.objects.get(application=application, kind="grant")
    assert grant.content["title"] == "准予行政许可决定书"
    assert OutgoingMessage.objects.filter(about=application.number, event="result_coming").count() == 1


def test_a_denial_carries_reason_legal_basis_and_remedies(ours):
    application = ours.accepted()
    with pytest.raises(LegalBasisMissing):
        decide(ours, application, granted=False)
    ours.release(decide(ours, application, granted=False, reason="场所不符", legal_basis="《行政许可法》第三十八条"))
    denial = Document.objects.get(application=application, kind="denial")
    assert denial.content["title"] == "不予行政许可决定书"
    assert len(denial.content["remedies"]) == 2 and denial.content["legal_basis"]
    assert Result.objects.get(application=application).number == denial.number


def test_a_decision_needs_a_reason(ours):
    with pytest.raises(ReasonMissing):
        decide(ours, ours.accepted(), reason="   ")
    assert not Decision.objects.exists()


def test_an_instant_matter_is_due_and_decided_while_the_citizen_waits(db, on_a_working_day):
    instant = people(case_kind="instant", promised_limit=0)
    application = instant.accepted()
    assert application.promise_due == clock.today()
    assert decide(instant, application).state == "awaiting_collection"


def test_another_departments_approver_may_not_decide(ours):
    other = {"hall": ours.hall, "department": DepartmentFactory()}
    application = ours.accepted()
    with pytest.raises(ApplicationNotFound):
        decide(ours, application, by=StaffFactory(roles=[Role.APPROVER], **other))
    with pytest.raises(NotYourDepartment) as refused:  # who may read it is told whose it is
        decide(ours, application, by=StaffFactory(roles=[Role.APPROVER, Role.SUPERVISOR], **other))
    assert str(ours.version.matter.department) in refused.value.words


def test_contracted_staff_never_decide(ours):
    with pytest.raises(ContractedStaffNeverDecide):
        decide(ours, ours.accepted(), by=ours.clerk)


def test_a_clerk_of_the_department_is_not_an_approver(ours):
    clerk = StaffFactory(hall=ours.hall, roles=[Role.WINDOW_CLERK], department=ours.version.matter.department)
    with pytest.raises(NotPermitted):
        decide(ours, ours.accepted(), by=clerk)


def test_a_decision_on_a_stale_page_says_who_changed_it_and_when(ours):
    application = ours.accepted()
    seen = seen_version(application)
    with clock.frozen(datetime(2026, 9, 21, 14, 5, 9, tzinfo=clock.BEIJING)):
        withdrawing.withdraw(hall=ours.hall, number=application.number, reason="不办了", by=ours.clerk)
    with pytest.raises(ChangedMeanwhile) as refused:
        decide(ours, application, seen_state_version=seen)
    assert ours.clerk.name in refused.value.words
    assert "14:05:09" in refused.value.words and "撤回" in refused.value.words


def test_whoever_decides_second_sees_who_decided_first(ours):
    application = ours.accepted()
    decide(ours, application)
    second = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=ours.version.matter.department)
    with pytest.raises(ChangedMeanwhile) as refused:
        decide(ours, application, by=second)
    assert ours.approver.name in refused.value.words


def test_nothing_is_granted_before_late_materials_have_come(ours):
    late = MaterialFactory(version=ours.version, order=9, may_be_late=True, late_days=5)
    application = ours.accepted(ticks=ours.ticks(m3="late"))
    with pytest.raises(LateMaterialsOutstanding) as refused:
        decide(ours, application)
    assert late.name in refused.value.words
    intake.supplement(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)
    assert decide(ours, application).state == "granted"


def test_a_certificate_may_have_an_end(db, on_a_working_day):
    application = people(result_valid_years=5).decided()
    assert application.result.valid_until == date(2031, 9, 21)


def test_what_has_no_certificate_ends_in_the_decision_itself(db, on_a_working_day):
    application = people(result_name="", result_kind="none").decided()
    grant = Document.objects.get(application=application, kind="grant")
    assert (application.result.name, application.result.number) == ("准予行政许可决定书", grant.number)
