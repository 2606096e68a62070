"""The rating page, the window's pad and the API."""

from datetime import timedelta

import pytest

from complaints.models import Rating
from complaints.rating_tokens import token_for
from complaints.verbs.ratings import invite
from hall.kernel import clock
from hall.roles import Role
from tests.complaints.services import a_pad, a_service
from tests.factories import StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def token():
    return invite(service_id=a_service().pk)[1]


@pytest.fixture
def window():
    return WindowFactory(code="07")


@pytest.fixture
def pad(client, window):
    client.force_login(a_pad(window))
    return client


def a_served(window, **given):
    """A service that just ended and that the task has invited to rate."""
    service = a_service(window, **given)
    invite(service_id=service.pk)
    return service


def html(answer):
    return answer.content.decode()


def test_the_page_shows_five_levels_with_words_and_presets_nothing(client, token):
    page = html(client.get(f"/rate/{token}/"))
    assert page.count('type="radio"') == 5 and page.count('type="checkbox"') == 40
    assert "checked" not in page
    for words in ("非常满意", "基本满意", "非常不满意", "一窗受理一次办结", "服务态度差效率低"):
        assert words in page
    assert 'style="' not in page and "<script>" not in page


def test_a_citizen_rates_without_script_and_is_thanked(client, token):
    data = {"level": "dissatisfied", "tags_dissatisfied": ["213"], "tags_satisfied": ["413"], "words": "等太久"}
    answer = client.post(f"/rate/{token}/", data, follow=True)
    assert "谢谢您的评价" in html(answer)
    rating = Rating.objects.get()
    assert (rating.level, rating.tags, rating.words, rating.channel) == ("dissatisfied", ["213"], "等太久", "phone")


def test_without_a_level_the_page_says_so_and_keeps_the_words(client, token):
    answer = client.post(f"/rate/{token}/", {"words": "写了半天"})
    assert answer.status_code == 422
    assert "请选择满意程度" in html(answer) and "写了半天" in html(answer) and "checked" not in html(answer)


def test_used_expired_and_forged_links_give_the_same_page(client, token):
    forged = client.get(f"/rate/{token_for(10_000_000)}/")
    client.post(f"/rate/{token}/", {"level": "satisfied"})
    used = client.get(f"/rate/{token}/")
    late = invite(service_id=a_service().pk)[1]
    with clock.frozen(clock.now() + timedelta(days=11)):
        expired = client.get(f"/rate/{late}/")
    assert forged.status_code == used.status_code == expired.status_code == 404
    for page in (forged, used, expired):
        assert "这个链接不能评价" in html(page) and "已经用过、已经过期，或者不完整" in html(page)


def test_a_double_click_is_thanked_twice_and_counted_once(client, token):
    data = {"level": "satisfied", "request_key": "key-of-this-form"}
    first, second = client.post(f"/rate/{token}/", data), client.post(f"/rate/{token}/", data)
    assert first.status_code == second.status_code == 302
    assert Rating.objects.filter(state="given").count() == 1


def test_a_clerk_who_opens_the_link_cannot_rate(client, token):
    client.force_login(StaffFactory(roles=[Role.WINDOW_CLERK]))
    answer = client.post(f"/rate/{token}/", {"level": "very_satisfied"})
    assert answer.status_code == 403 and "工作人员不能代为评价" in html(answer)
    assert Rating.objects.get().state == "invited"


def test_the_page_reads_in_english(client, token, english):
    client.cookies["django_language"] = "en"
    page = html(client.get(f"/rate/{token}/"))
    assert "Very satisfied" in page and "The clerk was not skilled" in page


def test_the_pad_asks_the_person_just_served_and_thanks_the_same_for_every_answer(pad, window):
    assert "欢迎来到本窗口" in html(pad.get("/pad/"))
    service = a_served(window)
    asking = html(pad.get("/pad/"))
    assert asking.count('name="level"') == 5 and service.ticket.number in asking and "checked" not in asking
    answer = html(pad.post("/pad/", {"level": "very_dissatisfied", "token": token_for(service.pk)}))
    assert "谢谢您的评价" in answer and "不满意" not in answer
    assert "欢迎来到本窗口" in html(pad.get("/pad/"))
    assert Rating.objects.get().channel == "pad"


