"""Two people who come for each other at the same moment: nobody waits for ever, nobody is refused."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from hall.permissions import system_person
from hall.verbs.parties import register_party
from queueing.models import Ticket
from queueing.verbs import calling, people, taking_in
from tests.factories import PartyFactory, resident_id
from tests.factories.queue import a_small_hall
from tests.queueing.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(monkeypatch):
    """Two known persons whose names change with each registration; both acts meet after their first registration."""
    meeting, mine = threading.Barrier(2), threading.local()

    def register(**person):
        party = register_party(**person)
        if not getattr(mine, "has_met", False):
            mine.has_met = True
            with suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=1)
        return party

    monkeypatch.setattr(people, "register_party", register)
    return [PartyFactory(id_number=resident_id(serial)) for serial in (501, 502)]


def given(party, n):
    return {"name": f"{party.name}{n}", "id_type": "resident", "id_number": party.id_number}


def take_for_each_other(pair):
    small = a_small_hall()
    return all_at_once(lambda n: small.ticket(**given(pair[n], n), principal=given(pair[1 - n], n)), threads=2)


def test_both_get_their_ticket(pair):
    assert [type(found) for found in take_for_each_other(pair)] == [Ticket, Ticket]


def test_in_the_order_given_one_of_them_is_refused_by_the_database(pair, monkeypatch):
    monkeypatch.setattr(people, "in_one_order", lambda given: [(n, one) for n, one in enumerate(given) if one])
    assert any(isinstance(found, OperationalError) for found in take_for_each_other(pair))


def test_at_two_windows_both_are_taken_in(pair):
    small = a_small_hall()
    for n in range(2):
        small.window()
        small.ticket()
        calling.call_next(hall=small.hall, window_code=small.windows[n].code, by=small.clerks[n])

    def take_in(n):
        return taking_in.take_in(
            hall=small.hall, window_code=small.windows[n].code, matter_code=small.matters[0].code,
            applicant=given(pair[n], n), agent=given(pair[1 - n], n), ticks=[], form={}, then="receive",
            by=small.clerks[n],
        )  # fmt: skip

    assert [found.state for found in all_at_once(take_in, threads=2)] == ["received", "received"]


def test_a_machine_that_changes_nothing_locks_nobody(pair):
    kiosk = system_person("kiosk")
    with CaptureQueriesContext(connection) as statements:
        register_party(**given(pair[0], 0), by=kiosk)
    assert len(statements) and not [one for one in statements if " FOR " in one["sql"]]
