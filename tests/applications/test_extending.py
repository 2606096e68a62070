"""Extension: once, for a reason, approved by the right head, and told."""

from datetime import date, datetime, timedelta

import pytest

from applications.errors import (
    ExtendedAlready,
    ExtensionTooLate,
    ExtensionTooLong,
    NotAuthorised,
    NotByYourself,
    ReasonMissing,
)
from applications.models import Power
from applications.verbs.extending import ask_extension, decide_extension
from hall.kernel import clock


def on(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=clock.BEIJING))


def asked(ours, application=None, **other):
    application = application or ours.accepted()
    given = {"number": application.number, "working_days": 10, "reason": "案情复杂，需要核实", "by": ours.approver}
    return ask_extension(**{**given, **other})


def decided(ours, application, by, **other):
    return decide_extension(**{"number": application.number, "approved": True, "opinion": "同意", "by": by, **other})


def test_ten_working_days_move_both_dates(ours):
    application = asked(ours)
    assert (application.state, application.legal_due) == ("extending", date(2026, 10, 26))
    done = decided(ours, application, ours.head())
    assert (done.state, done.legal_due, done.extended_days) == ("accepted", date(2026, 11, 9), 10)
    assert done.documents.get(kind="extension_notice").content["reason"] == "案情复杂，需要核实"


def test_not_approved_changes_no_date_and_it_stays_the_only_try(ours):
    application = asked(ours)
    before = application.promise_due
    done = decided(ours, application, ours.head(), approved=False, opinion="理由不足")
    assert (done.state, done.promise_due, done.extended_days) == ("accepted", before, 0)
    with pytest.raises(ExtendedAlready):
        asked(ours, done)


def test_only_a_stored_authorisation_of_the_right_kind_approves(ours):
    application = asked(ours)
    for power in (Power.DECIDE, Power.EXTEND_JOINT):
        with pytest.raises(NotAuthorised):
            decided(ours, application, ours.head(power))


def test_an_authorisation_that_has_run_out_or_was_revoked_approves_nothing(ours):
    application, today = asked(ours), clock.today()
    for given in (
        {"valid_until": today - timedelta(1), "valid_from": today - timedelta(9)},
        {"revoked_at": clock.now()},
    ):
        head = ours.head(Power.REVIEW)
        ours.authorise(head, Power.EXTEND, **given)
        with pytest.raises(NotAuthorised):
            decided(ours, application, head)


def test_who_asks_does_not_approve(ours):
    head = ours.head()
    application = asked(ours, by=head)
    with pytest.raises(NotByYourself):
        decided(ours, application, head)


def test_joint_handling_has_fifteen_days_and_the_head_of_the_government(ours):
    matter = ours.version.matter
    matter.joint_departments = "市规划自然资源委"
    matter.save()
    application = asked(ours, working_days=15)
    with pytest.raises(NotAuthorised):
        decided(ours, application, ours.head(Power.EXTEND))
    assert decided(ours, application, ours.head(Power.EXTEND_JOINT)).extended_days == 15


@pytest.mark.parametrize("days", [0, -1, 11])
def test_more_than_ten_days_or_none_are_refused(ours, days):
    with pytest.raises(ExtensionTooLong):
        asked(ours, working_days=days)


def test_a_reason_and_an_opinion_are_asked_for(ours):
    with pytest.raises(ReasonMissing):
        asked(ours, reason="")
    application = asked(ours)
    with pytest.raises(ReasonMissing):
        decided(ours, application, ours.head(), opinion=" ")


def test_after_the_due_date_there_is_nothing_to_extend(ours):
    application = ours.accepted()
    with on("2027-03-01"), pytest.raises(ExtensionTooLate):
        asked(ours, application)


def test_a_stop_after_the_extension_counts_on_top_of_it(ours):
    with on("2026-03-02"):
        application = ours.accepted()
        decided(ours, asked(ours, application), ours.head())
    with on("2026-03-09"):
        ours.do("begin_procedure", application)
    from applications.verbs.procedures import end_procedure

    with on("2026-03-20"):
        done = end_procedure(number=application.number, result="完成", by=ours.approver)
    assert done.legal_due == date(2026, 4, 27)
