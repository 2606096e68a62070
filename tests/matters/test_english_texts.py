"""English names of the frequent matters: read from their file, shown to readers of English, Chinese otherwise."""

import json
from types import SimpleNamespace

import pytest
from django.utils import translation

from hall.permissions import system_person
from matters.catalogue_file.english import read_english
from matters.models import EnglishText
from matters.queries.english import forget_english_texts
from matters.templatetags.english import condition_in, english_text, material_in, materials_of, named
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
