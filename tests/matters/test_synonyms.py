"""Words that lead to matters: the editor's table, and what was asked in vain."""

import re

import pytest
from django.urls import reverse

from hall.kernel.errors import NotPermitted, StateConflict
from hall.permissions import system_person
from hall.roles import Role
from hall.steps import steps_of
from matters.errors import ReasonMissing, SynonymLeadsNowhere, SynonymSaidAlready, WordMissing
from matters.models import AskedWords, EnglishText, Synonym
from matters.queries.english import forget_english_texts
from matters.queries.lexicon import forget_lexicon
from matters.queries.search import search_matters
from matters.queries.synonyms import asked_in_vain
from matters.search_text import search_text
from matters.synonym_seed import SeedLine, seed_lines
from matters.verbs.asking import countable, note_asked, note_chosen
from matters.verbs.synonyms import add_synonym, load_synonyms, restore_synonym, retire_synonym
from tests.factories import StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db
REASON = "市民常这样问"


@pytest.fixture
def editor():
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR])


@pytest.fixture
def food():
    text = search_text("食品经营许可（首次申请）", "食品经营许可", [], "市市场监管局", ["食品经营许可证"])
    return a_published_matter(matter__name="食品经营许可（首次申请）", matter__search_text=text).matter


def names(words):
    return [hit.matter.name for hit in search_matters(words)]


def test_a_word_leads_to_its_matter_at_once_and_no_longer_when_retired(editor, food):
    assert names("开大排档") == []
    word = add_synonym(word="开大排档", means="食品经营许可", reason=REASON, by=editor)
    hit = search_matters("我想开大排档")[0]
    assert (hit.matter, hit.why) == (food, "同义词：开大排档→食品经营许可")
    retire_synonym(synonym_id=word.pk, reason="说法不准", by=editor)
    assert names("开大排档") == []
    restore_synonym(synonym_id=word.pk, reason="还是有人这样问", by=editor)
    assert names("开大排档") == [food.name]
    assert [(s.verb, s.reason) for s in steps_of(word)] == [
        ("add", REASON), ("retire", "说法不准"), ("restore", "还是有人这样问"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"means": "量子纠缠"}, SynonymLeadsNowhere),
        ({"word": "开"}, WordMissing),
        ({"reason": " "}, ReasonMissing),
        ({"kind": "department", "means": "nobody"}, SynonymLeadsNowhere),
    ],
)
def test_a_word_that_helps_nobody_is_refused(editor, food, given, error):
    with pytest.raises(error):
        add_synonym(**{"word": "开大排档", "means": "食品经营许可", "reason": REASON, **given}, by=editor)
    assert not Synonym.objects.exists()


def test_the_same_word_is_not_said_twice_and_a_move_is_made_once(editor, food):
    word = add_synonym(word="开大排档", means="食品经营许可", reason=REASON, by=editor)
    with pytest.raises(SynonymSaidAlready):
        add_synonym(word="開大排檔", means="食品经营许可", reason=REASON, by=editor)
    with pytest.raises(StateConflict):
        restore_synonym(synonym_id=word.pk, reason=REASON, by=editor)


def test_only_those_who_edit_the_catalogue_may(food):
    clerk = StaffFactory(roles=[Role.WINDOW_CLERK])
    with pytest.raises(NotPermitted):
        add_synonym(word="开大排档", means="食品经营许可", reason=REASON, by=clerk)


def test_what_ships_is_loaded_once_and_what_was_retired_stays_retired(editor):
    lines = [SeedLine("everyday", "开饭店", "食品经营许可", 1), SeedLine("everyday", "开饭馆", "食品经营许可", 1)]
    by = system_person("import")
    assert load_synonyms(by=by, lines=lines) == 2
    retire_synonym(synonym_id=Synonym.objects.get(word="开饭店").pk, reason="试", by=editor)
    assert load_synonyms(by=by, lines=lines) == 0
    assert Synonym.objects.get(word="开饭店").state == "retired"


def test_more_than_three_hundred_words_ship():
    words = {line.word for line in seed_lines()}
    assert len(words) > 300


