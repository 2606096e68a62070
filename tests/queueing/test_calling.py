"""Calling and serving, one act after the other, refusals beside successes."""

from datetime import timedelta

import pytest
import time_machine

from hall.kernel import clock
from hall.kernel.errors import NotFound, NotPermitted, StateConflict
from hall.models import OutgoingMessage, Step
from queueing.errors import (
    AnotherWindowOpen,
    CallAgainFirst,
    DuplicateTicket,
    MatterAlreadyOnTicket,
    NobodyAtWindow,
    NotYourWindow,
    ReasonNeeded,
    RejoinedAlready,
    TooLateToUndo,
    WindowBusy,
    WindowNotOpen,
    WindowOpenElsewhere,
    WindowPaused,
)
from queueing.events import ServiceFinished
from queueing.models import Service, Ticket
from queueing.verbs import calling, windows
from queueing.verbs.tickets import cancel_ticket, rejoin
from tests.factories import a_published_matter, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window()
    return made


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


def test_an_empty_line_gives_nobody(small):
    assert calling.call_next(**at(small)) is None


def test_first_come_first_called_and_the_sms_names_the_window(small):
    small.ticket(phone="13800138000"), small.ticket()
    called = calling.call_next(**at(small))
    assert (called.number, called.window.code, called.state, called.calls) == ("A001", "01", "called", 1)
    assert "01号窗口" in OutgoingMessage.objects.get(event="called").text
    assert Service.objects.get().ticket == called
    assert Step.objects.get(verb="call").data["window"] == "01"


def test_priority_goes_first_but_after_two_an_ordinary_person_is_called(small):
    for _ in range(2):
        small.ticket()
    for _ in range(3):
        small.ticket(priority="disabled")
    order = []
    for _ in range(5):
        order.append(calling.call_next(**at(small)).number)
        calling.miss(**at(small), reason="测试")
    assert order == ["A003", "A004", "A001", "A005", "A002"]


def test_a_busy_window_is_told_the_number_it_holds(small):
    small.ticket(), small.ticket()
    calling.call_next(**at(small))
    with pytest.raises(WindowBusy) as refused:
        calling.call_next(**at(small))
    assert refused.value.data["number"] == "A001"


def test_a_window_that_is_not_mine_closed_paused_or_of_another_hall(small):
    other = small.window(opened=False)
    with pytest.raises(WindowNotOpen):
        calling.call_next(hall=small.hall, window_code=other[0].code, by=other[1])
    with pytest.raises(NotYourWindow):
        calling.call_next(hall=small.hall, window_code="01", by=other[1])
    with pytest.raises(NotPermitted):
        calling.call_next(hall=small.hall, window_code="01", by=a_small_hall().window()[1])
    elsewhere = a_small_hall()
    elsewhere.window(code="77")
    with pytest.raises(NotFound):
        calling.call_next(hall=small.hall, window_code="77", by=small.clerks[0])
    windows.pause_window(**at(small), reason="午餐")
    with pytest.raises(WindowPaused, match="午餐"):
        calling.call_next(**at(small))
    windows.resume_window(**at(small))
    assert calling.call_next(**at(small)) is None


def test_a_second_browser_is_told_and_may_take_over():
    small = a_small_hall()
    small.window(opened=False)
    small.window(opened=False)
    first = windows.open_window(**at(small), browser="b1")
    assert windows.open_window(**at(small), browser="b1").pk == first.pk
    with pytest.raises(WindowOpenElsewhere):
        windows.open_window(**at(small), browser="b2")
    assert windows.open_window(**at(small), browser="b2", take_over=True).pk == first.pk
    with pytest.raises(WindowOpenElsewhere):
        windows.open_window(**at(small), browser="b1")
    with pytest.raises(AnotherWindowOpen):
        windows.open_window(hall=small.hall, window_code="02", by=small.clerks[0])
    with pytest.raises(NotYourWindow):
        windows.open_window(hall=small.hall, window_code="01", by=small.clerks[1])


def test_a_window_with_a_called_ticket_neither_pauses_nor_closes(small):
    small.ticket()
    calling.call_next(**at(small))
    for act in (lambda: windows.pause_window(**at(small), reason="午餐"), lambda: windows.close_window(**at(small))):
        with pytest.raises(WindowBusy):
            act()
    with pytest.raises(ReasonNeeded):
        windows.pause_window(**at(small), reason=" ")


def test_a_closed_window_can_be_opened_again(small):
    assert windows.close_window(**at(small)).state == "closed"
    assert windows.open_window(**at(small)).state == "open"


