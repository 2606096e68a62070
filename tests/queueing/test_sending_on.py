"""Sending the person on: to a room and back, to a queue, a window or a colleague; never stranded, and told in steps."""

import pytest

from hall.kernel import clock
from hall.kernel.errors import NotFound
from queueing.errors import (
    NobodyServesQueue,
    NobodyThere,
    NotParked,
    OwnWindow,
    PausedThere,
    ReasonNeeded,
    RoomNeeded,
    WindowBusy,
)
from queueing.models import Service, Ticket
from queueing.queries.rebuilding import compared
from queueing.states import TicketState
from queueing.verbs import calling, windows
from queueing.verbs.capabilities import set_capability
from queueing.verbs.transferring import release_stranded
from queueing.window_errors import ConsultOnly
from tests.factories import QueueFactory, StaffFactory, WindowQueueFactory
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window(), made.window(), made.window(kind="issuing", code="31")
    return made


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


def serving(small, window=0):
    ticket = calling.call_next(**at(small, window))
    calling.start(**at(small, window))
    return ticket


def test_a_parked_person_frees_the_window_and_is_taken_back_without_a_call(small):
    small.ticket(), small.ticket()
    parked = serving(small)
    assert calling.park(**at(small), room=" 302 拍照室 ").room == "302 拍照室"
    other = calling.call_next(**at(small))
    with pytest.raises(WindowBusy):
        calling.take_back(**at(small), number=parked.number)
    calling.start(**at(small))
    calling.finish(**at(small))
    back = calling.take_back(**at(small), number=parked.number.lower())
    assert (back.pk, back.state, back.room) == (parked.pk, TicketState.SERVING, "")
    calling.finish(**at(small))
    outcomes = list(Service.objects.order_by("id").values_list("ticket", "outcome"))
    assert outcomes == [(parked.pk, "park"), (other.pk, "finish"), (parked.pk, "finish")]
    assert compared(small.hall, clock.today()).differences == []


def test_a_room_has_to_be_named_and_only_who_is_parked_comes_back(small):
    small.ticket()
    ticket = serving(small)
    with pytest.raises(RoomNeeded):
        calling.park(**at(small), room="  ")
    with pytest.raises(NotParked):
        calling.take_back(**at(small, 1), number=ticket.number)


def test_back_in_the_line_from_a_room_the_person_is_before_all_who_came_later(small):
    for _ in range(3):
        small.ticket()
    first = serving(small)
    calling.park(**at(small), room="302")
    back = calling.unpark(hall=small.hall, token=first.token, by=small.guide)
    assert (back.state, back.window) == (TicketState.WAITING, None)
    assert calling.call_next(**at(small, 1)).pk == first.pk
    assert compared(small.hall, clock.today()).differences == []


def test_a_transferred_person_keeps_number_time_and_place_by_the_time_of_issue(small):
    first = small.ticket()
    small.ticket(queue_code="issuing")
    serving(small)
    sent = calling.transfer(**at(small), queue_code="issuing", reason="只取证")
    assert (sent.number, sent.issued_at, sent.position) == (first.number, first.issued_at, first.position)
    assert calling.call_next(**at(small, 2)).pk == first.pk


def test_nobody_is_sent_into_a_queue_that_no_window_serves(small):
    empty = QueueFactory(hall=small.hall, code="photo", name="照相", kind="consulting", prefix="P")
    ticket = small.ticket()
    serving(small)
    with pytest.raises(NobodyServesQueue, match="没有窗口受理“照相”队列"):
        calling.transfer(**at(small), queue_code="photo", reason="照相")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.queue_id) == (TicketState.SERVING, small.queue.pk)
    WindowQueueFactory(window=small.windows[1], queue=empty)
    assert calling.transfer(**at(small), queue_code="photo", reason="照相").queue_id == empty.pk


