"""The keys that send people on, bring them back, call out of turn, and look back; alarms of a forgotten pause."""

from datetime import timedelta

import pytest
from django.test import Client

from hall.kernel import clock
from hall.roles import Role
from queueing.models import Service, Ticket, WindowSession
from tests.queueing.workbench import HTMX, a_bench

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def test_to_a_room_and_back_with_one_key_each():
    bench = a_bench()
    ticket = bench.call()
    page = words(bench.press("park", room="照相室"))
    assert 'data-key="Alt+B"' in page and f"{ticket.number} · 照相室" in page
    assert "请写明办事人去哪个房间" not in page
    back = words(bench.press("take_back", number=ticket.number))
    assert "办理中" in back and ticket.number in back
    assert Ticket.objects.get().state == "serving"


def test_without_a_room_the_page_says_what_is_missing():
    bench = a_bench()
    bench.call()
    answer = bench.press("park", room=" ")
    assert answer.status_code == 422 and "请写明办事人去哪个房间" in words(answer)


def test_to_a_window_by_its_number_and_to_a_colleague_by_name():
    bench = a_bench()
    bench.small.window()
    for where in ("02", bench.small.clerks[1].name):
        ticket = bench.call()
        bench.press("transfer", where=where, queue_code="issuing", reason="由熟悉的同事续办")
        ticket.refresh_from_db()
        assert ticket.state == "waiting" and ticket.queue.code == "comprehensive"
        bench.ticket = None
        assert "没有人等候" in words(bench.press("call")), "only the other may call this number"
        Ticket.objects.update(for_window=None, for_clerk=None)


def test_only_the_duty_lead_has_the_key_of_choice():
    bench = a_bench()
    assert "点名" not in words(bench.client.get("/workbench/", headers=HTMX))
    assert bench.press("call_chosen", number="A001", reason="急事").status_code == 403
    bench.clerk.roles = [Role.WINDOW_CLERK, Role.DUTY_LEAD]
    bench.clerk.save()
    assert "点名叫号" in words(bench.client.get("/workbench/", headers=HTMX))
    assert "已叫号" in words(bench.press("call_chosen", number="A001", reason="急事"))


def test_tags_say_appointment_and_how_often_the_person_came():
    bench = a_bench()
    first = bench.call()
    bench.press("start")
    bench.press("finish")
    Ticket.objects.filter(pk=first.pk).update(state="finished")
    now = clock.now()
    slot = (now - timedelta(minutes=5), now + timedelta(minutes=25))
    number = first.party.id_number
    bench.small.ticket(id_number=number, slot=slot, channel="appointment")
    bench.ticket = None
    page = words(bench.press("call"))
    assert "第 2 次来办" in page and f"预约 {slot[0]:%H:%M}–{slot[1]:%H:%M}" in page


def test_a_pause_that_lasts_too_long_raises_an_alarm():
    bench = a_bench()
    bench.press("pause", reason="会议")
    assert "暂停已超过预定时间" not in words(bench.client.get("/workbench/"))
    WindowSession.objects.update(resume_by=clock.now() - timedelta(minutes=7))
    page = words(bench.client.get("/workbench/"))
    assert "暂停已超过预定时间 7 分钟" in page and 'data-key="Alt+S"' in page
    assert "暂停已超过预定时间" in words(bench.client.get("/workbench/line/", headers=HTMX))


def test_the_persons_earlier_cases_and_my_own_day_are_one_key_away():
    bench = a_bench()
    bench.call()
    bench.send("accept")
    page = words(bench.client.get("/workbench/"))
    assert 'data-key="Alt+E"' in page and 'data-key="Alt+T"' in page
    bench.press("finish")
    Ticket.objects.update(state="finished")
    number = Ticket.objects.get().party.id_number
    bench.small.ticket(id_number=number)
    bench.ticket = None
    bench.call()
    history = words(bench.client.get("/workbench/earlier/", headers=HTMX))
    assert "受理通知书" in history and number not in history and "<html" not in history
    totals = words(bench.client.get("/workbench/totals/", headers=HTMX))
    assert "仅自己可见" in totals and "1 人" in totals and "<html" not in totals
    assert "回到工作台" in words(bench.client.get("/workbench/totals/")), "also a page by itself"
    assert (
        Service.objects.filter(outcome="finish").count() + Service.objects.filter(outcome="await_result").count() == 1
    )


def test_strangers_see_nobodys_day():
    assert Client().get("/workbench/totals/").url.startswith("/login/")
