"""Many counters and many machines at once: nobody called twice, nobody forgotten, no number twice, none skipped.

Each proof has its negative control: with the locks taken away the same race goes wrong.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection

from hall import numbers
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Party
from queueing import locks, numbering
from queueing.errors import DuplicateTicket
from queueing.models import Queue, Service, Ticket
from queueing.states import TicketState
from queueing.verbs import calling
from tests.factories import resident_id
from tests.factories.queue import SmallHall, a_small_hall

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS, TICKETS = 20, 400


def a_full_hall(tickets: int = TICKETS) -> SmallHall:
    """Twenty open windows and a line of people, every fifth of them with priority."""
    small = a_small_hall()
    for _ in range(CLERKS):
        small.window()
    now = clock.now()
    people = Party.objects.bulk_create(
        Party(kind="person", name=f"李{n}", id_type="passport", id_number=f"E{n:08d}", id_index=f"i{n}")
        for n in range(tickets)
    )
    Ticket.objects.bulk_create(
        Ticket(
            hall=small.hall, queue=small.queue, day=now.date(), serial=n, number=f"A{n:03d}",
            token=numbering.new_token(), party=person, channel="kiosk", priority="disabled" if n % 5 == 0 else "",
            position=n * 1000, issued_at=now, queued_at=now,
        )
        for n, person in enumerate(people, 1)
    )  # fmt: skip
    return small


def all_at_once(work: Callable[[int], Any], threads: int = CLERKS) -> list[Any]:
    """Run `work(n)` in that many threads from one starting shot; what they return, errors included."""
    start, found = threading.Barrier(threads), []

    def run(n: int) -> None:
        try:
            start.wait()
            found.append(work(n))
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    crowd = [threading.Thread(target=run, args=(n,)) for n in range(threads)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    return found


def serve_until_empty(small: SmallHall, window: int) -> int:
    """One clerk calls and sees people off until nobody waits; returns how many calls the database had to refuse."""
    refused = 0
    here = {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}
    while True:
        try:
            if calling.call_next(**here) is None:
                return refused
            calling.miss(**here, reason="测试")
        except (IntegrityError, DatabaseError, DomainError):
            refused += 1


def test_twenty_clerks_call_four_hundred_people_each_exactly_once_and_in_order():
    small = a_full_hall()
    errors = [found for found in all_at_once(lambda n: serve_until_empty(small, n)) if found != 0]
    assert errors == []
    called = list(Service.objects.order_by("ticket__call_sequence").values_list("ticket__serial", "ticket__priority"))
    assert len(called) == len({serial for serial, _ in called}) == TICKETS
    for wanted in ("", "disabled"):
        serials = [serial for serial, priority in called if priority == wanted]
        assert serials == sorted(serials)
    assert not Ticket.objects.filter(state=TicketState.WAITING).exists()


def test_without_the_locks_the_same_race_calls_people_twice(monkeypatch):
    small = a_full_hall(tickets=60)
    monkeypatch.setattr(locks, "COVERED_QUEUES", locks.COVERED_QUEUES.replace("FOR NO KEY UPDATE OF q", ""))
    monkeypatch.setattr(locks, "WAITING_TICKET", locks.WAITING_TICKET.replace("FOR NO KEY UPDATE", ""))
    found = all_at_once(lambda n: serve_until_empty(small, n))
    doubles = sum(count for count in found if isinstance(count, int))
    doubles += Service.objects.count() - Service.objects.values("ticket").distinct().count()
    assert doubles >= 1


def test_a_call_and_a_cancellation_of_the_same_ticket_never_both_win():
    from queueing.verbs.tickets import cancel_ticket

    small = a_full_hall(tickets=30)
    tokens = list(Ticket.objects.order_by("position").values_list("token", flat=True))

    def work(n: int) -> Any:
        if n % 2:
            return serve_until_empty(small, n)
        results = []
        for token in tokens[n // 2 :: CLERKS // 2]:
            try:
                results.append(cancel_ticket(hall=small.hall, token=token, by=small.guide).pk)
            except DomainError as error:
                results.append(error.code)
        return results

    all_at_once(work)
    states = dict.fromkeys(Ticket.objects.values_list("state", flat=True))
    assert set(states) <= {"cancelled", "missed"}
    assert not Service.objects.filter(ended_at=None).exists()


def take_many(small: SmallHall, n: int, each: int = 6) -> list[Any]:
    """One machine: each press is sent twice with its key."""
    got: list[Any] = []
    for press in range(each):
        wishes = {"id_number": resident_id(10_000 + n * 37 + press * 997), "idempotency_key": f"m{n}-{press}"}
        for _ in range(2):
            try:
                got.append(small.ticket(**wishes).number)
            except DomainError as error:
                got.append(error)
    return got


def test_repeated_presses_on_many_machines_give_one_gap_free_number_each():
    small = a_small_hall()
    found = all_at_once(lambda n: take_many(small, n // 2), threads=16)  # two threads send the same presses
    assert [
        error for got in found for error in (got if isinstance(got, list) else [got]) if not isinstance(error, str)
    ] == []
    serials = sorted(Ticket.objects.values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert Ticket.objects.count() == Ticket.objects.values("idempotency_key").distinct().count() == 48


def test_without_the_counter_lock_numbers_collide(monkeypatch):
    small = a_small_hall()

    def by_counting(key: str) -> int:
        return Ticket.objects.count() + 1

    monkeypatch.setattr(numbering, "next_number", by_counting)
    found = all_at_once(lambda n: take_many(small, n, each=4), threads=12)
    assert any(isinstance(got, IntegrityError) for got in found)
    assert numbers.next_number is not by_counting


def test_one_person_at_two_machines_gets_one_ticket():
    small, number = a_small_hall(), resident_id(77)
    found = all_at_once(lambda n: small.ticket(id_number=number), threads=6)
    assert sum(isinstance(got, DuplicateTicket) for got in found) == 5
    assert Ticket.objects.count() == 1


def test_numbers_start_anew_at_midnight_for_each_hall_and_letter():
    small, other = a_small_hall(), a_small_hall()
    small.ticket(), other.ticket()
    assert small.ticket(queue_code="issuing").number == "C001"
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert small.ticket().number == "A001"
    assert Queue.objects.count() == 4
