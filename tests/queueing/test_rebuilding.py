"""The day can be rebuilt from its steps, and a command proves that the rebuilt day equals the stored one."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hall.kernel import clock
from queueing.models import Service, Ticket
from queueing.queries.rebuilding import compared
from queueing.verbs import calling, windows
from queueing.verbs.tickets import cancel_ticket, rejoin
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db


def at(small, window=0):
    return {"hall": small.hall, "window_code": small.windows[window].code, "by": small.clerks[window]}


@pytest.fixture
def a_day(on_a_working_day):
    """Served, recalled, missed and back in, transferred, called by mistake, cancelled, still waiting; a pause, a close."""
    small = a_small_hall()
    small.window(), small.window(), small.window(kind="issuing", opened=False, code="90")
    tickets = [small.ticket() for _ in range(6)] + [small.ticket(priority="disabled")]
    minute = timedelta(minutes=1)
    with clock.frozen(on_a_working_day + minute):
        calling.call_next(**at(small)), calling.recall(**at(small)), calling.start(**at(small))
        calling.call_next(**at(small, 1)), calling.undo_call(**at(small, 1))
    with clock.frozen(on_a_working_day + 5 * minute):
        calling.finish(**at(small))
        calling.call_next(**at(small)), calling.miss(**at(small), reason="呼叫未到")
        missed = Ticket.objects.get(state="missed")
        rejoin(hall=small.hall, token=missed.token, by=small.guide)
        calling.call_next(**at(small, 1)), calling.start(**at(small, 1))
        calling.transfer(**at(small, 1), queue_code="issuing", reason="只取证")
        cancel_ticket(hall=small.hall, token=tickets[5].token, by=small.guide)
        windows.pause_window(**at(small), reason="午餐"), windows.resume_window(**at(small))
        windows.close_window(**at(small, 1))
        calling.call_next(**at(small))
    return small


def differences(small):
    return [f"{one.what} {one.words}" for one in compared(small.hall, clock.today()).differences]


def test_the_rebuilt_day_equals_the_stored_one(a_day):
    found = compared(a_day.hall, clock.today())
    assert found.differences == []
    assert (found.tickets, found.services, found.shifts) == (7, 5, 2)


def test_the_command_says_so_in_one_line(a_day):
    said = StringIO()
    call_command("verify_day", hall=a_day.hall.code, stdout=said)
    assert "7 个号、5 次窗口服务、2 次窗口登录" in said.getvalue() and "逐项一致" in said.getvalue()


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement, words",
    [
        ("UPDATE queueing_ticket SET state = 'finished' WHERE id = %s", "状态：表中为 finished"),
        ("UPDATE queueing_ticket SET priority = 'ill' WHERE id = %s", "优先理由：表中为 ill"),
        (
            "UPDATE queueing_ticket SET issued_at = issued_at - interval '1 hour' WHERE id = %s",
            "取号时间：表中为 09:00:00",
        ),
    ],
)
def test_a_ticket_changed_behind_the_verbs_is_named(a_day, statement, words):
    """The negative control: each change that left no step is found."""
    last = Ticket.objects.filter(state="waiting").latest("id")
    run(statement, last.pk)
    assert any(found.startswith(last.number) and words in found for found in differences(a_day))


def test_a_service_moved_to_another_clerk_or_shortened_is_named(a_day):
    service = Service.objects.filter(outcome="finish").get()
    run(
        "UPDATE queueing_service SET clerk_id = %s, ended_at = started_at WHERE id = %s", a_day.clerks[1].pk, service.pk
    )
    named = [found for found in differences(a_day) if found.startswith(f"{service.ticket.number}@01")]
    assert any("人员" in found for found in named) and any("结束时间" in found for found in named)


def test_a_service_that_never_was_is_named(a_day):
    service = Service.objects.filter(outcome="miss").get()
    run("DELETE FROM queueing_service WHERE id = %s", service.pk)
    assert any("窗口服务" in found and service.ticket.number in found for found in differences(a_day))


def test_a_shift_opened_earlier_than_said_is_named(a_day):
    run("UPDATE queueing_windowsession SET opened_at = opened_at - interval '30 minutes'")
    assert any("开窗时间" in found for found in differences(a_day))


def test_a_hole_in_the_numbers_is_named(a_day):
    run("UPDATE queueing_ticket SET serial = 9, number = 'A009' WHERE serial = 6")
    assert any("号码不连续" in found for found in differences(a_day))


def test_the_command_fails_and_names_what_differs(a_day):
    run("UPDATE queueing_ticket SET state = 'finished' WHERE state = 'waiting'")
    said = StringIO()
    with pytest.raises(CommandError, match="不一致"):
        call_command("verify_day", hall=a_day.hall.code, stdout=said)
    assert "状态：表中为 finished" in said.getvalue()


def test_a_day_that_cannot_be_read_is_refused():
    with pytest.raises(CommandError, match="看不懂"):
        call_command("verify_day", day="昨天")


def test_a_day_without_tickets_is_equal():
    small = a_small_hall()
    assert compared(small.hall, clock.today()).is_equal


def test_a_matter_taken_from_a_number_and_another_room_are_seen(a_day):
    calling.start(**at(a_day))
    calling.park(**at(a_day), room="302 拍照室")
    parked = Ticket.objects.get(state="parked")
    assert differences(a_day) == []
    Ticket.objects.filter(pk=parked.pk).update(room="303")
    parked.ticket_matters.all().delete()
    found = differences(a_day)
    assert len(found) == 2 and "来办事项" in found[0] and "302 拍照室" in found[1]
