"""English names of the frequent matters: read from their file, shown to readers of English, Chinese otherwise."""

import json
from types import SimpleNamespace

import pytest
from django.utils import translation

from hall.permissions import system_person
from matters.catalogue_file.english import read_english
from matters.models import EnglishText
from matters.queries.english import forget_english_texts
from matters.templatetags.english import (
    condition_in,
    english_text,
    material_in,
    materials_of,
    named,
    said_in,
    situation_in,
)
from matters.verbs.english import load_english
from tests.factories import a_published_matter

ROWS = [{"code": "A1", "name": "食品经营许可", "conditions": ["有场所。"], "materials": [{"name": "申请书"}]}]


def written(folder, **entry):
    path = folder / "english.jsonl"
    path.write_text(json.dumps({"code": "A1", "name": "Food Business Licence", **entry}, ensure_ascii=False))
    return path


def test_a_text_that_fits_is_read(tmp_path):
    path = written(tmp_path, materials={"申请书": "Application form"}, conditions={"有场所。": "You have premises."})
    rows, problems = read_english(path, ROWS)
    assert problems == [] and rows[0]["materials"] == {"申请书": "Application form"}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"code": "B9"}, "目录中没有编码为 B9 的事项"),
        ({"materials": {"户口簿": "Household register"}}, "没有材料“户口簿”"),
        ({"conditions": {"年满十八岁。": "Eighteen"}}, "没有条件“年满十八岁。”"),
        ({"words": {"盖章。": "Stamped."}}, "没有文字“盖章。”"),
        ({"materials": {"申请书": "Other relevant documents"}}, "属于兜底条款"),
        ({"summary": "Bring what is asked, etc."}, "英文含糊说法"),
        ({"name": ""}, "name 不能为空"),
        ({"colour": "red"}, "colour 没有这个字段"),
    ],
)
def test_a_text_that_does_not_fit_is_named(tmp_path, entry, words):
    _, problems = read_english(written(tmp_path, **entry), ROWS)
    assert len(problems) == 1 and words in str(problems[0])


def test_no_file_means_no_texts(tmp_path):
    assert read_english(tmp_path / "english.jsonl", ROWS) == ([], [])


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_english_readers_see_the_name():
    matter = a_published_matter(matter__name="食品经营许可").matter
    rows = [{"code": matter.code, "name": "Food Business Licence", "materials": {"申请书": "Application form"}}]
    assert load_english(rows=rows, by=system_person("import")) == 1
    assert load_english(rows=rows, by=system_person("import")) == 0
    assert EnglishText.objects.get().name == "Food Business Licence"
    forget_english_texts()
    with translation.override("en"):
        assert named(matter) == "Food Business Licence"
        assert materials_of(["申请书", "照片"], matter) == ["Application form", "照片"]
        assert english_text("") is None
    with translation.override("zh-hans"):
        assert named(matter) == "食品经营许可"
        assert materials_of(["申请书"], matter) == ["申请书"]
    forget_english_texts()


def test_words_without_english_stay_chinese():
    text = SimpleNamespace(conditions={"有场所。": "You have premises."}, materials={})
    assert condition_in("有场所。", text) == "You have premises."
    assert material_in("申请书", text) == "申请书"
    assert condition_in("有场所。", None) == "有场所。"


DEEP = [
    {
        "code": "A1", "name": "食品经营许可", "conditions": [], "visit_reason": "现场核验",
        "materials": [{"name": "申请书", "acceptance_standard": "签字盖章齐全"}],
        "faq": [{"question": "多久？", "answer": "十天"}],
        "questions": [{"ask": "谁来办？", "options": [{"say": "本人", "situation": "本人办理"}]}],
    }
]  # fmt: skip


def test_english_may_be_written_for_every_text_of_the_standard(tmp_path):
    words = {
        "签字盖章齐全": "Signed and stamped",
        "十天": "Ten days",
        "谁来办？": "Who comes?",
        "本人办理": "In person",
    }
    rows, problems = read_english(written(tmp_path, words=words), DEEP)
    assert problems == [] and rows[0]["words"] == words


def test_words_that_many_matters_share_come_with_those_that_use_them(tmp_path):
    path = written(tmp_path, words={"十天": "10 days"})
    shared = {"签字盖章齐全": "Signed and stamped", "十天": "Ten days", "三份": "Three copies"}
    (tmp_path / "english_shared.json").write_text(json.dumps(shared, ensure_ascii=False))
    rows, problems = read_english(path, DEEP)
    assert problems == [] and rows[0]["words"] == {"签字盖章齐全": "Signed and stamped", "十天": "10 days"}
    (tmp_path / "english_shared.json").write_text("[]")
    assert "应为对象" in str(read_english(path, DEEP)[1][0])


def test_other_words_are_read_from_the_matter_then_from_the_house():
    text = SimpleNamespace(words={"本人": "In person"})
    assert situation_in("本人 · 租用", text) == "In person · 租用"
    assert said_in("", text) == "" and said_in("本人", None) == "本人"
    with translation.override("en"):
        assert said_in("受理", None) != "受理"


@pytest.mark.django_db
def test_the_guide_in_english_reads_english_down_to_the_acceptance_standard(client):
    version = a_published_matter(matter__name="食品经营许可", faq=[{"question": "要等多久？", "answer": "十天"}])
    material = version.materials.first()
    words = {material.acceptance_standard: "Filled in and signed", "要等多久？": "How long?", "十天": "Ten days"}
    row = {"code": version.matter.code, "name": "Food Business Licence", "words": words}
    load_english(rows=[row], by=system_person("import"))
    forget_english_texts()
    client.cookies["django_language"] = "en"
    page = client.get(f"/matters/{version.matter.code}/").content.decode()
    assert all(text in page for text in words.values()) and material.acceptance_standard not in page
    forget_english_texts()
