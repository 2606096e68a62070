"""Ten minutes in which a decision can be undone: nobody was told, and then it goes out once."""

from datetime import timedelta

import pytest

from applications.errors import ReasonMissing
from applications.events import ResultReady
from applications.models import Decision, Document, Result, Signature
from applications.queries.due import to_release
from applications.queries.status_way import way_of
from applications.routing import UNDO
from applications.signing_errors import (
    OnlyTheDeciderUndoes,
    UndoTooLate,
)
from applications.verbs import deciding, reviewing
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import StateConflict
from hall.models import OutgoingMessage
from tests.factories.applications import people


def decide(ours, application, **other):
    given = {"number": application.number, "granted": True, "reason": "经审查，符合条件", "by": ours.approver}
    return deciding.decide(**{**given, **other})


def test_a_decision_can_be_undone_for_ten_minutes_and_nobody_was_told(ours, told):
    application = ours.just_decided(granted=False)
    assert not Result.objects.exists() and not Document.objects.filter(kind="denial").exists()
    assert not OutgoingMessage.objects.filter(about=application.number, event="result_ready").exists()
    assert [step.mark for step in way_of(application) if step.key == "decide"] == [
        "here"
    ]  # the citizen sees nothing yet
    assert to_release() == []
    with clock.frozen(clock.now() + UNDO - timedelta(seconds=1)):
        application = reviewing.undo_decision(number=application.number, reason="选错了结论", by=ours.approver)
    assert (application.state, application.step, application.handler) == ("accepted", "decide", ours.approver)
    assert not Decision.objects.exists()
    assert Signature.objects.get(application=application).set_aside_at is not None
    line = list(steps.steps_of(application).values_list("verb", flat=True))
    assert line[-2:] == ["deny", "undo_decision"]
    assert decide(ours, application).state == "granted"


def test_after_ten_minutes_it_goes_out_once_and_is_not_undone(ours, told, django_capture_on_commit_callbacks):
    application = ours.just_decided()
    with clock.frozen(clock.now() + UNDO):
        with pytest.raises(UndoTooLate):  # even before the sweeper came
            reviewing.undo_decision(number=application.number, reason="选错了", by=ours.approver)
        assert to_release() == [application.pk]
        with django_capture_on_commit_callbacks(execute=True):
            ours.do("release_result", application)
            ours.do("release_result", application)
        assert to_release() == []
    assert application.state == "awaiting_collection"
    assert told.count(ResultReady(application.pk)) == 1
    assert Document.objects.filter(application=application, kind="grant").count() == 1
    with pytest.raises(UndoTooLate):
        reviewing.undo_decision(number=application.number, reason="选错了", by=ours.approver)


def test_only_the_decider_undoes_with_a_reason(ours):
    application = ours.just_decided()
    with pytest.raises(OnlyTheDeciderUndoes) as refused:
        reviewing.undo_decision(number=application.number, reason="不同意", by=ours.colleague())
    assert ours.approver.name in refused.value.words
    with pytest.raises(ReasonMissing):
        reviewing.undo_decision(number=application.number, reason="", by=ours.approver)
    with pytest.raises(StateConflict):
        reviewing.undo_decision(number=ours.accepted().number, reason="选错了", by=ours.approver)


def test_an_instant_decision_goes_out_at_once_because_the_citizen_waits(db, on_a_working_day):
    instant = people(case_kind="instant", promised_limit=0)
    application = decide(instant, instant.accepted())
    assert application.state == "awaiting_collection" and application.result.number
    with pytest.raises(UndoTooLate):
        reviewing.undo_decision(number=application.number, reason="选错了", by=instant.approver)


def test_the_document_bears_the_day_of_the_decision_not_of_its_sending(ours):
    late = clock.now().replace(hour=23, minute=55)
    with clock.frozen(late):
        application = ours.just_decided()
    with clock.frozen(late + UNDO):
        ours.do("release_result", application)
    grant = Document.objects.get(application=application, kind="grant")
    assert grant.content["date"] == late.date().isoformat() and grant.issued_by == ours.approver