def test_a_call_is_taken_back_within_ten_seconds_and_the_person_is_first_again(small):
    small.ticket(), small.ticket()
    calling.call_next(**at(small))
    undone = calling.undo_call(**at(small))
    assert (undone.state, undone.window, undone.call_sequence) == ("waiting", None, None)
    assert calling.call_next(**at(small)).number == "A001"
    with time_machine.travel(clock.now() + timedelta(seconds=11)), pytest.raises(TooLateToUndo):
        calling.undo_call(**at(small))


def test_calling_three_times_then_missed_then_back_in_once_behind_three():
    small = a_small_hall()
    small.window()
    tickets = [small.ticket() for _ in range(6)]
    calling.call_next(**at(small))
    with pytest.raises(CallAgainFirst):
        calling.miss(**at(small))
    assert calling.recall(**at(small)).calls == 2
    calling.recall(**at(small))
    assert calling.miss(**at(small)).state == "missed"
    rejoin(hall=small.hall, token=tickets[0].token, by=small.guide)
    order = []
    for _ in range(6):
        order.append(calling.call_next(**at(small)).number)
        calling.miss(**at(small), reason="测试")
    assert order == ["A002", "A003", "A004", "A001", "A005", "A006"]
    with pytest.raises(RejoinedAlready):
        rejoin(hall=small.hall, token=tickets[0].token, by=small.guide)


def test_a_transfer_keeps_number_and_place_by_arrival(small):
    small.window(kind="issuing", opened=False, code="90")
    consulting = small.issuing
    early, late = small.ticket(), small.ticket(queue_code="issuing", id_number=resident_id(950))
    calling.call_next(**at(small))
    with pytest.raises(ReasonNeeded):
        calling.transfer(**at(small), queue_code=consulting.code, reason="")
    moved = calling.transfer(**at(small), queue_code=consulting.code, reason="需专人解答")
    assert (moved.number, moved.state, moved.queue, moved.position < late.position) == (
        early.number, "waiting", consulting, True,
    )  # fmt: skip
    assert moved.queued_at == early.queued_at


def test_a_transfer_into_a_queue_where_the_person_already_waits_is_refused(small):
    small.window(kind="issuing", opened=False, code="90")
    number = resident_id(951)
    small.ticket(id_number=number), small.ticket(id_number=number, queue_code="issuing")
    calling.call_next(**at(small))
    with pytest.raises(DuplicateTicket):
        calling.transfer(**at(small), queue_code="issuing", reason="出件")


def test_a_fourth_matter_is_added_on_the_spot_once(small):
    small.ticket()
    calling.call_next(**at(small))
    extra = a_published_matter().matter
    assert calling.add_matter(**at(small), matter_code=extra.code).order == 2
    with pytest.raises(MatterAlreadyOnTicket):
        calling.add_matter(**at(small), matter_code=extra.code)


def test_starting_and_finishing_keep_four_times_and_tell_it(small, told, django_capture_on_commit_callbacks):
    small.ticket()
    calling.call_next(**at(small))
    calling.start(**at(small))
    with django_capture_on_commit_callbacks(execute=True):
        assert calling.finish(**at(small)).state == "finished"
    service = Service.objects.get()
    assert service.queued_at <= service.called_at <= service.started_at <= service.ended_at
    assert service.outcome == "finish" and told == [ServiceFinished(service.pk)]
    with pytest.raises(NobodyAtWindow):
        calling.finish(**at(small))


def test_a_called_ticket_that_is_cancelled_frees_the_window(small):
    ticket = small.ticket()
    calling.call_next(**at(small))
    cancel_ticket(hall=small.hall, token=ticket.token, reason="本人离开", by=small.guide)
    assert Service.objects.get().outcome == "cancel"
    assert calling.call_next(**at(small)) is None
    with pytest.raises(StateConflict):
        cancel_ticket(hall=small.hall, token=ticket.token, by=small.guide)


def test_calling_states_its_statements(small, django_assert_max_num_queries):
    small.ticket(phone="13800138000"), small.ticket(phone="13800138000")
    with django_assert_max_num_queries(16):  # 14, and the savepoint around a verb that only tests have
        calling.call_next(**at(small))
    assert Ticket.objects.filter(state="called").count() == 1


def test_a_call_taken_back_takes_its_message_back(small):
    small.ticket(phone="13800138000")
    calling.call_next(**at(small))
    calling.undo_call(**at(small))
    assert OutgoingMessage.objects.get(event="called").state == "expired"
    assert not OutgoingMessage.objects.filter(event="call_undone").exists()


def test_a_message_that_went_out_is_followed_by_one_that_takes_it_back(small):
    small.ticket(phone="13800138000")
    calling.call_next(**at(small))
    OutgoingMessage.objects.filter(event="called").update(state="sent")
    calling.undo_call(**at(small))
    assert "请先不要到01号窗口" in OutgoingMessage.objects.get(event="call_undone").text
