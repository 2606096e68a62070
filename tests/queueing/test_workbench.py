"""The clerk's page: opening a window, calling, what is shown, refusals in words."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client

from hall.models import Step
from hall.roles import Role
from queueing.models import Ticket, WindowSession
from tests.factories import StaffFactory
from tests.queueing.workbench import HTMX, a_bench

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def test_without_a_window_the_clerk_is_asked_to_open_one():
    bench = a_bench()
    newcomer = StaffFactory(hall=bench.small.hall)
    client = Client()
    client.force_login(newcomer)
    bench.small.window(opened=False)
    assert client.get("/workbench/").url == "/workbench/open/"
    page = words(client.get("/workbench/open/"))
    assert bench.clerk.name in page, "a taken window says who sits there"
    assert client.post("/workbench/open/", {"window": "02"}).url == "/workbench/"
    assert WindowSession.objects.get(clerk=newcomer).window.code == "02"


def test_a_colleagues_window_is_refused_with_the_name():
    bench = a_bench()
    client = Client()
    client.force_login(StaffFactory(hall=bench.small.hall))
    answer = client.post("/workbench/open/", {"window": "01"})
    assert answer.status_code == 403
    assert bench.clerk.name in words(answer)


def test_the_counter_opened_in_a_second_browser_is_told_and_may_take_over():
    bench = a_bench()
    bench.client.post("/workbench/open/", {"window": "01"})
    second = Client()
    second.force_login(bench.clerk)
    assert second.post("/workbench/open/", {"window": "01"}).status_code == 409
    assert second.post("/workbench/open/", {"window": "01", "take_over": "1"}).status_code == 302
    assert "另一处浏览器" in words(bench.client.get("/workbench/"))
    assert "另一处浏览器" not in words(second.get("/workbench/"))
    assert "在另一处浏览器打开" in words(bench.press("call")) and "在此处接管" in words(bench.press("call")), (
        "the page that was left does nothing any more"
    )
    assert not Ticket.objects.filter(state="called").exists()


def test_one_press_calls_and_shows_number_person_matters_and_clocks():
    bench = a_bench()
    page = words(bench.press("call"))
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.window.code) == ("called", "01")
    assert ticket.number in page
    assert "138****8000" in page and "13800138000" not in page and ticket.party.id_number not in page
    for matter in bench.small.matters:
        assert matter.name in page
    assert "0000-0000" in page, "the fingerprint of the published version"
    assert "撤回叫号" in page


def test_an_empty_line_says_so_and_keeps_the_desk():
    bench = a_bench()
    bench.press("call")
    Ticket.objects.update(state="finished")
    Ticket.objects.get().services.update(ended_at="2026-01-01T00:00Z")
    answer = bench.press("call")
    assert answer.status_code == 409
    assert "现在没有人等候" in words(answer)
    assert answer["HX-Retarget"] == "#desk"


def test_undo_gives_the_number_back():
    bench = a_bench()
    bench.call()
    bench.press("undo")
    assert Ticket.objects.get().state == "waiting"


def test_a_number_not_called_often_enough_is_missed_only_for_a_reason():
    bench = a_bench()
    bench.call()
    asked = bench.press("miss")
    assert asked.status_code == 409
    assert "过号原因" in words(asked)
    bench.press("miss", reason="确认已离开大厅")
    assert Ticket.objects.get().state == "missed"


def test_a_stale_page_does_nothing_and_says_so():
    bench = a_bench()
    bench.call()
    bench.press("miss", reason="本人表示不再办理")
    answer = bench.press("finish")
    assert answer.status_code == 409
    assert "已不在本窗口" in words(answer)


def test_without_script_each_press_is_a_plain_form():
    bench = a_bench()
    assert bench.press("call", htmx=False).url == "/workbench/"
    bench.ticket = Ticket.objects.get()
    assert bench.press("finish", htmx=False).url == "/workbench/"
    assert "“A001”当前为“已叫号”" in words(bench.client.get("/workbench/"))


def test_pausing_needs_a_reason_and_resuming_brings_the_window_back():
    bench = a_bench()
    bench.press("pause", reason="午餐")
    assert "窗口已暂停" in words(bench.client.get("/workbench/"))
    assert bench.press("call").status_code == 409
    bench.press("resume")
    assert bench.press("call").status_code == 200


def test_the_line_says_when_the_ticket_moved_on():
    bench = a_bench()
    bench.call()
    same = words(bench.client.get(f"/workbench/line/?ticket={bench.ticket.pk}", headers=HTMX))
    assert "数据截至" in same and "在别处有变动" not in same
    assert "在别处有变动" in words(bench.client.get("/workbench/line/?ticket=999", headers=HTMX))


def test_plain_data_are_shown_for_a_reason_that_stays_on_record():
    bench = a_bench()
    ticket = bench.call()
    refused = bench.client.post("/workbench/reveal/", {"ticket": ticket.pk, "reason": ""}, headers=HTMX)
    assert refused.status_code == 422
    shown = bench.client.post("/workbench/reveal/", {"ticket": ticket.pk, "reason": "核对本人证件"}, headers=HTMX)
    assert "13800138000" in words(shown)
    assert Step.objects.get(verb="reveal").reason == "核对本人证件"


def test_a_fourth_matter_is_found_and_added_on_the_spot():
    bench = a_bench()
    other = a_bench(matters=1).small.matters[0]
    ticket = bench.call()
    assert other.name in words(bench.client.get("/workbench/hints/", {"q": other.name}, headers=HTMX))
    page = words(bench.client.post("/workbench/add/", {"ticket": ticket.pk, "matter_code": other.code}, headers=HTMX))
    assert 'id="tab-4"' in page
    again = bench.client.post("/workbench/add/", {"ticket": ticket.pk, "matter_code": other.code}, headers=HTMX)
    assert again.status_code == 409
    assert "不用再加" in words(again)


def test_only_clerks_enter():
    bench = a_bench()
    client = Client()
    assert "/login/" in client.get("/workbench/").url
    client.force_login(StaffFactory(hall=bench.small.hall, roles=[Role.AUDITOR]))
    assert client.get("/workbench/").status_code == 403


def test_the_page_asks_the_database_a_stated_number_of_times(django_assert_num_queries):
    bench = a_bench()
    bench.call()
    bench.client.get("/workbench/")
    with django_assert_num_queries(30):
        bench.client.get("/workbench/")
    with django_assert_num_queries(15):
        bench.client.get(f"/workbench/line/?ticket={bench.ticket.pk}", headers=HTMX)


def test_at_an_issuing_window_the_results_of_the_person_are_listed():
    bench = a_bench()
    _, clerk = bench.small.window(kind="issuing", code="31")
    Ticket.objects.update(queue=bench.small.issuing)
    client = Client()
    client.force_login(clerk)
    page = words(client.post("/workbench/do/call/", {"ticket": ""}, headers=HTMX))
    assert "此人在本大厅待领取" in page and 'id="intake"' not in page


def test_who_collects_is_sent_to_the_counter_of_this_window():
    context = {
        "session": SimpleNamespace(window=SimpleNamespace(code="31")),
        "ticket": SimpleNamespace(number="A001"),
        "collect": [SimpleNamespace(name="营业执照", number="1")],
    }
    assert "ticket=A001&amp;window=31" in render_to_string("queueing/workbench/_collect.html", context)
