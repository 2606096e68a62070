"""A ticket followed on the phone: the place in the line, what to do now, and what the holder may change."""

from datetime import timedelta

import pytest

from hall.kernel import clock
from hall.models import OutgoingMessage, Step
from queueing.models import Queue, RejoinRule, Ticket
from queueing.sharing import share_code, ticket_id_of
from queueing.verbs import calling
from queueing.verbs.rooms import park
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
PHONE, FAMILY = "13800138000", "13900139000"


@pytest.fixture
def small():
    made = a_small_hall(matters=1)
    made.window()
    return made


def at(small):
    return {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}


def page(client, ticket, **headers):
    answer = client.get(f"/tickets/{ticket.token}/", headers=headers)
    return answer, answer.content.decode()


def line_of(small, count):
    return [small.ticket(phone=f"1380013800{n}") for n in range(count)]


def test_the_page_says_people_ahead_the_range_the_area_and_what_to_bring(client, small):
    *_, last = line_of(small, 6)
    answer, words = page(client, last)
    assert answer.status_code == 200 and "前面 <b>5</b> 人" in words and "分钟" in words and "一层东区" in words
    assert "正在排队" in words and "要办的事和要带的材料" in words and "数据截至" in words
    assert "过号当天可到导办台恢复一次，排在 3 位之后" in words and "叫 3 次未到算过号" in words
    assert last.party.name not in words and PHONE not in words and last.party.id_number not in words
    assert 'name="robots" content="noindex"' in words and '<meta http-equiv="refresh" content="15">' in words


@pytest.mark.parametrize("ahead", [3, 4])
def test_at_three_ahead_it_is_nearly_there_in_words_and_in_the_title(client, small, ahead):
    *_, last = line_of(small, ahead + 1)
    _, words = page(client, last)
    is_near = ahead == 3
    assert ("快到了，请到窗口附近等候" in words) is is_near
    assert ("<title>快到了 · A00" in words) is is_near and (f'data-title="快到了 · {last.number}"' in words) is is_near


def test_a_call_says_which_window_and_a_room_which_room(client, small):
    first = small.ticket(phone=PHONE)
    calling.call_next(**at(small))
    _, words = page(client, first)
    assert "请现在到 01 号窗口" in words and "<title>请到 01 号窗口 · A001" in words
    park(**at(small), room="三号谈话室")
    assert "请先到：三号谈话室" in page(client, first)[1]


@pytest.mark.parametrize(
    ("rule", "words"), [("gone", "过号作废，再办请重新取号"), ("last", "排到队尾"), ("after", "排在 3 位之后")]
)
def test_a_missed_number_is_told_the_rule_of_its_queue(client, small, rule, words):
    Queue.objects.update(rejoin_rule=RejoinRule(rule))
    first = small.ticket(phone=PHONE)
    calling.call_next(**at(small)), calling.miss(**at(small), reason="测试")
    shown = page(client, first)[1]
    assert "已过号" in shown and words in shown


def test_three_go_first_on_demand_and_the_same_press_counts_once(client, small):
    first, *_ = line_of(small, 6)
    answer = client.post(f"/tickets/{first.token}/later/", {"request_key": "a" * 12}, follow=True)
    client.post(f"/tickets/{first.token}/later/", {"request_key": "a" * 12})
    words = answer.content.decode()
    assert "前面 <b>3</b> 人" in words and "往后排了" in words
    assert Step.objects.filter(verb="postpone").count() == 1


def test_with_nobody_behind_postponing_says_why_not(client, small):
    only = small.ticket(phone=PHONE)
    words = client.post(f"/tickets/{only.token}/later/", {}, follow=True).content.decode()
    assert "前面 <b>0</b> 人" in words and only.number in words and "往后排了" not in words


def test_messages_of_the_ticket_can_be_switched_off_and_on_and_the_law_s_still_go(client, small):
    first = small.ticket(phone=PHONE)
    words = client.post(f"/tickets/{first.token}/messages/", {"messages": "off"}, follow=True).content.decode()
    assert "短信提醒：已关" in words and "法定通知照发" in words
    calling.call_next(**at(small)), calling.recall(**at(small))
    assert set(OutgoingMessage.objects.values_list("event", flat=True)) == {"ticket_issued"}
    client.post(f"/tickets/{first.token}/messages/", {"messages": "on"})
    calling.recall(**at(small))
    assert OutgoingMessage.objects.filter(event="recalled").count() == 1
    assert list(Step.objects.filter(verb__contains="silence").values_list("verb", flat=True)) == [
        "silence",
        "unsilence",
    ]


