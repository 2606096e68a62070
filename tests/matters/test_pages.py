"""The citizens' pages of the catalogue, and the same over the API."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from hall.permissions import system_person
from matters.models import Material, Matter
from matters.search_text import search_text
from matters.verbs.synonyms import load_synonyms
from tests.factories import HallFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def food():
    name = "食品经营许可（首次申请）"
    text = search_text(name, "", ["开饭店"], "市市场监管局")
    return a_published_matter(
        materials=3,
        matter__name=name,
        matter__aliases=["开饭店"],
        matter__search_text=text,
        matter__applicants=["enterprise"],
    )


@pytest.fixture
def certificate():
    return a_published_matter(
        matter__name="无房证明打印", matter__applicants=["person"], matter__is_one_window=False, case_kind="instant",
        promised_limit=0,
    )  # fmt: skip


def page(client, url_name="matters", args=(), **query):
    return client.get(reverse(url_name, args=args), query).content.decode()


def test_the_list_shows_all_matters_and_says_that_the_data_are_for_demonstration(client, food, certificate):
    html = page(client)
    assert "食品经营许可（首次申请）" in html and "无房证明打印" in html and "演示数据" in html
    assert "10 个工作日" in html and "当场办结" in html


@pytest.mark.parametrize(
    ("query", "food_is_there", "certificate_is_there"),
    [
        ({"q": "开饭店"}, True, False),
        ({"audience": "person"}, False, True),
        ({"audience": "company"}, True, False),
        ({"instant": "1"}, False, True),
        ({"one_window": "1"}, True, False),
        ({"audience": "martian", "page": "abc"}, True, True),
        ({"department": "nobody"}, False, False),
        ({"q": "食品", "kind": "promised"}, True, False),
        ({"q": "打印", "kind": "instant", "audience": "person"}, False, True),
        ({"online": "4"}, False, False),
        ({"online": "3"}, True, True),
        ({"hall": "nowhere"}, False, False),
        ({"list": "weekend"}, False, False),
        ({"theme": "住房保障"}, False, False),
        ({"kind": "martian", "online": "9", "list": "none"}, True, True),
    ],
)
def test_words_and_filters_narrow_the_list(client, food, certificate, query, food_is_there, certificate_is_there):
    html = page(client, **query).replace("<mark>", "").replace("</mark>", "")
    assert ("食品经营许可（首次申请）" in html, "无房证明打印" in html) == (food_is_there, certificate_is_there)


def test_an_empty_list_says_what_to_do_next(client, food):
    html = page(client, q="量子纠缠龘", kind="promised")
    for words in ("换一个说法试试", "没有找到“量子纠缠龘”", "遇到了什么事", "按主题找", "咨询台", "去掉筛选再找"):
        assert words in html


def test_the_list_takes_the_same_few_queries_however_long_it_is(client, django_assert_num_queries):
    for _ in range(12):
        a_published_matter()
    page(client, q="食品")
    with django_assert_num_queries(9):
        page(client, q="食品")


def test_htmx_gets_only_the_list(client, food):
    html = client.get(reverse("matters"), headers={"HX-Request": "true"}).content.decode()
    assert "食品经营许可" in html and "<html" not in html


def test_hints_come_as_a_fragment_or_as_json(client, food):
    url = reverse("matter-hints")
    assert "俗称：开饭店" in client.get(url, {"q": "饭店"}, headers={"HX-Request": "true"}).content.decode()
    hint = client.get(url, {"q": "spjy"}).json()["hints"][0]
    assert (hint["name"], hint["why"]) == ("食品经营许可（首次申请）", "拼音")
    assert client.get(url, {"q": "  "}).json() == {"hints": []}


def test_the_guide_shows_the_standard_with_its_fingerprint(client, food):
    Material.objects.filter(version=food, order=2).update(shared_licence="营业执照", may_be_late=True, late_days=5)
    html = page(client, "matter", [food.matter.code])
    for words in (
        "受理条件",
        "申请材料",
        "免提交",
        "可容缺，5 个工作日内补",
        "20 个工作日",
        "不收费",
        "监督投诉电话",
        "演示数据",
    ):
        assert words in html
    assert html.count(food.short_fingerprint) == 1
    assert 'style="' not in html and "<script>" not in html


def test_the_guide_takes_five_queries(client, food, django_assert_num_queries):
    with django_assert_num_queries(5):
        page(client, "matter", [food.matter.code])


def test_a_paused_matter_is_shown_with_its_reason(client):
    paused = a_published_matter(state="paused", pause_reason="国家系统升级", matter__name="排污许可")
    assert "国家系统升级" in page(client)
    assert "国家系统升级" in page(client, "matter", [paused.matter.code])


def test_an_unknown_matter_and_one_without_a_standard_say_what_to_do(client):
    answer = client.get(reverse("matter", args=["11000000"]))
    assert answer.status_code == 404 and "核对编码" in answer.content.decode()
    draft = VersionFactory(state="draft", in_force=None)
    answer = client.get(reverse("matter", args=[draft.matter.code]))
    assert answer.status_code == 422 and "咨询台" in answer.content.decode()


def test_the_qr_code_is_a_picture_of_its_own_address(client, food):
    answer = client.get(reverse("matter-qr", args=[food.matter.code]))
    assert answer["Content-Type"] == "image/svg+xml" and b"<path" in answer.content and b"style" not in answer.content


def test_the_guide_reads_in_english_too(client, food, english):
    client.cookies["django_language"] = "en"
    html = page(client, "matter", [food.matter.code])
    assert "What to bring" in html and "10 working days" in html and "食品经营许可" in html


def test_the_api_lists_filters_and_pages(client, food, certificate):
    body = client.get("/api/v1/matters/", {"q": "开饭店"}).json()
    assert body["count"] == 1 and body["results"][0]["code"] == food.matter.code
    assert body["results"][0]["why"] == "俗称：开饭店"
    body = client.get("/api/v1/matters/", {"page_size": 1}).json()
    assert body["count"] == 2 and len(body["results"]) == 1 and "page=2" in body["next"]
    assert client.get("/api/v1/matters/", {"audience": "martian"}).json()["code"] == "hall.invalid_input"


def test_the_api_gives_guide_and_tick_list_with_the_same_fingerprint(client, food):
    guide = client.get(f"/api/v1/matters/{food.matter.code}/").json()
    ticks = client.get(f"/api/v1/matters/{food.matter.code}/tick-list/").json()
    assert guide["version"]["fingerprint"] == ticks["fingerprint"] == food.fingerprint
    assert [material["order"] for material in ticks["materials"]] == [1, 2, 3]
    assert guide["materials"] == ticks["materials"]


def test_the_tick_list_of_a_paused_matter_is_refused_with_the_reason(client):
    paused = a_published_matter(state="paused", pause_reason="国家系统升级")
    answer = client.get(f"/api/v1/matters/{paused.matter.code}/tick-list/")
    assert (answer.status_code, answer.json()["code"]) == (422, "matters.not_available")
    assert "国家系统升级" in answer.json()["detail"]
    assert client.get("/api/v1/matters/nothing/").json()["code"] == "matters.not_found"


def test_stationed_in_a_hall_narrows_the_list_and_no_hall_means_the_citys(client, food, certificate):
    city, district = HallFactory(level="city"), HallFactory(level="district")
    Matter.objects.filter(pk=certificate.matter_id).update(hall_codes=[district.code])
    assert "无房证明打印" not in page(client, hall=city.code) and "食品经营许可" in page(client, hall=city.code)
    assert "无房证明打印" in page(client, hall=district.code) and "食品经营许可（" not in page(
        client, hall=district.code
    )


def test_the_matched_words_are_marked_and_links_tell_what_was_asked(client, food):
    html = page(client, q="经营许可")
    assert "食品<mark>经营许可</mark>（首次申请）" in html
    assert f"{reverse('matter', args=[food.matter.code])}?found=" in html


def test_without_words_the_list_offers_life_events_and_themes(client, food):
    load_synonyms(by=system_person("import"))
    html = page(client)
    assert f"?q={quote('出生')}" in html and "按主题找" in html
    assert "遇到了什么事" not in page(client, q="食品")
