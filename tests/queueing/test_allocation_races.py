"""Managers re-allocate while others do and while clerks call: nobody is stranded, nobody called twice.

The negative control takes the locks away: two managers then each trust the window the other moves.
"""

from itertools import count
from typing import Any

import pytest

from hall.kernel.errors import DomainError
from hall.models import Hall
from hall.roles import Role
from queueing.allocation import OPEN, best_standing
from queueing.models import Service, Ticket
from queueing.queries.allocation import allocation_of, posts_of, rules_of, version_of, wants_of
from queueing.verbs import allocating
from tests.factories import QueueFactory, StaffFactory
from tests.factories.queue import SmallHall, a_small_hall
from tests.queueing.test_races import a_full_hall, all_at_once, serve_until_empty

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def two_windows_and_a_line() -> SmallHall:
    small = a_small_hall()
    small.window(), small.window()
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    small.ticket()
    return small


def stranded_now(hall: Hall) -> list[str]:
    """The numbers that no open window can serve."""
    posts, rules = posts_of(hall, allocation_of(hall)), rules_of(hall)
    return [ticket.number for ticket, want in wants_of(hall) if best_standing(want, posts, rules) < OPEN]


def each_moves_a_window(small: SmallHall) -> list[Any]:
    managers = [StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER]) for _ in small.windows]

    def move(n: int) -> Any:
        return allocating.move_windows(
            hall=small.hall, version=0, windows=[small.windows[n].code], queue="consulting", mode="only",
            reason="各自调配", by=managers[n],
        )  # fmt: skip

    return all_at_once(move, threads=len(managers))


def test_two_managers_never_take_both_windows_away_at_once():
    for _ in range(ROUNDS):
        small = two_windows_and_a_line()
        found = each_moves_a_window(small)
        assert sorted(type(got).__name__ for got in found) == ["Reallocation", "TicketsStranded"]
        assert stranded_now(small.hall) == []


def test_without_the_locks_they_do(monkeypatch):
    monkeypatch.setattr(allocating, "lock_allocation", lambda hall: None)
    monkeypatch.setattr(allocating, "locked_rows", list)
    numbers = count(100)
    monkeypatch.setattr(allocating, "version_of", lambda hall: next(numbers))
    for _ in range(ROUNDS * 5):
        small = two_windows_and_a_line()
        each_moves_a_window(small)
        if stranded_now(small.hall):
            return
    pytest.fail("the control did not fail: the proof above proves nothing")


def test_clerks_call_everybody_once_and_in_order_while_a_manager_moves_their_windows():
    small = a_full_hall(tickets=120)
    QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    manager = StaffFactory(hall=small.hall, roles=[Role.HALL_MANAGER])
    codes, last = [window.code for window in small.windows], len(small.windows) - 1
    moved = []

    def move() -> None:
        for n in range(8):
            try:
                chosen = codes[n % 4 : 12]
                mode = "first" if n % 2 else "only"
                queue = "comprehensive" if n % 2 else "consulting"
                version = version_of(small.hall)
                moved.append(
                    allocating.move_windows(
                        hall=small.hall,
                        version=version,
                        windows=chosen,
                        queue=queue,
                        mode=mode,
                        reason="轮换",
                        by=manager,
                    )
                )
            except DomainError as refused:
                moved.append(refused)

    errors = [got for got in all_at_once(lambda n: move() if n == last else serve_until_empty(small, n)) if got]
    assert errors == [] and sum(not isinstance(got, DomainError) for got in moved) >= 4
    serve_until_empty(small, last)
    called = list(Service.objects.order_by("ticket__call_sequence").values_list("ticket__serial", "ticket__priority"))
    assert len(called) == len({serial for serial, _ in called}) == 120
    for wanted in ("", "disabled"):
        serials = [serial for serial, priority in called if priority == wanted]
        assert serials == sorted(serials)
    assert not Ticket.objects.filter(state="waiting").exists()
