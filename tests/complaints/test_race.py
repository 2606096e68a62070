"""Eight answers with one link at the same moment: one counts."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from complaints.errors import RatingLinkClosed
from complaints.models import Rating
from complaints.verbs import ratings
from hall.models import Step
from hall.permissions import system_person
from tests.complaints.services import a_service


def eight_at_once(token: str) -> list[bool]:
    by = system_person("public")

    def answer(_: int) -> bool:
        try:
            ratings.rate(token=token, level="satisfied", channel="sms", by=by)
        except RatingLinkClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as people:
        return list(people.map(answer, range(8)))


@pytest.fixture
def slow_thinking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes between looking at the invitation and writing the answer."""
    check = ratings.check_answer

    def slow(*given: Any) -> None:
        time.sleep(0.1)
        check(*given)

    monkeypatch.setattr(ratings, "check_answer", slow)


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_simultaneous_answers_counts(slow_thinking):
    token = ratings.invite(service_id=a_service().pk)[1]
    assert sum(eight_at_once(token)) == 1
    assert Rating.objects.get().state == "given"
    assert Step.objects.filter(verb="rate").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_row_lock_several_answers_would_count(slow_thinking, monkeypatch):
    token = ratings.invite(service_id=a_service().pk)[1]
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    assert sum(eight_at_once(token)) > 1
