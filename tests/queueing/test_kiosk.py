"""The kiosk: three touches, one ticket, nothing left behind."""

import pytest

from hall.permissions import system_person
from queueing.models import KioskRules, Ticket
from queueing.verbs import calling
from queueing.verbs.machines import set_kiosk_rules
from queueing.views.phone_take import way_in
from tests.factories import QueueFactory, WindowQueueFactory, resident_id
from tests.factories.queue import a_small_hall

pytestmark = pytest.mark.django_db
ELDER, YOUNG = "11010519491231002X", "110105200503070019"


@pytest.fixture
def small():
    made = a_small_hall(matters=3)
    made.window()
    return made


def press(client, small, **given):
    wishes = {
        "chosen": [matter.code for matter in small.matters],
        "id_type": "resident",
        "id_number": ELDER,
        "request_key": "press-0001",
        **given,
    }
    return client.post(f"/halls/{small.hall.code}/kiosk/identity/", wishes)


def test_the_start_page_tells_how_many_wait(client, small):
    small.ticket()
    answer = client.get(f"/halls/{small.hall.code}/kiosk/")
    assert "1 人等候" in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]


def test_a_closed_hall_offers_no_ticket_but_says_when(client, small):
    small.hall.open_around_the_clock = False
    small.hall.save()
    words = client.get(f"/halls/{small.hall.code}/kiosk/").content.decode()
    assert "现在不取号" in words and "kiosk/matters/" not in words
    assert "大厅现在不对外取号" in press(client, small).content.decode()


def test_matters_are_found_chosen_and_put_back(client, small, django_assert_max_num_queries):
    first, second = small.matters[:2]
    url = f"/halls/{small.hall.code}/kiosk/matters/"
    with django_assert_max_num_queries(8):
        words = client.get(url, {"chosen": [first.code]}).content.decode()
    assert "已选 1 项" in words and f"chosen={first.code}&amp;chosen={second.code}" in words
    found = client.get(url, {"q": second.name, "chosen": [first.code]}).content.decode()
    assert second.name in found and "没有找到" not in found
    assert "没有找到" in client.get(url, {"q": "没有这样的事项名"}).content.decode()


def test_three_matters_one_ticket_and_the_page_tells_all(client, small):
    small.ticket()
    answer = press(client, small, phone="138 0013 8000")
    ticket = Ticket.objects.latest("pk")
    assert answer.status_code == 302 and ticket.ticket_matters.count() == 3 and ticket.channel == "kiosk"
    words = client.get(answer.url).content.decode()
    for piece in ("A002", "前面 <b>1</b> 人", "一层东区", small.matters[0].name, "叫 3 次未到算过号", "qr.svg"):
        assert piece in words
    assert ELDER not in words and "13800138000" not in words


