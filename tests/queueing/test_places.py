"""Another place in the line, and calls out of turn: by the printed rule, so often, with permission and reason."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from hall import steps
from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.roles import Role
from queueing.errors import (
    CallAgainFirst,
    CalledJustNow,
    DuplicateTicket,
    GiveTimeToCome,
    NobodyBehind,
    NotForYouToChoose,
    NotWaiting,
    PostponedTooOften,
    ReasonNeeded,
    RejoinedAlready,
    RejoinNotOffered,
)
from queueing.models import Queue
from queueing.verbs import calling
from queueing.verbs.tickets import postpone, rejoin
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    made = a_small_hall()
    made.window(), made.window()
    return made


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


def tended(small, ticket):
    return {"hall": small.hall, "token": ticket.token, "by": small.guide}


def missed(small):
    calling.call_next(**at(small))
    return calling.miss(**at(small), reason="未到")


def order(small, people):
    called = []
    for _ in range(people):
        called.append(calling.call_next(**at(small)).number)
        calling.miss(**at(small), reason="未到")
    return called


def set_rule(small, **rule):
    Queue.objects.filter(pk=small.queue.pk).update(**rule)


def test_missed_and_gone_for_ever(small):
    small.ticket()
    gone = missed(small)
    set_rule(small, rejoin_rule="gone")
    with pytest.raises(RejoinNotOffered):
        rejoin(**tended(small, gone))


def test_missed_and_back_behind_the_next_three_once(small):
    for _ in range(6):
        small.ticket()
    back = missed(small)
    rejoin(**tended(small, back))
    assert order(small, 4) == ["A002", "A003", "A004", "A001"]
    with pytest.raises(RejoinedAlready):
        rejoin(**tended(small, back))


def test_missed_and_back_at_the_end_as_often_as_it_takes(small):
    for _ in range(4):
        small.ticket()
    back = missed(small)
    set_rule(small, rejoin_rule="last")
    rejoin(**tended(small, back))
    assert order(small, 4) == ["A002", "A003", "A004", "A001"]
    rejoin(**tended(small, back))


def test_an_appointment_that_was_missed_beyond_its_slot_is_ordinary(small):
    now = clock.now()
    early = small.ticket(slot=(now - timedelta(minutes=5), now + timedelta(minutes=5)), channel="appointment")
    for _ in range(4):
        small.ticket()
    assert missed(small).pk == early.pk
    with clock.frozen(now + timedelta(minutes=30)):
        back = rejoin(**tended(small, early))
    assert back.slot_begins_at is None and order(small, 4)[-1] == early.number


def test_postponing_lets_the_next_three_go_first(small):
    for _ in range(5):
        small.ticket()
    first = small.queue.tickets.get(number="A001")
    postpone(**tended(small, first))
    assert order(small, 5) == ["A002", "A003", "A004", "A001", "A005"]


def test_postponing_needs_somebody_behind_and_ends_after_three_times(small):
    first = small.ticket()
    with pytest.raises(NobodyBehind):
        postpone(**tended(small, first))
    for _ in range(12):
        small.ticket()
    for _ in range(3):
        postpone(**tended(small, first))
    with pytest.raises(PostponedTooOften):
        postpone(**tended(small, first))


def test_an_appointment_is_called_in_its_slot_before_ordinary_and_after_priority(small):
    now = clock.now()
    small.ticket()
    due = small.ticket(slot=(now - timedelta(minutes=1), now + timedelta(minutes=29)), channel="appointment")
    later = small.ticket(slot=(now + timedelta(hours=1), now + timedelta(hours=2)), channel="appointment")
    first = small.ticket(priority="disabled")
    assert order(small, 4) == [first.number, due.number, "A001", later.number]


def test_the_queue_says_how_many_priority_calls_run(small):
    set_rule(small, priority_run=1)
    for priority in ("", "", "disabled", "disabled"):
        small.ticket(priority=priority)
    assert order(small, 4) == ["A003", "A001", "A004", "A002"]


def test_calls_are_apart_and_the_last_one_gets_its_time_too(small):
    set_rule(small, call_interval=20, max_calls=2)
    small.ticket()
    begun = clock.now()
    with clock.frozen(begun):
        calling.call_next(**at(small))
        with pytest.raises(CalledJustNow):
            calling.recall(**at(small))
        with pytest.raises(CallAgainFirst):
            calling.miss(**at(small))
    with clock.frozen(begun + timedelta(seconds=20)):
        assert calling.recall(**at(small)).calls == 2
        with pytest.raises(GiveTimeToCome):
            calling.miss(**at(small))
    with clock.frozen(begun + timedelta(seconds=41)):
        assert calling.miss(**at(small)).state == "missed"


def test_a_chosen_call_needs_the_role_a_reason_and_somebody_waiting(small):
    small.ticket(), small.ticket()
    wish = {**at(small), "number": "a002", "reason": "孩子发烧"}
    with pytest.raises(NotForYouToChoose):
        calling.call_chosen(**wish)
    small.clerks[0].roles = [Role.WINDOW_CLERK, Role.DUTY_LEAD]
    small.clerks[0].save()
    with pytest.raises(ReasonNeeded):
        calling.call_chosen(**{**wish, "reason": " "})
    called = calling.call_chosen(**wish)
    step = steps.steps_of(called).last()
    assert (called.number, step.verb, step.reason) == ("A002", "call_chosen", "孩子发烧")
    calling.miss(**at(small), reason="未到")
    with pytest.raises(NotWaiting):
        calling.call_chosen(**wish)


def test_the_same_acts_over_rest(small):
    for _ in range(3):
        small.ticket()
    clerk, guide, anyone = APIClient(), APIClient(), APIClient()
    clerk.force_authenticate(small.clerks[0])
    guide.force_authenticate(small.guide)
    first = small.queue.tickets.get(number="A001")
    refused = clerk.post("/api/v1/windows/01/call-chosen/", {"number": "A002", "reason": "急"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "queueing.not_for_you_to_choose")
    clerk.post("/api/v1/windows/01/call-next/")
    parked = clerk.post("/api/v1/windows/01/park/", {"room": "302"}, format="json").json()
    assert parked["ticket"] is None
    assert anyone.get(f"/api/v1/tickets/{first.token}/").json()["room"] == "302"
    back = clerk.post("/api/v1/windows/01/take-back/", {"number": "A001"}, format="json").json()
    assert back["ticket"]["state"] == "serving"
    sent = {"to_window": "02", "reason": "续办"}
    assert clerk.post("/api/v1/windows/01/transfer/", sent, format="json").json()["ticket"] is None
    later = anyone.post(f"/api/v1/tickets/{first.token}/postpone/")
    assert later.status_code == 200 and later.json()["wait"]["ahead"] == 2
    assert guide.post(f"/api/v1/tickets/{first.token}/unpark/").status_code == 409


def test_the_guide_postpones_and_brings_back_from_a_room(small, client):
    small.ticket(), small.ticket()
    calling.call_next(**at(small))
    parked = calling.park(**at(small), room="302 拍照室")
    client.force_login(small.guide)
    page = client.get("/guide/").content.decode()
    assert "302 拍照室" in page and "从房间回来" in page and "延后三位" in page
    client.post(f"/guide/tickets/{parked.pk}/unpark/")
    client.post(f"/guide/tickets/{parked.pk}/postpone/")
    assert order(small, 2) == ["A002", "A001"]


def test_who_was_missed_and_took_a_new_number_does_not_stand_in_the_line_twice(small, client):
    person = {"id_type": "resident", "id_number": "11010519491231002X"}
    small.ticket(**person)
    first = missed(small)
    second = small.ticket(**person)
    with pytest.raises(DuplicateTicket) as refused:
        rejoin(**tended(small, first))
    assert second.number in refused.value.words
    client.force_login(small.guide)
    assert client.post(f"/guide/tickets/{first.pk}/rejoin/").status_code == 409


def test_the_message_and_the_page_of_a_missed_number_say_what_the_rule_says(small, client):
    small.ticket(phone="13800138000"), small.ticket()
    set_rule(small, max_calls=2)
    back = missed(small)
    assert "2次呼叫未到将过号" in OutgoingMessage.objects.get(event="called").text
    assert "恢复排队" in OutgoingMessage.objects.get(event="missed").text
    assert "恢复一次" in client.get(f"/tickets/{back.token}/").content.decode()
    rejoin(**tended(small, back))
    assert order(small, 2) == ["A002", "A001"]
    assert "请重新取号" in OutgoingMessage.objects.get(event="missed_for_good").text
    page = client.get(f"/tickets/{back.token}/").content.decode()
    assert "过号作废" in page and "恢复一次" not in page


def test_a_chosen_call_taken_back_leaves_the_order_as_it_was(small):
    small.ticket(), small.ticket(), small.ticket(priority="disabled")
    small.clerks[0].roles = [Role.WINDOW_CLERK, Role.DUTY_LEAD]
    small.clerks[0].save()
    calling.call_chosen(**at(small), number="A002", reason="孩子发烧")
    calling.undo_call(**at(small))
    assert order(small, 3) == ["A003", "A001", "A002"]
