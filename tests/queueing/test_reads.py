"""What desk, screens and phones read."""

from datetime import timedelta

import pytest
import time_machine

from hall.kernel import clock
from hall.kernel.errors import NotFound
from queueing.queries.board import board, hall_version, zones
from queueing.queries.desk import desk
from queueing.queries.tickets import followed, live_tickets, ticket_by_token
from queueing.verbs import calling, windows
from tests.factories import StaffFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall(matters=3)
    made.window()
    return made


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


def test_a_clerk_without_a_window_sees_which_can_be_opened(small):
    small.window(opened=False, code="09")
    found = desk(StaffFactory(hall=small.hall))
    assert found.session is None and [window.code for window in found.windows] == ["09"]


def test_the_desk_shows_the_person_the_matters_and_the_next_five(small, django_assert_max_num_queries):
    codes = [matter.code for matter in small.matters]
    small.ticket(matter_codes=codes)
    for _ in range(7):
        small.ticket()
    calling.call_next(**at(small))
    with django_assert_max_num_queries(14):
        found = desk(small.clerks[0])
    assert found.ticket.number == "A001" and [m.code for m in found.matters] == codes
    assert found.waiting == 7 and [t.number for t in found.next_five] == ["A002", "A003", "A004", "A005", "A006"]
    assert "start" in found.verbs and "finish" not in found.verbs
    assert found.undo_until is not None and found.last_call_at is not None
    with time_machine.travel(clock.now() + timedelta(seconds=11)):
        assert desk(small.clerks[0]).undo_until is None


def test_the_board_shows_the_newest_call_first_and_marks_a_recall(small, django_assert_num_queries):
    small.window()
    for _ in range(3):
        small.ticket()
    calling.call_next(**at(small)), calling.call_next(**at(small, 1))
    calling.recall(**at(small))
    with django_assert_num_queries(5):
        shown = board(small.hall)
    assert [(call.number, call.window, call.again) for call in shown.calls] == [
        ("A001", "01", True), ("A002", "02", False),
    ]  # fmt: skip
    assert (shown.waiting, shown.open_windows, shown.missed) == (1, 2, [])
    calling.miss(**at(small), reason="测试")
    assert board(small.hall).missed == ["A001"] and board(small.hall).version != shown.version
    assert board(small.hall).version == board(small.hall).version


def test_a_board_of_an_area_shows_only_its_windows(small):
    small.ticket()
    calling.call_next(**at(small))
    assert zones(small.hall) == ["一层东区"]
    assert board(small.hall, "一层东区").calls and not board(small.hall, "二层").calls
    assert not board(a_small_hall().hall).calls


def test_the_version_of_a_hall_changes_with_every_act(small):
    before = hall_version(small.hall.code)
    windows.pause_window(**at(small), reason="午餐")
    assert hall_version(small.hall.code) != before and board(small.hall).paused_windows == 1


def test_a_phone_sees_its_place_and_the_area_to_wait_in(small):
    first, second = small.ticket(), small.ticket()
    assert followed(second.token).wait.ahead == 1 and followed(second.token).zones == ["一层东区"]
    small.ticket(priority="disabled")
    assert followed(first.token).wait.ahead == 1
    calling.call_next(**at(small)), calling.miss(**at(small), reason="测试")
    calling.call_next(**at(small))
    assert followed(first.token).wait is None and followed(second.token).is_near
    with pytest.raises(NotFound):
        ticket_by_token("x")


def test_a_guide_lists_the_tickets_that_are_not_over(small):
    small.ticket(), small.ticket()
    assert live_tickets(small.hall).count() == 2
    assert [ticket.number for ticket in live_tickets(small.hall, "a002")] == ["A002"]
    assert not live_tickets(a_small_hall().hall).exists()
