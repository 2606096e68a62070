"""Ends without a decision, and being turned away at once."""

from datetime import datetime, timedelta

import pytest

from applications.errors import ReasonMissing, RightAuthorityMissing, SuperiorMissing
from applications.models import Application
from applications.queries.due import late_overdue, to_archive
from applications.queries.status import status_of
from applications.tasks import sweep_deadlines
from applications.verbs.deciding import decide
from applications.verbs.ending import terminate
from applications.verbs.forwarding import forward
from applications.verbs.refusing import turn_away
from hall.kernel import clock
from hall.models import Step
from tests.factories.applications import people


def later(days: int):
    return clock.frozen(clock.now() + timedelta(days=days))


def test_terminating_gives_the_reason_in_a_notice(ours):
    done = terminate(number=ours.accepted().number, reason="申请企业已注销", by=ours.approver)
    assert (done.state, done.documents.get(kind="termination_notice").content["reason"]) == (
        "terminated",
        "申请企业已注销",
    )
    assert status_of(done).closing == "申请企业已注销"


def test_terminating_needs_a_reason(ours):
    with pytest.raises(ReasonMissing):
        terminate(number=ours.accepted().number, reason=" ", by=ours.approver)


def test_a_late_material_that_does_not_follow_ends_the_application_once(db, on_a_working_day):
    ours = people(materials=2)
    application = ours.accepted()
    row = application.materials.order_by("material__order").first()
    row.status, row.due = "late", clock.today() + timedelta(days=3)
    row.save()
    with later(3):
        assert late_overdue() == []
    with later(4):
        assert late_overdue() == [application.pk]
        sweep_deadlines(), sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "terminated"
    assert Step.objects.filter(subject_number=application.number, verb="end_late").count() == 1
    assert "逾期未补交" in application.documents.get(kind="termination_notice").content["reason"]


def test_a_late_material_that_came_ends_nothing(ours):
    application = ours.accepted()
    with later(40):
        sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "accepted"


def test_what_ended_a_quarter_ago_goes_to_the_archive(ours):
    application = ours.in_state("withdrawn")
    with later(89):
        assert to_archive() == []
    with later(91):
        assert to_archive() == [application.pk]
        sweep_deadlines()
    application.refresh_from_db()
    assert (application.state, application.closed_as) == ("archived", "withdrawn")


def test_another_authority_is_named_when_the_power_is_not_ours(ours):
    at = {"hall": ours.hall, "number": ours.receive().number, "reason": "不属于市级权限", "by": ours.approver}
    with pytest.raises(RightAuthorityMissing):
        turn_away(needs_no_permit=False, **at)
    done = turn_away(needs_no_permit=False, right_authority="通州区市场监管局", **at)
    notice = done.documents.get(kind="out_of_scope").content
    assert (done.state, notice["right_authority"]) == ("out_of_scope", "通州区市场监管局")
    assert "六十日" in "".join(notice["remedies"])


def test_no_permit_needed_names_nobody(ours):
    at = {"hall": ours.hall, "number": ours.receive().number, "by": ours.approver}
    done = turn_away(needs_no_permit=True, reason="自用，不对外经营", right_authority="某局", **at)
    assert done.documents.get(kind="out_of_scope").content["right_authority"] == ""


def test_a_superior_decides_what_was_sent_up(ours):
    application = ours.accepted()
    with pytest.raises(SuperiorMissing):
        forward(number=application.number, superior="", opinion="初审合格", by=ours.approver)
    forward(number=application.number, superior="国家药监局", opinion="初审合格", by=ours.approver)
    done = decide(number=application.number, granted=True, reason="国家药监局批复同意", by=ours.approver)
    assert done.state == "granted"


def test_nothing_disappears(ours):
    ours.in_state("archived")
    assert Application.objects.count() == 1
    assert isinstance(Application.objects.get().closed_at, datetime)