def test_pressing_twice_is_thanked_and_counted_once(pad, window):
    token = token_for(a_served(window).pk)
    pad.get("/pad/")
    for level in ("dissatisfied", "satisfied"):
        assert "谢谢您的评价" in html(pad.post("/pad/", {"level": level, "token": token}))
    assert Rating.objects.get().level == "dissatisfied"


def test_the_pad_goes_back_by_itself_and_chooses_nothing(pad, window):
    a_served(window, ago=5)
    assert "data-back-after" in html(pad.get("/pad/"))
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert "欢迎来到本窗口" in html(pad.get("/pad/"))
    assert Rating.objects.get().state == "invited"


def test_the_pad_does_not_ask_once_the_next_person_is_called(pad, window):
    a_served(window, ago=20)
    now = clock.now()
    a_service(window, ended_at=None, outcome="", called_at=now, queued_at=now)
    assert "欢迎来到本窗口" in html(pad.get("/pad/"))


def test_the_pad_shows_nothing_of_another_window(pad, window):
    a_served(WindowFactory(hall=window.hall, code="08"))
    assert "欢迎来到本窗口" in html(pad.get("/pad/"))


def test_only_a_pad_opens_the_pad_page(client, window):
    client.force_login(StaffFactory(hall=window.hall, roles=[Role.WINDOW_CLERK]))
    assert client.get("/pad/").status_code == 403


def test_an_idle_pad_polls_with_few_queries(pad, window, django_assert_num_queries):
    pad.get("/pad/")
    with django_assert_num_queries(5):
        pad.get("/pad/", headers={"HX-Request": "true"})


def test_the_api_takes_a_rating_once(client, token):
    body = {"token": token, "level": "satisfied", "tags": ["411"]}
    answer = client.post("/api/v1/ratings/", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (201, {"state": "given"})
    again = client.post("/api/v1/ratings/", body, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (404, "complaints.rating_link_closed")


def test_the_api_refuses_what_a_rule_refuses(client, token):
    def post(**change):
        body = {"token": token, "level": "satisfied", **change}
        return client.post("/api/v1/ratings/", body, content_type="application/json")

    assert post(level="").json()["code"] == "hall.invalid_input"
    assert post(tags=["115"]).json()["code"] == "complaints.tag_not_of_level"
    assert post(words="好" * 501).json()["code"] == "hall.invalid_input"
    assert Rating.objects.get().state == "invited"


def test_the_pad_over_the_api_gets_the_token_of_its_own_window_only(client, window):
    account = a_pad(window)
    client.force_login(account)
    assert client.get("/api/v1/windows/07/pad/").json()["token"] is None
    service = a_served(window)
    shown = client.get("/api/v1/windows/07/pad/").json()
    assert (shown["token"], shown["ticket"]) == (token_for(service.pk), service.ticket.number)
    assert client.get("/api/v1/windows/08/pad/").status_code == 404


def test_looking_at_the_pad_writes_nothing(pad, window):
    a_service(window)
    assert "欢迎来到本窗口" in html(pad.get("/pad/"))
    assert pad.get("/api/v1/windows/07/pad/").json()["token"] is None
    assert not Rating.objects.exists()


def test_which_way_an_answer_came_is_seen_and_not_told(pad, client, window, token):
    told = {"token": token_for(a_served(window).pk), "level": "satisfied", "channel": "sms"}
    assert pad.post("/api/v1/ratings/", told, content_type="application/json").status_code == 201
    assert Rating.objects.get(state="given").channel == "pad"
    client.logout()
    told = {"token": token, "level": "satisfied", "channel": "pad"}
    client.post("/api/v1/ratings/", told, content_type="application/json")
    assert sorted(Rating.objects.values_list("channel", flat=True)) == ["api", "pad"]