def test_to_a_window_only_that_window_calls(small):
    mine, later = small.ticket(), small.ticket()
    serving(small)
    calling.transfer(**at(small), to_window="02", reason="由02号续办")
    assert calling.call_next(**at(small)).pk == later.pk
    called = calling.call_next(**at(small, 1))
    assert (called.pk, called.queue_id) == (mine.pk, small.queue.pk)


def test_to_a_colleague_wherever_they_sit(small):
    mine = small.ticket()
    serving(small)
    calling.transfer(**at(small), to_clerk=small.clerks[1].username, reason="专人办理")
    assert calling.call_next(**at(small)) is None
    assert calling.call_next(**at(small, 1)).pk == mine.pk


def test_to_a_window_of_another_queue_the_person_waits_in_its_queue(small):
    small.ticket()
    serving(small)
    assert calling.transfer(**at(small), to_window="31", reason="取证").queue_id == small.issuing.pk


def test_nobody_is_sent_where_nobody_sits_or_back_to_the_own_window(small):
    small.ticket()
    ticket = serving(small)
    windows.close_window(**at(small, 1))
    with pytest.raises(NobodyThere):
        calling.transfer(**at(small), to_window="02", reason="续办")
    with pytest.raises(NobodyThere):
        calling.transfer(**at(small), to_clerk=small.clerks[1].username, reason="续办")
    with pytest.raises(OwnWindow):
        calling.transfer(**at(small), to_window="01", reason="续办")
    with pytest.raises(ReasonNeeded):
        calling.transfer(**at(small), to_window="31", reason=" ")
    with pytest.raises(NotFound):
        calling.transfer(**at(small), queue_code="nowhere", reason="续办")
    assert Ticket.objects.get(pk=ticket.pk).state == TicketState.SERVING


def test_who_waits_for_a_window_that_closed_is_freed_for_any(small):
    mine = small.ticket()
    serving(small)
    calling.transfer(**at(small), to_window="02", reason="由02号续办")
    assert release_stranded(small.hall) == []
    windows.close_window(**at(small, 1))
    assert calling.call_next(**at(small)).pk == mine.pk


def test_nobody_is_sent_to_a_window_or_a_colleague_that_only_advises_on_their_matters(small):
    small.ticket()
    ticket = serving(small)
    manager = StaffFactory(hall=small.hall, roles=["hall_manager"])
    matter = {"matter_code": small.matters[0].code, "level": "consult"}
    set_capability(hall=small.hall, window_code="02", **matter, by=manager)
    with pytest.raises(ConsultOnly) as refused:
        calling.transfer(**at(small), to_window="02", reason="续办")
    assert "01号" in refused.value.words
    with pytest.raises(ConsultOnly):
        calling.transfer(**at(small), to_clerk=small.clerks[1].username, reason="续办")
    assert Ticket.objects.get(pk=ticket.pk).state == TicketState.SERVING
    assert calling.transfer(**at(small), to_window="31", reason="取证").queue_id == small.issuing.pk


def test_back_from_a_room_any_window_calls_also_who_was_sent_to_one_that_closed_meanwhile(small):
    mine, _later = small.ticket(), small.ticket()
    serving(small)
    calling.transfer(**at(small), to_window="02", reason="由02号续办")
    serving(small, 1)
    calling.park(**at(small, 1), room="302")
    windows.close_window(**at(small, 1))
    calling.unpark(hall=small.hall, token=mine.token, by=small.guide)
    assert calling.call_next(**at(small)).pk == mine.pk


def test_nobody_is_sent_to_a_window_that_pauses(small):
    small.ticket()
    serving(small)
    windows.pause_window(**at(small, 1), reason="午餐")
    with pytest.raises(PausedThere, match="午餐"):
        calling.transfer(**at(small), to_window=small.windows[1].code, reason="请专人办理")
    windows.resume_window(**at(small, 1))
    assert calling.transfer(**at(small), to_window=small.windows[1].code, reason="请专人办理").state == "waiting"
