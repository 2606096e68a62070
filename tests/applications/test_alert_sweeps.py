"""The beat finds what time brought about and stores it once: with two beats at once, and after an outage (T4, T32)."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from applications import tasks
from applications.models import Alert
from applications.queries import alerting
from applications.verbs import alerting as storing
from applications.verbs import procedures
from hall.config.celery import app
from hall.kernel import clock
from hall.permissions import system_person
from tests.architecture.house import calls_in, modules, name_of
from tests.factories.applications import people


def on(day: str, hour: int = 10):
    return clock.frozen(datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=clock.BEIJING))


def kinds(application) -> list[str]:
    return list(Alert.objects.filter(application=application).order_by("pk").values_list("kind", flat=True))


def test_each_light_is_stored_when_it_first_shows_and_never_again(ours):
    application = ours.accepted()  # due on 10-12 by promise, on 10-26 by law
    days = ["2026-09-28", "2026-09-30", "2026-10-09", "2026-10-10", "2026-10-12", "2026-10-13", "2026-10-27"]
    for day in days:
        with on(day):
            tasks.sweep_deadlines()
            tasks.sweep_deadlines()
    found = {one.kind: one for one in Alert.objects.filter(application=application)}
    assert len(found) == Alert.objects.filter(application=application).count()
    assert {"half", "amber", "due", "red", "black"} <= set(found)
    assert found["red"].fired_at.date().isoformat() == "2026-10-10" and found["black"].due == application.legal_due


def test_a_week_without_a_beat_is_made_up_in_one_sweep_each_event_once(ours):
    accepted, received, waiting = (
        ours.accepted(),
        ours.receive(ticks=ours.ticks(m1="missing")),
        ours.awaiting_correction(),
    )
    with on("2026-10-27"):
        tasks.sweep_deadlines()
        first = {one.pk: kinds(one) for one in (accepted, received, waiting)}
        tasks.sweep_deadlines()
    assert first == {one.pk: kinds(one) for one in (accepted, received, waiting)}
    assert {"half", "amber", "due", "red", "black"} <= set(first[accepted.pk])
    assert first[received.pk].count("deemed") == 1 and first[waiting.pk] == ["correction"]


def test_an_hour_without_a_beat_loses_nothing(ours):
    application = ours.accepted()
    with on("2026-10-09", 23):
        tasks.sweep_deadlines()
    before = kinds(application)
    with on("2026-10-10", 0):
        tasks.sweep_deadlines()
    assert "red" not in before and kinds(application) == [*before, "red"]


def test_after_a_stop_the_clock_runs_anew_and_warns_anew(ours):
    application = ours.accepted()
    with on("2026-10-09"):
        tasks.sweep_deadlines()
        procedures.begin_procedure(
            number=application.number, kind="hearing", reason="听证", expected_days=20, by=ours.approver
        )
        tasks.sweep_deadlines()
    assert kinds(application).count("amber") == 1
    with on("2026-10-20"):
        procedures.end_procedure(number=application.number, result="听证已举行", by=ours.approver)
        tasks.sweep_deadlines()
        tasks.sweep_deadlines()
    rounds = (
        Alert.objects.filter(application=application, kind="amber").order_by("round").values_list("round", flat=True)
    )
    assert list(rounds) == [0, 1]


def test_a_delivery_that_did_not_happen_is_found(ours):
    application = ours.in_state("awaiting_collection")
    with on("2026-10-30"):
        tasks.sweep_deadlines()
    assert "delivery" in kinds(application)


def test_looking_for_warnings_takes_a_constant_number_of_statements(ours, django_assert_max_num_queries):
    for _ in range(3):
        ours.accepted()
    with on("2026-10-27"), django_assert_max_num_queries(40):
        assert len(alerting.to_warn()) == 3
    for _ in range(5):
        ours.accepted()
    with on("2026-10-27"), django_assert_max_num_queries(40):
        assert len(alerting.to_warn()) == 8


def both(application_id: int) -> list[bool]:
    """Two sweepers that found the same application at the same moment."""
    by, together, made = system_person("deadlines"), threading.Barrier(2), []

    def sweep():
        with on("2026-10-27"):
            together.wait()
            try:
                made.append(storing.warn(application_id=application_id, by=by))
            finally:
                connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return made


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_store_each_alert_once(on_a_working_day):
    application = people().accepted()
    assert sorted(both(application.pk)) == [False, True]
    found = kinds(application)
    assert len(found) == len(set(found)) >= 5


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_and_the_constraint_two_beats_store_them_twice(on_a_working_day, monkeypatch):
    """The negative control: the race is real."""
    application = people().accepted()
    together = threading.Barrier(2)

    def unlocked(rows, **lookup):
        return rows.get(**lookup)

    def hasty(application, due, number=0):
        Alert.objects.create(
            hall_id=application.hall_id, application=application, department_id=application.department_id,
            kind=due.kind, step=due.step, round=number, due=due.due, words=due.words, fired_at=clock.now(),
        )  # fmt: skip
        return True

    def found_by_both(application):
        found = alerting.due_now(application)
        together.wait(10)
        return found

    monkeypatch.setattr(storing, "locked", unlocked)
    monkeypatch.setattr(storing, "store", hasty)
    monkeypatch.setattr(storing, "due_now", found_by_both)
    unique = next(one for one in Alert._meta.constraints if one.name == "an_alert_fires_once_for_a_step")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Alert, unique)
    try:
        both(application.pk)
        found = kinds(application)
        assert len(found) > len(set(found))
    finally:
        Alert.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Alert, unique)


def test_nothing_is_scheduled_days_ahead():
    """Sweepers find what is due; a task that waits in the broker for its day would be lost with it."""
    ahead = [
        f"{name_of(path)}: {name}"
        for path in modules()
        for name, call in calls_in(path)
        if {"eta", "countdown"} & {word.arg for word in call.keywords} and not path.match("hall/config/hints.py")
    ]
    assert ahead == []
    assert app.conf.beat_schedule["sweep-deadlines"]["schedule"] <= 300
