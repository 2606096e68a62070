"""The house stands: tables, steps, numbers."""

import pytest
from django.db import DatabaseError, transaction

from hall import steps
from hall.models import Step
from hall.numbers import next_number
from tests.factories import PartyFactory, StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db


def test_a_published_matter_can_be_made():
    assert a_published_matter(materials=3).materials.count() == 3


def test_numbers_under_one_key_have_no_gaps():
    assert [next_number("t") for _ in range(3)] == [1, 2, 3]


def test_steps_are_chained_when_sealed_and_a_change_is_refused():
    party, by = PartyFactory(), StaffFactory()
    for verb in ("reveal", "reveal", "correct"):
        steps.record(party, verb, by)
    assert steps.seal() == 3
    assert steps.first_broken_link() is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(reason="changed afterwards")
