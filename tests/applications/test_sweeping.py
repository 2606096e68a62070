"""What time does by itself: once, and no more when the sweeper comes again."""

from datetime import date, datetime

import pytest

from applications import tasks
from applications.errors import NoticePeriodOver
from applications.models import Document
from applications.queries.whys import whys_of
from applications.verbs import intake, sweeping
from hall import steps
from hall.kernel import clock
from hall.kernel.errors import NotPermitted


def on(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=clock.BEIJING))


def test_five_working_days_without_notice_mean_accepted_as_of_receipt(ours):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-09-29"):
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "received", "the last day is not over"
    with on("2026-09-30"):
        tasks.sweep_deadlines()
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "accepted"
    assert application.accepted_at == application.received_at
    assert (application.promise_due, application.legal_due) == (date(2026, 10, 12), date(2026, 10, 26))
    notice = Document.objects.get(application=application, kind="acceptance_notice")
    assert notice.content["deemed"] and notice.content["accepted_on"] == "2026-09-21"
    assert notice.content["date"] == "2026-09-30"
    alarm = steps.steps_of(application).last()
    assert (alarm.verb, alarm.data["alarm"], alarm.by.username) == (
        "deem_accepted",
        "notice_overdue",
        "system.deadlines",
    )


def test_after_correction_the_deemed_day_is_that_of_the_complete_set(ours):
    application = ours.awaiting_correction()
    with on("2026-10-08"):
        intake.resubmit(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)
    with on("2026-10-15"):
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "accepted"
    assert application.accepted_at == application.resubmitted_at
    assert application.promise_due == date(2026, 10, 21)


def test_after_correction_acceptance_dates_from_the_day_the_complete_set_was_in(ours):
    """domain.md 11.3: a window that looks at it some days later takes nothing from the citizen."""
    application = ours.awaiting_correction()
    with on("2026-10-08"):
        intake.resubmit(hall=ours.hall, number=application.number, ticks=ours.ticks(), by=ours.clerk)
    with on("2026-10-12"):
        application = intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert application.accepted_at == application.resubmitted_at and application.promise_due == date(2026, 10, 21)
    told = application.documents.get(kind="acceptance_notice").content
    assert (told["accepted_on"], told["date"], told["deemed"]) == ("2026-10-08", "2026-10-12", False)
    promise = next(why for why in whys_of(application) if why.key == "promise")
    assert "交齐全部补正材料之日即为受理之日" in "".join(promise.explanation.sentences)


def test_corrections_that_do_not_come_mean_withdrawn_once(ours):
    application = ours.awaiting_correction()
    with on("2026-10-08"):
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "awaiting_correction", "the last day is not over"
    with on("2026-10-09"):
        tasks.sweep_deadlines()
        tasks.sweep_deadlines()
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert Document.objects.filter(application=application, kind="withdrawal_notice").count() == 1


def test_one_application_that_fails_stops_no_other(ours, monkeypatch):
    broken, sound = ours.receive(), ours.receive()
    real = sweeping.deem_accepted

    def fails_once(*, application_id, by):
        if application_id == broken.pk:
            raise ValueError("a standard without a unit")
        return real(application_id=application_id, by=by)

    monkeypatch.setattr(tasks, "deem_accepted", fails_once)
    fails_once.__name__ = "deem_accepted"
    with on("2026-09-30"):
        tasks.sweep_deadlines()
    sound.refresh_from_db()
    assert sound.state == "accepted"


def test_only_the_system_deems(ours):
    application = ours.receive()
    with on("2026-09-30"), pytest.raises(NotPermitted):
        sweeping.deem_accepted(application_id=application.pk, by=ours.clerk)


def test_accepting_after_the_five_days_is_the_laws_act_as_of_receipt(ours):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-10-15"):
        accepted = intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert (accepted.state, accepted.promise_due) == ("accepted", date(2026, 10, 12))
    assert accepted.accepted_at == application.received_at
    last = steps.steps_of(application).last()
    assert (last.verb, last.by.username) == ("deem_accepted", "system.deadlines")


@pytest.mark.parametrize("verb", ["request_correction", "refuse"])
def test_after_the_five_days_nothing_is_asked_for_or_refused_any_more(ours, verb):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-10-15"), pytest.raises(NoticePeriodOver) as over:
        ours.do(verb, application)
    assert over.value.status == 409 and "9月29日" in over.value.words and "视为受理" in over.value.words
    application.refresh_from_db()
    assert application.state == "accepted", "what the law says is on record although the act was refused"
    kinds = set(application.documents.values_list("kind", flat=True))
    assert kinds == {"receipt", "acceptance_notice"}


@pytest.mark.parametrize("verb", ["request_correction", "refuse"])
def test_on_the_last_day_both_are_still_possible(ours, verb):
    application = ours.receive(ticks=ours.ticks(m1="missing"))
    with on("2026-09-29"):
        assert ours.do(verb, application).state in {"awaiting_correction", "refused"}