@pytest.mark.parametrize(
    "words", ["110101199003074477", "13800138000", "张三 138-0013-8000", "a@b.cn", "https://x.cn", "11010119900307447X"]
)
def test_what_looks_like_a_persons_number_is_never_kept(words):
    assert countable(words) == ""
    note_asked(words=words, found=0)
    assert not AskedWords.objects.exists()


def test_questions_are_counted_by_day_and_those_without_a_choice_are_listed(editor, food):
    for _ in range(3):
        note_asked(words=" 开大排档 ", found=0)
    note_asked(words="食品经营许可", found=1)
    note_chosen(words="食品经营许可")
    assert [(line.words, line.asked, line.found) for line in asked_in_vain()] == [("开大排档", 3, 0)]
    add_synonym(word="开大排档", means="食品经营许可", reason=REASON, by=editor)
    assert asked_in_vain() == []


def test_from_a_question_in_vain_to_a_word_in_one_step(client, editor, food):
    client.get(reverse("matters"), {"q": "开大排档"})
    client.force_login(editor)
    html = client.get(reverse("synonyms")).content.decode()
    assert "开大排档" in html and "没有结果" in html
    sent = {"word": "开大排档", "means": "食品经营许可", "kind": "everyday", "reason": "市民查找 1 次没有点选"}
    answer = client.post(reverse("synonym-add"), sent)
    assert answer.status_code == 302
    html = client.get(answer["Location"]).content.decode()
    assert "立即生效" in html and "食品经营许可（首次申请）" in html and "市民查找 1 次没有点选" in html
    found = client.get(reverse("matters"), {"q": "开大排档"}).content.decode()
    assert "同义词：开大排档→食品经营许可" in found and "<mark>食品经营许可</mark>" in found
    link = re.search(rf'href="({reverse("matter", args=[food.code])}\?found=[^"]+)"', found)
    client.get(link[1], headers={"sec-fetch-site": "same-origin"})
    assert AskedWords.objects.get().chosen == 1


def test_a_refused_word_keeps_what_was_typed(client, editor, food):
    client.force_login(editor)
    sent = {"word": "开大排档", "means": "没有这样的事项", "kind": "everyday", "reason": REASON}
    answer = client.post(reverse("synonym-add"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422 and "目录里没有名称含" in html and 'value="没有这样的事项"' in html


def test_a_word_is_retired_and_used_again_on_its_page_with_a_reason(client, editor, food):
    word = add_synonym(word="开大排档", means="食品经营许可", reason=REASON, by=editor)
    client.force_login(editor)
    assert client.post(reverse("synonym-retire", args=[word.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("synonym-retire", args=[word.pk]), {"reason": "说法不准"})
    assert Synonym.objects.get().state == "retired"
    assert "说法不准" in client.get(reverse("synonym", args=[word.pk])).content.decode()
    client.post(reverse("synonym-restore", args=[word.pk]), {"reason": "恢复"})
    assert Synonym.objects.get().state == "active"
    assert client.get(reverse("synonym", args=[999_999])).status_code == 404


def test_the_table_takes_few_queries(client, editor, django_assert_max_num_queries):
    load_synonyms(by=system_person("import"))
    client.force_login(editor)
    with django_assert_max_num_queries(9):
        html = client.get(reverse("synonyms"), {"q": "饭店", "kind": "everyday", "state": "active"}).content.decode()
    assert "开饭店" in html


def test_pages_of_synonyms_are_for_those_who_edit_the_catalogue(client, food):
    client.force_login(StaffFactory(roles=[Role.WINDOW_CLERK]))
    assert client.get(reverse("synonyms")).status_code == 403


def test_a_matter_is_found_by_its_english_name_and_shown_under_it_in_english(client, food, english):
    EnglishText.objects.create(matter=food, name="Food business licence (first application)")
    forget_lexicon()
    forget_english_texts()
    assert names("food business lic") == [food.name]
    client.cookies["django_language"] = "en"
    html = client.get(reverse("matters"), {"q": "Food business licence"}).content.decode()
    assert "Food business licence (first application)" in html and "What happened?" not in html
    forget_lexicon()
    forget_english_texts()
