"""The shipped catalogue reads like a catalogue: own words for each family, nothing that fits nowhere, nothing vague."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from matters.catalogue_file.english import read_english
from matters.catalogue_file.reading import read_catalogue
from matters.completeness.scoring import completeness

DATA = Path(settings.BASE_DIR) / "matters" / "data"
MOST_MATTERS = 40
COMMON_STARTS = ("在线调取：", "在线核验：")  # what the window looks up itself: the same words everywhere
FILLERS = re.compile(
    r"逐栏填写[^，；]*的内容|持证人与申报人员一致|内容能够落实|结论支持本次申请|能够出示可核实|清楚，可以核实|所列内容真实在册|真实、合法、有效"
    r"|不再开展[^，]*活动，或者主体资格|在办业务、服务对象和从业人员已经安置|变化的内容已经发生"
)
MISFITS = (
    (r"医师|护士|执业药师|律师执业|教师资格|导游证|驾驶证|注册建筑师", r"消防|平面图|布局图|环境影响|验资|排水"),
    (r"护照|通行证|签注|身份证办理|居住证办理|社会保障卡|失业保险|婚姻登记|收养|残疾人证", r"营业执照正副本|消防|平面图|验资|环境影响"),
    (r"公积金|广告审查|查询打印|记录打印", r"消防|环境影响|体检|验资|评估报告"),
    (r"变更名称|补证|补发", r"平面图|验资|消防|环境影响|体检"),
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue():
    rows, problems = read_catalogue(DATA / "catalogue.jsonl")
    assert problems == []
    return [{"power_source": "own", "authority_kind": "statutory"} | row for row in rows]


def sentences(row):
    return {*row["conditions"], *(material["acceptance_standard"] for material in row["materials"])}


def test_the_figures_of_the_reform_hold(catalogue):
    assert len(catalogue) == 1121
    assert abs(sum(row["stationed"] for row in catalogue) - 1009) <= 5
    assert sum(row["one_window"] for row in catalogue) >= 785


def test_no_sentence_stands_in_more_than_forty_matters_but_what_the_window_looks_up(catalogue):
    often = Counter(sentence for row in catalogue for sentence in sentences(row))
    worn = {words: n for words, n in often.items() if n > MOST_MATTERS and not words.startswith(COMMON_STARTS)}
    assert worn == {}


def test_no_filler_is_left(catalogue):
    found = [(row["name"], words) for row in catalogue for words in sentences(row) if FILLERS.search(words)]
    assert found == []


@pytest.mark.parametrize(("matters", "papers"), MISFITS)
def test_a_matter_asks_only_for_papers_of_its_kind(catalogue, matters, papers):
    asked = [
        (row["name"], material["name"])
        for row in catalogue
        if re.search(matters, row["name"])
        for material in row["materials"]
    ]
    assert asked
    assert [pair for pair in asked if re.search(papers, pair[1])] == []


def test_a_standard_says_more_than_a_word(catalogue):
    short = [(row["name"], words) for row in catalogue for words in sentences(row) if len(words) < 5]
    assert short == []
    assert sum(len(row["conditions"]) >= 3 for row in catalogue) == 1121


def test_the_frequent_matters_are_written_out(catalogue):
    frequent = [row for row in catalogue if row["frequent"]]
    assert len(frequent) >= 150
    assert [row["name"] for row in frequent if len(row["conditions"]) < 3] == []
    assert [row["name"] for row in frequent if len(row["materials"]) < 2 or not row["faq"] or not row["aliases"]] == []


def test_a_condition_can_be_ticked_and_an_issuer_is_somebody(catalogue):
    assert [(row["name"], words) for row in catalogue for words in row["conditions"] if len(words) < 8] == []
    assert [row["name"] for row in catalogue for one in row["materials"] if "颁发该" in one["issuer"]] == []
    issued = [(row["name"], one) for row in catalogue for one in row["materials"] if one["source"] != "applicant"]
    assert [(name, one["name"]) for name, one in issued if not one["issuer"]] == []


def test_answers_do_not_repeat_the_standard(catalogue):
    assert [row["name"] for row in catalogue for one in row["faq"] if "怎样才算合格" in one["question"]] == []


def test_public_facts_are_told_to_anybody(catalogue):
    asked = {row["name"]: [one["name"] for one in row["materials"]] for row in catalogue}
    assert asked["审计结果公告查询"] == ["审计结果公告查询申请单"]
    assert asked["统计资料查询"] == ["公开统计资料查询申请单"]


def test_what_the_windows_ask_of_children_is_not_their_card(catalogue):
    row = next(row for row in catalogue if row["name"] == "公民民族成份变更确认（未满十八周岁）")
    assert "居民身份证" not in {one["name"] for one in row["materials"]}


def test_each_frequent_matter_is_guided_and_reads_english_to_the_last_standard(catalogue):
    english = {text["code"]: text for text in read_english(DATA / "english.jsonl", catalogue)[0]}
    frequent = [row for row in catalogue if row["frequent"]]
    assert [row["name"] for row in frequent if not row["questions"]] == []
    for row in frequent:
        words = english[row["handling_code"] or row["implementation_code"]]["words"]
        assert [one["acceptance_standard"] for one in row["materials"] if one["acceptance_standard"] not in words] == []


def test_required_fields_are_complete_in_every_matter(catalogue):
    lacking = {row["name"]: [lack.words for lack in completeness(row).missing] for row in catalogue}
    assert {name: words for name, words in lacking.items() if words} == {}


def test_sixty_frequent_matters_are_guided_by_questions_and_read_in_english(catalogue):
    assert sum(bool(row["questions"]) for row in catalogue) >= 60
    english, strangers = read_english(DATA / "english.jsonl", catalogue)
    assert strangers == []
    whole = [text for text in english if text.get("conditions") and text.get("materials")]
    assert len({text["code"] for text in whole}) >= 60


def test_no_code_or_name_was_lost():
    rows = [json.loads(line) for line in (DATA / "catalogue.jsonl").read_text("utf-8").splitlines()]
    codes = [row["handling_code"] or row["implementation_code"] for row in rows]
    assert len(set(codes)) == len({(row["department"], row["name"]) for row in rows}) == 1121
    assert [row["implementation_code"] for row in rows] == sorted(row["implementation_code"] for row in rows)


def test_what_is_done_on_the_spot_waits_for_no_paper_and_note_and_answer_say_the_same(catalogue):
    late = [(row, one) for row in catalogue for one in row["materials"] if one["may_be_late"]]
    assert [(row["name"], one["name"]) for row, one in late if row["case_kind"] == "instant"] == []
    assert [(row["name"], one["name"]) for row, one in late if not one["note"].endswith("补齐前不作出决定")] == []
