"""T46: many want the last place of a slot in the same moment. One gets it, and the counter says so.

The full form is `python -m benchmarks.last_slot`. The negative control takes the lock away: then the counter goes wrong, or the
database has to refuse.
"""

import pytest
from django.db import IntegrityError

from hall.kernel import clock
from queueing.models import Appointment, Slot
from queueing.verbs import booking
from queueing.verbs.booking import _book
from tests.factories import resident_id
from tests.factories.slots import a_booking_hall, an_appointment, at
from tests.queueing.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, ROUNDS = 24, 3
NOW = at("2026-09-21T10:00")


def wanted(small, begins, n):
    """One client of a crowd; what it got, or what it was told."""
    with clock.frozen(NOW):
        return an_appointment(small, begins, id_number=resident_id(5000 + n))


def left_with_one(small, begins):
    """All places of the slot but the last are taken."""
    with clock.frozen(NOW):
        for n in range(5):
            an_appointment(small, begins, id_number=resident_id(4000 + n))


def test_the_last_place_goes_to_exactly_one_of_many():
    small = a_booking_hall()
    for begins in ("2026-09-22T09:00", "2026-09-23T10:00", "2026-09-24T14:00")[:ROUNDS]:
        left_with_one(small, begins)
        found = all_at_once(lambda n, begins=begins: wanted(small, begins, n), threads=CLIENTS)
        won = [one for one in found if isinstance(one, Appointment)]
        told = {type(one).__name__ for one in found if not isinstance(one, Appointment)}
        slot = Slot.objects.get(begins_at=at(begins))
        assert len(won) == 1 and told == {"SlotFull"}
        assert slot.taken == slot.capacity == slot.appointments.filter(state="booked").count() == 6


def test_without_the_lock_the_same_crowd_breaks_the_counter_or_meets_the_databases_own_refusal(monkeypatch):
    monkeypatch.setattr(booking, "lock", lambda rows: rows)
    small, refused = a_booking_hall(), []

    def unlocked(*args):
        try:
            return _book(*args)
        except IntegrityError as error:
            refused.append(error)
            raise

    monkeypatch.setattr(booking, "_book", unlocked)
    begins = "2026-09-22T09:00"
    all_at_once(lambda n: wanted(small, begins, n), threads=CLIENTS)
    slot = Slot.objects.get(begins_at=at(begins))
    is_wrong = slot.taken != slot.appointments.filter(state="booked").count()
    assert refused or is_wrong
