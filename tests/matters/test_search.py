"""Finding a matter the way people ask for it."""

import pytest

from matters.queries.search import search_matters
from matters.search_text import search_text
from tests.factories import DepartmentFactory, MatterFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db


def named(name, aliases=(), department=None, **fields):
    department = department or DepartmentFactory()
    text = search_text(name, fields.get("main_item", ""), aliases, department.short_name)
    matter = MatterFactory(name=name, aliases=list(aliases), department=department, search_text=text, **fields)
    VersionFactory(matter=matter)
    return matter


@pytest.fixture
def catalogue():
    named("食品经营许可（首次申请）", ["开饭店", "开餐馆"], main_item="食品经营许可", is_frequent=True)
    named("食品经营许可（注销）", main_item="食品经营许可")
    named("营业执照遗失补领", ["执照丢了"])
    named("道路旅客运输经营许可", ["跑客运"])
    named("医师执业注册", ["医生证"])


def names(words, **how):
    return [hit.matter.name for hit in search_matters(words, **how)]


def why(words):
    return search_matters(words)[0].why


@pytest.mark.parametrize(
    ("words", "first", "reason"),
    [
        ("食品经营许可", "食品经营许可（首次申请）", "名称"),
        ("开饭店", "食品经营许可（首次申请）", "俗称：开饭店"),
        ("我想开饭店要办什么证", "食品经营许可（首次申请）", "俗称：开饭店"),
        ("spjyxk", "食品经营许可（首次申请）", "拼音"),
        ("shipin", "食品经营许可（首次申请）", "拼音"),
        ("yszy", "医师执业注册", "拼音"),
        ("营业执照", "营业执照遗失补领", "名称"),
        ("營業執照", "营业执照遗失补领", "繁体字转换 · 名称"),
        ("开饭点", "食品经营许可（首次申请）", "读音相同"),
        ("食品经言许可", "食品经营许可（首次申请）", "错字更正：食品经言许可→食品经营许可"),
        ("ｓｐｊｙ", "食品经营许可（首次申请）", "拼音"),
        ("食品 注销", "食品经营许可（注销）", "名称"),
        ("道路 客运", "道路旅客运输经营许可", "名称"),
    ],
)
def test_a_matter_is_found_as_people_speak_and_says_why(catalogue, words, first, reason):
    hit = search_matters(words)[0]
    assert (hit.matter.name, hit.why) == (first, reason)


def test_nothing_like_it_gives_nothing_and_strange_input_does_no_harm(catalogue):
    assert names("量子纠缠龘") == []
    for strange in ("%", "_", "'; DROP TABLE", "\x00", "（", "a" * 5000, "\\"):
        names(strange)


def test_without_words_the_frequent_matters_come_first(catalogue):
    assert names("", limit=1) == ["食品经营许可（首次申请）"]


def test_the_department_narrows_the_search_and_its_name_is_found(catalogue):
    department = DepartmentFactory(short_name="市园林绿化局")
    named("树木移植许可", department=department)
    assert names("许可", department=department) == ["树木移植许可"]
    assert names("园林") == ["树木移植许可"]


def test_a_draft_is_not_found_and_a_paused_matter_says_why():
    VersionFactory(state="draft", in_force=None, matter__name="草稿事项")
    a_published_matter(state="paused", pause_reason="国家系统升级", matter__name="暂停事项")
    assert names("草稿事项") == []
    assert search_matters("暂停事项")[0].paused == "国家系统升级"


def test_a_search_takes_five_light_queries(catalogue, django_assert_num_queries):
    with django_assert_num_queries(5):
        search_matters("开饭店")
