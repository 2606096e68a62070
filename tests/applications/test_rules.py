"""The rules of automatic approval as plain data: read, checked, evaluated; no program is ever run from them."""

import pytest

from applications.rules import Condition, Fact, FactKind, conditions_of, evaluate, faults, words_of

FACTS = {
    "applicant.age": Fact("applicant.age", "申请人年龄", FactKind.NUMBER, "周岁"),
    "visit.agent": Fact("visit.agent", "由他人代办", FactKind.YES_NO),
    "answer:why": Fact("answer:why", "回答", FactKind.CHOICE, choices=(("lost", "丢了"), ("worn", "坏了"))),
}
ADULT = Condition("applicant.age", "at_least", 16, "受理条件第1条")
IN_PERSON = Condition("visit.agent", "is", False, "受理条件第1条", "本人办理")
BY_ANOTHER = Condition("visit.agent", "is", True, "受理条件第1条", "监护人代办")
LOST = Condition("answer:why", "is", "lost", "受理条件第2条", "监护人代办")


@pytest.mark.parametrize(
    ("test", "value", "found", "holds"),
    [
        ("at_least", 16, 16, True), ("at_least", 16, 15, False), ("at_most", 60, 61, False), ("at_most", 60, 60, True),
        ("is", 3, 3, True), ("at_least", 16, None, False), ("at_most", 16, None, False),
    ],
)  # fmt: skip
def test_a_number_is_compared_and_an_unknown_one_never_holds(test, value, found, holds):
    outcome = evaluate([Condition("applicant.age", test, value, "第1条")], FACTS, {"applicant.age": found})
    assert outcome.granted is holds


def test_a_choice_is_one_of_those_named():
    row = Condition("answer:why", "one_of", ["lost", "worn"], "第2条")
    assert evaluate([row], FACTS, {"answer:why": "worn"}).granted
    assert not evaluate([row], FACTS, {}).granted
    assert words_of(row, FACTS["answer:why"]) == "回答是下列之一：丢了、坏了"


def test_what_has_no_case_always_counts_and_one_case_is_enough():
    rows = [ADULT, IN_PERSON, BY_ANOTHER, LOST]
    alone = {"applicant.age": 20, "visit.agent": False}
    assert evaluate(rows, FACTS, alone).granted
    assert not evaluate(rows, FACTS, {**alone, "applicant.age": 12}).granted
    helped = {"applicant.age": 20, "visit.agent": True}
    assert not evaluate(rows, FACTS, helped).granted
    assert evaluate(rows, FACTS, {**helped, "answer:why": "lost"}).granted


def test_every_condition_is_looked_at_so_that_every_input_is_on_record():
    outcome = evaluate([ADULT, LOST], FACTS, {"applicant.age": 12})
    assert [(line.found, line.holds) for line in outcome.lines] == [("12周岁", False), ("无法确定", False)]
    assert outcome.lines[0].words == "申请人年龄不小于16周岁"


@pytest.mark.parametrize(
    "row",
    [
        {"fact": "__import__('os').system('id')", "test": "is", "value": True, "basis": "第1条"},
        {"fact": "applicant.age", "test": "eval", "value": 16, "basis": "第1条"},
        {"fact": "applicant.age", "test": "at_least", "value": "16 or True", "basis": "第1条"},
        {"fact": "applicant.age", "test": "at_least", "value": True, "basis": "第1条"},
        {"fact": "visit.agent", "test": "is", "value": "no", "basis": "第1条"},
        {"fact": "answer:why", "test": "is", "value": "stolen", "basis": "第1条"},
        {"fact": "answer:why", "test": "one_of", "value": [], "basis": "第1条"},
        {"fact": "applicant.age", "test": "at_least", "value": 16, "basis": " "},
    ],
)
def test_a_faulty_row_is_named_and_cannot_be_kept(row):
    found = faults(conditions_of([row]), FACTS)
    assert found and all(words.startswith("第1行") for words in found)


def test_rules_without_conditions_grant_nothing():
    assert faults([], FACTS)
    assert not evaluate([], FACTS, {}).granted
