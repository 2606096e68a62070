"""An editor writes guided questions into a draft: as text, checked, with every situation shown."""

import pytest
from django.test import Client

from hall.roles import Role
from matters.errors import DraftChanged, DraftFaulty
from matters.guided import notation
from matters.guided.questions import stored
from matters.queries.drafts import faults_of
from matters.verbs.drafts import start_draft
from matters.verbs.guiding import save_questions
from tests.factories import MaterialFactory, StaffFactory, VersionFactory

TEXT = """问 house：房子是自己的还是租的？
注：看房产证上的名字
答 own：自己的 | 情形 自有场地 | 要 房产证、土地证
答 rent：租的 | 情形 租用场地 | 要 租赁合同 + 房主同意书 | 转 end
答 moved：搬了地方 | 改办 {other}

问 who：您自己来办吗？
答 self：自己来
答 agent：请人代办 | 情形 委托办理 | 要 授权委托书
"""
NAMES = ["房产证、土地证", "租赁合同", "房主同意书", "授权委托书"]


def test_the_text_says_what_is_stored_and_back():
    rows, wrong = notation.read(TEXT)
    assert wrong == []
    assert rows[0]["options"][1]["needs"] == ["租赁合同", "房主同意书"]
    assert notation.written(stored(rows)) == TEXT
    assert notation.read("问：自己来吗？\n答：是\n答：不是")[0][0]["options"][1] == {"id": "a2", "say": "不是"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("答：自己来", "第 1 行前面还没有“问”"),
        ("问：自己来吗？\n自己来", "第 2 行应以“问”“注”“答”加冒号开头"),
        ("问：自己来吗？\n答：是 | 带 户口簿", "第 2 行的“带 户口簿”应写成"),
    ],
)
def test_what_cannot_be_read_is_told_by_line(text, words):
    assert words in notation.read(text)[1][0]


@pytest.fixture
def editor():
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR], hall=None)


@pytest.fixture
def draft(editor):
    version = VersionFactory()
    MaterialFactory(version=version, order=1, name="申请表")
    for order, name in enumerate(NAMES, 2):
        MaterialFactory(version=version, order=order, name=name, necessity="conditional", condition=f"要用{name}")
    return start_draft(code=version.matter.code, by=editor)


def text():
    return TEXT.format(other=VersionFactory().matter.code)


def post(editor, draft, act, words):
    client = Client()
    client.force_login(editor)
    data = {"act": act, "text": words, "revision": draft.revision}
    return client.post(f"/catalogue/drafts/{draft.pk}/questions/", data, follow=True)


@pytest.mark.django_db
def test_an_editor_saves_questions_and_sees_every_situation(editor, draft):
    page = post(editor, draft, "save", text()).content.decode()
    assert "情形引导已保存（2 问）" in page and "4 种情形" in page
    assert "自有场地 · 委托办理" in page and "申请表、租赁合同、房主同意书" in page
    draft.refresh_from_db()
    assert len(draft.questions) == 2 and draft.revision == 1
    assert not [what for field, what, _ in faults_of(draft) if field == "questions"]


@pytest.mark.django_db
def test_checking_saves_nothing_and_unsound_questions_are_told(editor, draft):
    page = post(editor, draft, "check", text()).content.decode()
    assert "4 种情形" in page
    wrong = post(editor, draft, "save", text().replace("房主同意书", "户口簿"))
    assert wrong.status_code == 422 and "“户口簿”不在材料清单中" in wrong.content.decode()
    nowhere = post(editor, draft, "save", TEXT.format(other="nowhere")).content.decode()
    assert "转到的事项 nowhere 不在目录中" in nowhere
    draft.refresh_from_db()
    assert draft.questions == []


@pytest.mark.django_db
def test_the_second_of_two_editors_is_told(editor, draft):
    rows = notation.read(text())[0]
    save_questions(version_id=draft.pk, questions=rows, seen_revision=draft.revision, by=editor)
    with pytest.raises(DraftChanged):
        save_questions(version_id=draft.pk, questions=[], seen_revision=draft.revision, by=editor)


@pytest.mark.django_db
def test_questions_that_no_longer_fit_the_materials_keep_a_draft_from_being_handed_in(editor, draft):
    save_questions(version_id=draft.pk, questions=notation.read(text())[0], seen_revision=draft.revision, by=editor)
    draft.refresh_from_db()
    draft.materials.filter(name="授权委托书").delete()
    assert any("“授权委托书”不在材料清单中" in what for _, what, _ in faults_of(draft))
    with pytest.raises(DraftFaulty):
        save_questions(version_id=draft.pk, questions=draft.questions, seen_revision=draft.revision, by=editor)