def test_a_double_press_gives_the_same_ticket(client, small):
    assert press(client, small).url == press(client, small).url
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"id_number": "110105194912310021"}, "号码校验不通过"),
        ({"id_number": ""}, "请填写证件号码"),
        ({"phone": "12"}, "电话号码有误"),
        ({"id_number": YOUNG, "priority": "elderly"}, "未满 60 周岁"),
        ({"id_type": "passport", "id_number": "E-1"}, "护照号码"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_on_top(client, small, given, words):
    answer = press(client, small, **given)
    assert answer.status_code == 422 and answer.content.decode().count(words) == 2
    assert not Ticket.objects.exists()


def test_a_second_ticket_names_the_first(client, small):
    press(client, small)
    words = press(client, small, request_key="press-0002").content.decode()
    assert "今天已取过号 A001" in words


def test_a_passport_needs_no_reader_and_priority_is_offered_in_words(client, small):
    page = client.get(f"/halls/{small.hall.code}/kiosk/identity/", {"chosen": small.matters[0].code}).content.decode()
    assert "年满 60 周岁" in page and 'autocomplete="off"' in page
    press(client, small, id_type="passport", id_number="E12345678", priority="elderly")
    assert Ticket.objects.get().priority == "elderly"


def test_without_a_matter_the_kiosk_asks_for_one(client, small):
    assert client.get(f"/halls/{small.hall.code}/kiosk/identity/").url.endswith("/kiosk/matters/")


def test_the_phone_follows_the_ticket_through_its_states(client, small):
    ticket = small.ticket(id_number=resident_id(55))
    here = {"hall": small.hall, "window_code": "01", "by": small.clerks[0]}
    url = f"/tickets/{ticket.token}/"
    assert "下一个就是您" in client.get(url).content.decode()
    calling.call_next(**here)
    assert "请现在到 01 号窗口" in client.get(url, headers={"HX-Request": "true"}).content.decode()
    calling.miss(**here, reason="测试")
    assert "已过号" in client.get(url).content.decode()
    assert client.get("/tickets/nobody/").status_code == 404
    assert client.get(f"{url}qr.svg").headers["Content-Type"] == "image/svg+xml"


def test_leaving_the_queue_needs_a_second_thought(client, small):
    ticket = small.ticket()
    client.post(f"/tickets/{ticket.token}/leave/")
    assert "下一个就是您" in client.get(f"/tickets/{ticket.token}/").content.decode()
    client.post(f"/tickets/{ticket.token}/leave/", {"sure": "yes"})
    assert "这个号已取消" in client.get(f"/tickets/{ticket.token}/").content.decode()
    assert client.post(f"/tickets/{ticket.token}/leave/", {"sure": "yes"}).status_code == 409


def test_a_page_of_the_phone_takes_few_statements(client, small, django_assert_max_num_queries):
    ticket = small.ticket(matter_codes=[matter.code for matter in small.matters])
    with django_assert_max_num_queries(9):  # four of them (hall, lines, places, areas) are shared outside of tests
        client.get(f"/tickets/{ticket.token}/")
    with django_assert_max_num_queries(6):  # every five seconds
        client.get(f"/tickets/{ticket.token}/", headers={"HX-Request": "true"})


def test_the_kiosk_speaks_english_and_forgets_it_for_the_next_person(client, small, english):
    client.cookies["django_language"] = "en"
    url = f"/halls/{small.hall.code}/kiosk/"
    assert "Take a ticket" in client.get(url).content.decode()
    identity = client.get(f"{url}identity/", {"chosen": small.matters[0].code}).content.decode()
    assert "Passport" in identity and "60 or older" in identity
    press(client, small)
    assert "You already hold number A001 today (waiting)" in press(client, small, request_key="p-2").content.decode()
    assert client.get(f"{url}?fresh").cookies["django_language"]["max-age"] == 0


def test_each_page_can_be_read_aloud_and_pictures_stand_beside_the_words(client, small):
    url = f"/halls/{small.hall.code}/kiosk/"
    pages = {"": "start", "matters/": "choose", f"identity/?chosen={small.matters[0].code}": "identity"}
    pages |= {"status/": "status", "voice/": "voice", "appointment/": "appointment"}
    for path, name in pages.items():
        assert f'data-read="/static/queueing/voice/pages/{name}.ogg"' in client.get(url + path).content.decode(), name
    ticket = client.get(press(client, small).url).content.decode()
    assert "voice/pages/ticket.ogg /static/queueing/voice/A.ogg /static/queueing/voice/0.ogg" in ticket
    client.cookies["django_language"] = "en"
    assert "voice/pages/en-start.ogg" in client.get(url).content.decode()
    assert "pictures.svg#ticket" in client.get(url).content.decode()


def test_tools_stand_at_the_foot_and_are_forgotten_for_the_next_person(client, small):
    url = f"/halls/{small.hall.code}/kiosk/"
    for name in ("low", "contrast"):
        client.post(f"{url}look/", {"look": name, "next": url})
    words = client.get(url).content.decode()
    assert "is-low is-contrast" in words and "请人帮忙" in words and "data-time-out" in words
    assert client.post(f"{url}look/", {"look": "low", "next": "https://elsewhere.example/"}).url == url
    forgotten = client.get(f"{url}?fresh").cookies
    assert {name: forgotten[name]["max-age"] for name in ("low", "contrast", "elder")} == {
        "low": 0,
        "contrast": 0,
        "elder": 0,
    }


def test_a_desk_without_a_matter_is_offered_and_no_other_queue_is(client, small):
    desk = QueueFactory(hall=small.hall, code="consulting", name="咨询导办", kind="consulting", prefix="Z")
    url = f"/halls/{small.hall.code}/kiosk/"
    assert "咨询导办" not in client.get(f"{url}matters/").content.decode()  # no window serves it
    WindowQueueFactory(window=small.windows[0], queue=desk)
    assert "desk=consulting" in client.get(f"{url}matters/").content.decode()
    given = {"id_type": "resident", "id_number": ELDER}
    client.post(f"{url}identity/", {**given, "desk": "consulting", "request_key": "press-0001"})
    assert Ticket.objects.get().number == "Z001"
    refused = client.post(f"{url}identity/", {**given, "desk": "issuing", "request_key": "press-0002"})
    assert refused.status_code in {302, 422} and Ticket.objects.count() == 1


def test_a_card_of_somebody_young_is_not_first(client, small):
    client.post(
        f"/halls/{small.hall.code}/kiosk/identity/",
        {"by_card": "1", "id_type": "resident", "id_number": YOUNG, "request_key": "press-0001"},
    )
    assert (Ticket.objects.get().priority, Ticket.objects.get().queue) == ("", small.queue)


def test_the_way_out_needs_the_code_and_tries_are_counted(client, small):
    url = f"/halls/{small.hall.code}/kiosk/"
    set_kiosk_rules(hall=small.hall, phone_tickets="nobody", exit_code="246810", by=system_person("demo"))
    assert client.get(f"{url}service/").status_code == 302
    assert client.post(f"{url}exit/", {"code": "000000"}).status_code == 422
    assert "取号机维护" in client.post(f"{url}exit/", {"code": "246810"}, follow=True).content.decode()
    for _ in range(10):
        last = client.post(f"{url}exit/", {"code": "111111"})
    assert last.status_code == 429
    assert "246810" not in KioskRules.objects.get().exit_code


def test_progress_is_asked_at_the_kiosk_and_nothing_is_kept(client, small):
    url = f"/halls/{small.hall.code}/kiosk/"
    refused = client.post(f"{url}status/", {"number": "123", "second_factor": "0000"})
    assert refused.status_code == 404 and "没有" in refused.content.decode()
    assert "监督电话" in client.get(f"{url}voice/").content.decode()


def test_the_shell_keeps_words_for_a_server_that_is_away(client, small):
    url = f"/halls/{small.hall.code}/kiosk/"
    shell = client.get(f"{url}shell.js")
    assert shell.headers["Content-Type"].startswith("text/javascript") and f"{url}away/" in shell.content.decode()
    assert "暂时连接不上服务器" in client.get(f"{url}away/").content.decode()


def test_a_number_is_taken_on_the_phone_by_who_scanned_in_the_hall(client, small):
    """Row Q1: the phone, within the hall's rule, by real name, so many and no more."""
    take = f"/halls/{small.hall.code}/take/"
    chosen = {"chosen": [small.matters[0].code]}
    given = {**chosen, "name": "张建国", "id_type": "resident", "id_number": ELDER, "request_key": "phone-0001"}
    assert "请到大厅扫码取号" in client.get(take).content.decode()
    assert client.post(f"{take}who/", given).url == take and not Ticket.objects.exists()

    kiosk = client.get(f"/halls/{small.hall.code}/kiosk/")
    assert "手机扫码取号" in kiosk.content.decode()
    assert client.get(way_in(small.hall, "http://testserver")).url == take
    assert small.matters[0].name in client.get(take).content.decode()
    assert "请照证件填写姓名" in client.post(f"{take}who/", {**given, "name": ""}).content.decode()
    followed = client.post(f"{take}who/", given, follow=True)
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.party.name) == ("phone", "张建国") and "下一个就是您" in followed.content.decode()
    assert client.post(f"{take}who/", given).url == f"/tickets/{ticket.token}/" and Ticket.objects.count() == 1
    for serial in range(12):
        last = client.post(f"{take}who/", {**given, "id_number": "1", "request_key": f"phone-1{serial:03d}"})
    assert last.status_code == 422 and Ticket.objects.count() == 1


@pytest.mark.parametrize(("rule", "words"), [("nobody", "不在手机上取号"), ("anywhere", "常办的事项")])
def test_the_manager_sets_who_takes_numbers_on_phones(client, small, rule, words):
    set_kiosk_rules(hall=small.hall, phone_tickets=rule, by=system_person("demo"))
    assert words in client.get(f"/halls/{small.hall.code}/take/").content.decode()
    shows_code = "手机扫码取号" in client.get(f"/halls/{small.hall.code}/kiosk/").content.decode()
    assert shows_code == (rule == "anywhere")
