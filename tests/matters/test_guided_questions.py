"""Guided questions: answers choose the situation and the exact list; what is unsound is refused in words."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from matters.catalogue_file.questions import attach_questions, targets
from matters.catalogue_file.reading import read_catalogue
from matters.fingerprint import content_of, fingerprint
from matters.guided import answers as travelling
from matters.guided.checks import faults
from matters.guided.evaluation import evaluate, paths
from matters.guided.questions import questions_of, stored
from tests.matters.lines import MATERIAL, a_file, a_line


def material(name, necessity="required"):
    return SimpleNamespace(name=name, necessity=necessity)


LISTED = [
    material("申请表"),
    material("房产证", "conditional"),
    material("租赁合同", "conditional"),
    material("房主同意书", "conditional"),
    material("授权委托书", "conditional"),
]
QUESTIONS = [
    {
        "id": "house",
        "ask": "房子是自己的还是租的？",
        "options": [
            {"id": "own", "say": "自己的", "situation": "自有场地", "needs": ["房产证"], "next": "who"},
            {"id": "rent", "say": "租的", "situation": "租用场地", "needs": ["租赁合同"]},
            {"id": "moved", "say": "已经办过，换了地址", "matter": "X02"},
        ],
    },
    {
        "id": "owner",
        "ask": "房主签了同意书吗？",
        "options": [
            {"id": "needed", "say": "是转租的", "situation": "转租", "needs": ["房主同意书"]},
            {"id": "direct", "say": "直接跟房主租的"},
        ],
    },
    {
        "id": "who",
        "ask": "您自己来办吗？",
        "options": [
            {"id": "self", "say": "自己来"},
            {"id": "agent", "say": "请人代办", "situation": "委托办理", "needs": ["授权委托书"]},
        ],
    },
]


def led_to(**answers):
    return evaluate(questions_of(QUESTIONS), LISTED, answers)


def names(materials):
    return [one.name for one in materials]


def test_without_answers_the_whole_list_stays_open():
    outcome = led_to()
    assert names(outcome.needed) == ["申请表"]
    assert names(outcome.undecided) == ["房产证", "租赁合同", "房主同意书", "授权委托书"]
    assert outcome.spared == ()
    assert outcome.following.id == "house"
    assert not outcome.is_complete


def test_all_answers_give_the_situation_and_the_exact_list():
    outcome = led_to(house="own", who="agent")
    assert outcome.is_complete
    assert outcome.situation == "自有场地 · 委托办理"
    assert names(outcome.needed) == ["申请表", "房产证", "授权委托书"]
    assert names(outcome.spared) == ["租赁合同", "房主同意书"]
    assert outcome.undecided == ()


def test_a_half_answered_list_spares_what_no_later_question_can_bring():
    outcome = led_to(house="rent")
    assert outcome.following.id == "owner"
    assert names(outcome.needed) == ["申请表", "租赁合同"]
    assert names(outcome.spared) == ["房产证"]
    assert names(outcome.undecided) == ["房主同意书", "授权委托书"]


def test_an_answer_may_lead_to_another_matter():
    outcome = led_to(house="moved", who="agent")
    assert outcome.other_matter == "X02"
    assert outcome.answers == {"house": "moved"}


def test_answers_to_questions_off_the_path_or_unknown_do_not_count():
    outcome = led_to(house="own", owner="needed", who="nobody", colour="red")
    assert outcome.answers == {"house": "own"}
    assert "房主同意书" in names(outcome.spared)


def test_every_path_ends_and_keeps_the_required():
    found = list(paths(questions_of(QUESTIONS)))
    assert len(found) == 2 + 4 + 1
    assert all(led_to(**answers).is_complete for answers in found)
    assert all("申请表" in names(led_to(**answers).needed) for answers in found)


def test_sound_questions_have_no_fault():
    assert faults(QUESTIONS, LISTED, {"X02"}) == []
    assert faults([], LISTED) == []


def changed(change):
    rows = json.loads(json.dumps(QUESTIONS))
    change(rows)
    return "；".join(what for what, _ in faults(rows, LISTED, {"X02"}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[0]["options"][0].update(needs=["户口簿"]), "“户口簿”不在材料清单中"),
        (lambda rows: rows[0]["options"][0].update(needs=["房产证", "申请表"]), "“申请表”是必要材料，总要提交"),
        (lambda rows: rows[0]["options"][0].update(needs=[]), "“房产证”没有一个选项会用到"),
        (lambda rows: rows[2]["options"][0].update(next="house"), "后面没有这个问题"),
        (lambda rows: rows[0]["options"][1].update(next="who"), "永远问不到"),
        (lambda rows: rows[0]["options"][2].update(matter="X99"), "转到的事项 X99 不在目录中"),
        (lambda rows: rows[1]["options"][0].update(situation=""), "两种情形都叫"),
        (lambda rows: rows[1].update(id="house"), "问题 id “house”用了两次"),
        (lambda rows: rows[1].update(ask=" "), "第 2 个问题的 ask 应为 1 到 60 个字"),
        (lambda rows: rows[1].update(options=rows[1]["options"][:1]), "应有 2 到 10 个选项"),
        (lambda rows: rows[1]["options"].append("yes"), "第 3 个选项应为对象"),
        (lambda rows: rows[1].update(colour="red"), "没有 colour 这个字段"),
        (lambda rows: rows[1]["options"][0].update(id="end"), "id 应为小写字母开头"),
    ],
)
def test_unsound_questions_are_refused_in_words(change, words):
    assert words in changed(change)


def test_answers_travel_as_text_and_come_back():
    assert travelling.read(travelling.written({"house": "rent", "who": "self"})) == {"house": "rent", "who": "self"}
    assert travelling.read(["house", ":", "x:" + "y" * 80, "who:self"]) == {"who": "self"}


def version(questions):
    fields = dict.fromkeys(
        ("case_kind", "statutory_limit", "statutory_unit", "promised_limit", "promised_unit", "limit_note",
         "legal_basis", "conditions", "process", "fee", "result_kind", "result_name", "result_valid_years", "visits",
         "online_depth", "consult_phone", "supervise_phone")
    )  # fmt: skip
    return SimpleNamespace(questions=questions, **fields)


def test_questions_are_part_of_the_fingerprint_and_none_leaves_it_as_it_was():
    assert "questions" not in content_of("c", "n", version([]), [])
    asked = fingerprint(content_of("c", "n", version(QUESTIONS), []))
    assert asked != fingerprint(content_of("c", "n", version([]), []))
    assert asked == fingerprint(content_of("c", "n", version(stored(QUESTIONS)), []))


def a_folder(folder, *entries):
    (folder / "questions").mkdir()
    texts = [entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False) for entry in entries]
    (folder / "questions" / "food.jsonl").write_text("\n".join(texts), encoding="utf-8")


def test_questions_beside_the_catalogue_file_join_their_matter(tmp_path):
    health = {**MATERIAL, "name": "健康证明", "necessity": "conditional", "condition": "直接接触食品"}
    line = a_line(materials=[MATERIAL, health])
    questions = [{"id": "food", "ask": "碰食品吗？", "options": [
        {"id": "yes", "say": "碰", "situation": "接触食品", "needs": ["健康证明"]}, {"id": "no", "say": "不碰"}]}]  # fmt: skip
    a_folder(tmp_path, {"code": line["implementation_code"], "questions": questions})
    rows, problems = read_catalogue(a_file(tmp_path, line))
    assert problems == []
    assert rows[0]["questions"] == questions


def test_questions_that_do_not_fit_stop_the_file(tmp_path):
    line = a_line()
    wrong = [
        {
            "id": "food",
            "ask": "碰食品吗？",
            "options": [{"id": "y", "say": "碰", "needs": ["户口簿"]}, {"id": "n", "say": "不"}],
        }
    ]
    a_folder(
        tmp_path, "{", {"code": "none", "questions": []}, {"code": line["implementation_code"], "questions": wrong}
    )
    told = "\n".join(str(problem) for problem in read_catalogue(a_file(tmp_path, line))[1])
    assert "不是有效的 JSON" in told
    assert "目录中没有编码为 none 的事项" in told
    assert "“户口簿”不在材料清单中" in told


def test_the_shipped_questions_are_sound_and_serve_at_least_sixty_frequent_matters():
    data = Path(settings.BASE_DIR) / "matters" / "data"
    rows = [json.loads(line) for line in (data / "catalogue.jsonl").read_text("utf-8").splitlines()]
    for number, row in enumerate(rows, 1):
        row |= {"line": number, "code": row["handling_code"] or row["implementation_code"], "questions": []}
    assert [str(problem) for problem in attach_questions(data / "questions", rows)] == []
    codes = {row["code"] for row in rows}
    assert [code for _, code in targets(rows) if code not in codes] == []
    asking = [row for row in rows if row["frequent"] and row["questions"]]
    assert len(asking) >= 60
    choosing = [row for row in asking if any(o.get("needs") for q in row["questions"] for o in q["options"])]
    assert len(choosing) >= 60  # they choose materials, not only the handling item
    for row in asking:
        listed = [SimpleNamespace(**one) for one in row["materials"]]
        for answers in paths(questions_of(row["questions"])):
            outcome = evaluate(questions_of(row["questions"]), listed, answers)
            assert outcome.is_complete and (outcome.other_matter or not outcome.undecided), row["name"]
