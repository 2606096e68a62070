"""Two people at once: one wins, the other sees who."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from applications.errors import ChangedMeanwhile, TooManyTries
from applications.models import Application, Decision, Document
from applications.verbs import common, deciding, guessing, intake
from hall.kernel.errors import NotFound, StateConflict
from tests.factories.applications import people

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together; returns what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def deciders(ours, application):
    second = ours.colleague()
    return [
        lambda by=by, granted=granted: deciding.decide(
            number=application.number, granted=granted, reason="经审查", legal_basis="第三十八条", by=by
        )
        for by, granted in ((ours.approver, True), (second, False))
    ]


def test_of_two_approvers_one_decides_and_the_other_sees_who():
    ours = people()
    application = ours.accepted()
    outcomes = at_once(*deciders(ours, application))
    lost = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(lost) == 1 and isinstance(lost[0], ChangedMeanwhile), outcomes
    decision = Decision.objects.get(application=application)
    assert decision.decided_by.name in lost[0].words
    assert ours.release(application).state == "awaiting_collection"
    assert Document.objects.filter(application=application, kind__in=["grant", "denial"]).count() == 1


def test_a_double_accept_issues_one_notice():
    ours = people()
    application = ours.receive()
    accept = lambda: intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)  # noqa: E731
    outcomes = at_once(accept, accept)
    assert sum(isinstance(outcome, StateConflict) for outcome in outcomes) == 1
    assert Document.objects.filter(application=application, kind="acceptance_notice").count() == 1


def test_without_the_row_lock_both_would_pass(monkeypatch):
    """The negative control: take the lock away, let both read before either writes, and both believe they accepted."""
    ours = people()
    application = ours.receive()
    both_have_read = Barrier(2)

    def unlocked(rows, **lookup):
        row = rows.filter(**lookup).first()
        both_have_read.wait(10)
        if row is None:
            raise NotFound()
        return row

    monkeypatch.setattr(common, "locked", unlocked)
    accept = lambda: intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)  # noqa: E731
    outcomes = at_once(accept, accept)
    assert all(isinstance(outcome, Application) for outcome in outcomes)
    assert Document.objects.filter(application=application, kind="acceptance_notice").count() == 2


def test_numbers_taken_at_once_have_no_gap_and_no_double():
    ours = people()
    outcomes = at_once(*[ours.receive] * 6)
    numbers = sorted(outcome.number[9:14] for outcome in outcomes)
    assert numbers == [f"{n:05d}" for n in range(1, 7)]


def test_guesses_sent_at_once_pass_no_more_than_one_after_another():
    def guess(n):
        guessing.count_try("BJ260921-00001-0", "10.0.0.1")

    outcomes = at_once(*[lambda n=n: guess(n) for n in range(12)])
    assert sum(isinstance(outcome, TooManyTries) for outcome in outcomes) == 12 - guessing.HERE.most
