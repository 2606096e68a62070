"""Special procedures: both clocks stand still for the eight of the law, and for nothing else."""

from datetime import date, datetime

import pytest

from applications.errors import (
    ApplicationNotFound,
    ContractedStaffNeverDecide,
    NotAProcedure,
    ProcedureBasisMissing,
    ProcedureDaysMissing,
    ProcedureTooLate,
    ProcedureTooShort,
    ReasonMissing,
)
from applications.queries.inbox import inbox
from applications.queries.status import status_of
from applications.verbs.procedures import begin_procedure, end_procedure
from hall.kernel import clock
from hall.kernel.errors import StateConflict
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory


def on(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=clock.BEIJING))


def begun(ours, application=None, **other):
    application = application or ours.accepted()
    given = {"number": application.number, "kind": "testing", "reason": "产品须送检", "expected_days": 15}
    return begin_procedure(**{**given, "by": ours.approver, **other})


def test_time_of_a_procedure_is_not_counted_and_the_day_of_resuming_is(ours):
    """domain.md 2.3: accepted 2026-03-02, stopped 03-09, resumed 03-20, 20 working days: 2026-04-13."""
    with on("2026-03-02"):
        application = ours.accepted()
        first = application.legal_due
    with on("2026-03-09"):
        assert begun(ours, application).state == "in_procedure"
    with on("2026-03-20"):
        ended = end_procedure(number=application.number, result="合格", by=ours.approver)
    assert ours.version.statutory_limit == 20
    assert (first, ended.legal_due, ended.state) == (date(2026, 3, 30), date(2026, 4, 13), "accepted")
    assert ended.promise_due > application.promise_due


def test_the_applicant_is_told_in_writing_how_long_it_takes(ours):
    application = begun(ours, ours.accepted())
    notice = application.documents.get(kind="procedure_notice")
    assert (notice.content["procedure"], notice.content["expected_days"]) == ("检验", 15)
    assert "第四十五条" in notice.content["legal_basis"]


def test_a_message_names_the_procedure(ours):
    ours.applicant.phone = "13800138000"
    ours.applicant.save()
    begun(ours)
    assert "检验" in OutgoingMessage.objects.get(event="procedure").text


def test_the_light_is_grey_and_the_inbox_says_why(ours):
    begun(ours)
    (row,) = inbox(ours.approver)
    assert row.light.colour == "grey" and row.stopped.startswith("检验，")


def test_the_citizen_reads_which_procedure_stops_the_clock(ours):
    assert "检验" in status_of(begun(ours)).headline


@pytest.mark.parametrize("kind", ["publicity", "site_visit", "consultation", "payment", "certificate_making", ""])
def test_publicity_site_visits_and_consultation_stop_nothing(ours, kind):
    with pytest.raises(NotAProcedure):
        begun(ours, kind=kind)


def test_another_procedure_needs_a_law_on_which_the_matter_stands(ours):
    with pytest.raises(ProcedureBasisMissing):
        begun(ours, kind="by_law", legal_basis="内部规定")
    with pytest.raises(ProcedureBasisMissing):
        begun(ours, kind="by_law", legal_basis="《不存在的法》第一条")
    title = str(ours.version.legal_basis[0]).split("《")[-1].split("》")[0]
    assert begun(ours, kind="by_law", legal_basis=f"《{title}》第十条").state == "in_procedure"


def test_the_reason_and_the_expected_time_are_asked_for(ours):
    with pytest.raises(ReasonMissing):
        begun(ours, reason=" ")
    for days in (0, -1, 400):
        with pytest.raises(ProcedureDaysMissing):
            begun(ours, expected_days=days)


def test_a_procedure_after_the_due_date_is_refused(ours):
    application = ours.accepted()
    with on("2027-03-01"), pytest.raises(ProcedureTooLate):
        begun(ours, application)


def test_a_procedure_of_no_length_is_refused(ours):
    application = begun(ours)
    with pytest.raises(ProcedureTooShort):
        end_procedure(number=application.number, result="未进行", by=ours.approver)


def test_nothing_is_decided_while_it_runs(ours):
    application = begun(ours)
    with pytest.raises(StateConflict):
        ours.do("grant", application)


def test_two_procedures_one_after_the_other_both_count(ours):
    with on("2026-03-02"):
        application = ours.accepted()
    for begin, end in (("2026-03-03", "2026-03-05"), ("2026-03-10", "2026-03-12")):
        with on(begin):
            begun(ours, application)
        with on(end):
            application = end_procedure(number=application.number, result="完成", by=ours.approver)
    assert application.legal_due == date(2026, 4, 3)


def test_contracted_clerks_and_other_departments_stop_no_clock(ours):
    application = ours.accepted()
    with pytest.raises(ContractedStaffNeverDecide):
        begun(ours, application, by=ours.clerk)
    other = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    with pytest.raises(ApplicationNotFound):
        begun(ours, application, by=other)
    application.refresh_from_db()
    assert application.state == "accepted"


def test_withdrawing_ends_the_procedure_too(ours):
    with on("2026-09-21"):
        application = begun(ours)
    with on("2026-09-23"):
        ours.do("withdraw", application)
    assert application.procedures.get().ended_on == date(2026, 9, 23)
