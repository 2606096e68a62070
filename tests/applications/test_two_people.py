"""T30: two people, one application, through the pages: one wins, the other sees who and keeps their text.

A few rounds here; five hundred and two hundred with `python -m benchmarks.two_people`.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from applications.models import Decision, Signature
from applications.queries.access import seen_version
from applications.verbs import common, reviewing
from hall.kernel.errors import NotFound
from tests.applications.test_races import at_once
from tests.factories.applications import people

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6
MINE = "第{n}次：我写了很久的意见，经审查场所布局合理，符合条件"
YOURS = "第{n}次：经核查场所与申请不符，不予许可"


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def posts(pages, bodies):
    """Both press their button at the same moment; returns both answers."""
    barrier = Barrier(len(pages))

    def press(page, address, body):
        barrier.wait()
        try:
            return page.post(address, body)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pages)) as pool:
        return list(
            pool.map(lambda given: press(*given), [(page, *body) for page, body in zip(pages, bodies, strict=True)])
        )


def test_of_one_who_grants_and_one_who_denies_exactly_one_wins():
    ours = people()
    people_at_it = (ours.approver, ours.colleague())
    pages, won = [browser(person) for person in people_at_it], []
    for n in range(ROUNDS):
        application = ours.accepted()
        address, seen = reverse("application-decision", args=[application.number]), seen_version(application)
        mine, yours = MINE.format(n=n), YOURS.format(n=n)
        grant = {"granted": "1", "reason": mine, "seen": seen}
        deny = {"granted": "0", "reason": yours, "legal_basis": "第三十八条", "confirmed": "1", "seen": seen}
        answers = posts(pages, [(address, grant), (address, deny)])
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        loser = next(i for i, answer in enumerate(answers) if answer.status_code == 409)
        words, decision = answers[loser].content.decode(), Decision.objects.get(application=application)
        assert decision.decided_by == people_at_it[1 - loser] and decision.granted is (loser == 1)
        assert decision.decided_by.name in words, "the loser sees who"
        assert (mine, yours)[loser] in words, "and keeps the text"
        assert Signature.objects.filter(application=application, set_aside_at=None).count() == 1
        won.append(loser)
    assert Decision.objects.count() == ROUNDS


def test_a_stale_form_loses_no_text_and_changes_nothing():
    ours = people(signatures=2)
    late, early = browser(ours.approver), ours.colleague()
    for n in range(ROUNDS):
        application = ours.accepted()
        seen = seen_version(application)
        reviewing.review(number=application.number, granted=True, opinion="建议准予", by=early)
        text = MINE.format(n=n)
        answer = late.post(
            reverse("application-decision", args=[application.number]), {"granted": "1", "reason": text, "seen": seen}
        )
        words = answer.content.decode()
        assert answer.status_code == 409 and early.name in words and text in words
        assert not Decision.objects.filter(application=application).exists()
        again = seen_version(application)
        fresh = {"granted": "1", "reason": text, "seen": again}
        assert late.post(reverse("application-decision", args=[application.number]), fresh).status_code == 302


def transfers(ours, application):
    seen = seen_version(application)
    return [
        lambda to=to: reviewing.transfer(
            number=application.number, to=to.username, reason="由其主办", seen_state_version=seen, by=ours.approver
        )
        for to in (ours.colleague(), ours.colleague())
    ]


def test_of_two_transfers_from_the_same_page_one_is_lost_to_nobody():
    ours = people()
    outcomes = at_once(*transfers(ours, ours.accepted()))
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1


def test_without_the_row_lock_both_would_believe_they_won(monkeypatch):
    """The negative control: take the lock away, let both read before either writes, and one update is lost."""
    ours = people()
    acts = transfers(ours, ours.accepted())
    both_have_read = Barrier(2)

    def unlocked(rows, **lookup):
        row = rows.filter(**lookup).first()
        if row is None:
            raise NotFound()
        return row

    def checked_together(application, seen):
        both_have_read.wait(10)

    monkeypatch.setattr(common, "locked", unlocked)
    monkeypatch.setattr(reviewing, "check_not_changed", checked_together)
    assert not [outcome for outcome in at_once(*acts) if isinstance(outcome, Exception)]
