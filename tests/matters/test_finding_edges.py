"""Searching at its edges: signs alone, filters that do not exist, counted choices, syllables in another order."""

import pytest
from django.urls import reverse

from hall.kernel import clock
from matters.finding.lexicon import Meaning, lexicon_of
from matters.models import AskedWords
from matters.queries.search import search_matters
from matters.search_text import plain
from matters.verbs.asking import answer_mark, note_chosen_by
from tests.factories import a_published_matter

SAME = {"headers": {"sec-fetch-site": "same-origin"}}


@pytest.mark.django_db
@pytest.mark.parametrize("signs", ["%", "\\", "(", "*", "……？", "%%%", "'\"--"])
def test_signs_alone_find_nothing_and_lead_on(client, signs):
    a_published_matter()
    assert search_matters(signs) == []
    page = client.get(reverse("matters"), {"q": signs}).content.decode()
    assert "没有找到" in page and "换一个说法试试" in page
    assert client.get("/api/v1/matters/", {"q": signs}).json()["count"] == 0
    assert not AskedWords.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("department", "zzz", "部门"),
        ("hall", "zz", "进驻大厅"),
        ("theme", "天文", "主题"),
        ("audience", "cat", "谁来办"),
        ("list", "x", "清单"),
    ],
)
def test_a_filter_that_does_not_exist_is_told(client, name, value, label):
    a_published_matter()
    page = client.get(reverse("matters"), {name: value}).content.decode()
    assert f"没有“{value}”这样的{label}" in page
    assert client.get("/api/v1/matters/", {name: value}).status_code == 400


@pytest.mark.django_db
def test_a_page_before_the_first_is_refused_in_words(client):
    assert client.get("/api/v1/matters/", {"page": "-1"}).status_code == 400


@pytest.mark.django_db
def test_a_choice_is_counted_once_for_a_reader_and_never_for_a_crawler(client):
    address = reverse("matter", args=[a_published_matter().matter.code])
    mark = answer_mark("开大排档")
    client.get(address, {"found": mark})
    client.get(address, {"found": "开大排档"}, **SAME)
    client.get(address, {"found": mark + "x"}, **SAME)
    assert not AskedWords.objects.exists()
    for _ in range(3):
        assert client.get(address, {"found": mark}, **SAME).status_code == 200
    assert AskedWords.objects.get().chosen == 1
    old = answer_mark("开大排档")
    with clock.frozen(clock.now()):
        note_chosen_by(mark=old)
    assert AskedWords.objects.get().chosen == 2


def a_lexicon(*words):
    return lexicon_of([Meaning(word, "everyday", "食品经营许可") for word in words])


def test_syllables_in_another_order_are_heard():
    found = a_lexicon("开餐厅", "营业执照")
    assert found.sounding_like("cantingkai") == ["开餐厅"] and found.sounding_like("kaicanting") == ["开餐厅"]
    assert found.sounding_like("tingcan") == [] and found.in_another_order("zhaozhiyeying") == ["营业执照"]


def test_of_three_characters_another_one_makes_another_word():
    found = a_lexicon("老兵证", "身份证")
    assert found.one_mistake_away("老年证") == [] and found.one_mistake_away("身分证") == ["身份证"]
    assert found.one_mistake_away("份身证") == ["身份证"]


def test_characters_that_look_alike_are_read_as_the_common_one():
    assert plain("户囗本") == "户口本" and plain("戸口") == "户口"