def test_the_familys_phone_hears_of_calls_too_and_is_masked(client, small):
    first = small.ticket(phone=PHONE)
    words = client.post(f"/tickets/{first.token}/messages/", {"family_phone": "139 0013 9000"}, follow=True)
    assert "139****9000" in words.content.decode() and FAMILY not in words.content.decode()
    calling.call_next(**at(small)), calling.recall(**at(small))
    assert sorted(row.phone for row in OutgoingMessage.objects.filter(event="called")) == [PHONE, FAMILY]
    assert OutgoingMessage.objects.filter(event="recalled").count() == 2
    assert (
        "手机号"
        in client.post(f"/tickets/{first.token}/messages/", {"family_phone": "12"}, follow=True).content.decode()
    )
    client.post(f"/tickets/{first.token}/messages/", {"family_phone": ""})
    assert Ticket.objects.get().family_phone == ""


def test_a_ticket_that_is_over_takes_no_wishes(client, small):
    first = small.ticket(phone=PHONE)
    client.post(f"/tickets/{first.token}/leave/", {"sure": "yes"})
    words = client.post(f"/tickets/{first.token}/messages/", {"messages": "off"}, follow=True).content.decode()
    assert "已经结束" in words and not Ticket.objects.get().is_silent


def test_a_shared_link_looks_and_can_do_nothing(client, small):
    *_, last = line_of(small, 3)
    shared = f"/tickets/shared/{share_code(last.pk)}/"
    assert shared in page(client, last)[1]
    words = client.get(shared).content.decode()
    assert last.number in words and "前面 <b>2</b> 人" in words and "只显示号码和进度" in words
    assert last.token not in words and small.matters[0].name not in words and "取消这个号" not in words
    assert client.get("/tickets/shared/1:abc/").status_code == 404
    assert ticket_id_of("x") is None and ticket_id_of(share_code(last.pk)) == last.pk


def test_the_page_ends_with_its_day(client, small, on_a_working_day):
    first = small.ticket(phone=PHONE)
    calling.call_next(**at(small)), calling.start(**at(small)), calling.finish(**at(small))
    with clock.frozen(on_a_working_day + timedelta(days=1)):
        for address in (f"/tickets/{first.token}/", f"/tickets/shared/{share_code(first.pk)}/"):
            answer = client.get(address)
            assert answer.status_code == 410 and first.number not in answer.content.decode()


def test_a_fragment_is_small_and_asks_again_by_itself(client, small):
    *_, last = line_of(small, 8)
    _, words = page(client, last, **{"HX-Request": "true"})
    assert "<html" not in words and "every 8s" in words and len(words) < 6000
    assert "every 4s" in page(client, Ticket.objects.earliest("pk"), **{"HX-Request": "true"})[1]


def test_the_page_with_all_it_needs_is_under_a_hundred_kilobytes(client, small):
    import gzip
    import re
    from pathlib import Path

    from django.contrib.staticfiles import finders

    _, words = page(client, small.ticket(phone=PHONE))
    files = re.findall(r'(?:href|src)="/static/([^"?]+)"', words)
    assert any("ticket-live" in name for name in files)
    weight = len(gzip.compress(words.encode()))
    for name in files:
        found = finders.find(re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name))
        weight += len(gzip.compress(Path(str(found)).read_bytes()))
    assert weight < 100_000, f"{weight} bytes on the wire"


def test_a_follower_costs_few_statements(client, small, django_assert_max_num_queries):
    *_, last = line_of(small, 5)
    with django_assert_max_num_queries(7):  # ticket, matters, lines, rules (and the queue's hall), ahead, areas
        page(client, last, **{"HX-Request": "true"})


def test_the_page_in_english(client, english, small):
    *_, last = line_of(small, 5)
    client.cookies["django_language"] = "en"
    _, words = page(client, last)
    body = words.partition("<main")[2].partition("</main")[0]
    assert "ahead of you" in body
    chinese = {char for char in body if "一" <= char <= "鿿"}
    names = (
        small.matters[0].name
        + "一层东区政务服务中心第"
        + "".join(m.name for v in small.matters[0].versions.all() for m in v.materials.all())
    )
    assert chinese <= set(names), "".join(sorted(chinese - set(names)))


def test_a_guide_switches_the_messages_off_for_someone_without_a_smartphone(client, small):
    first = small.ticket(phone=PHONE)
    client.force_login(small.guide)
    words = client.post(f"/guide/tickets/{first.pk}/quiet/", {"messages": "off"}, follow=True).content.decode()
    assert "排队短信已关闭，法定通知照发" in words and "开短信" in words
    assert Ticket.objects.get().is_silent and Step.objects.filter(verb="silence", by=small.guide).exists()
