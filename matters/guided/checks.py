"""Whether questions are sound: their shape, every path ends, every conditional material is reached, none is dropped."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from matters.guided.evaluation import Listed, evaluate, paths
from matters.guided.questions import END, Option, Question, questions_of
from matters.models.material import Necessity

Fault = tuple[str, str]
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,23}\Z")
MOST_QUESTIONS, MOST_OPTIONS, MOST_PATHS = 8, 10, 200
QUESTION_KEYS = {"id": 24, "ask": 60, "help": 200}
OPTION_KEYS = {"id": 24, "say": 40, "situation": 20, "next": 24, "matter": 33}


def faults(rows: Any, listed: Sequence[Listed], known_codes: Collection[str] | None = None) -> list[Fault]:
    """Everything wrong with questions against the materials of their version, as (what, what to do)."""
    if not rows:
        return []
    wrong = list(_shape(rows))
    if wrong:
        return wrong
    questions = questions_of(rows)
    checks: tuple[Callable[[], Iterator[Fault]], ...] = (
        lambda: _order(questions),
        lambda: _materials(questions, listed),
        lambda: _matters(questions, known_codes),
    )
    wrong = [fault for check in checks for fault in check()]
    return wrong or list(_situations(questions, listed))


def _shape(rows: Any) -> Iterator[Fault]:
    if not isinstance(rows, list) or len(rows) > MOST_QUESTIONS:
        yield f"问题应为 1 到 {MOST_QUESTIONS} 个的列表", "请照说明改写"
        return
    for number, row in enumerate(rows, 1):
        where = f"第 {number} 个问题"
        wrong = _record(row, QUESTION_KEYS, {"ask"}, {"options"})
        if wrong:
            yield f"{where}{wrong}", "请照说明改写"
        elif not isinstance(row["options"], list) or not 2 <= len(row["options"]) <= MOST_OPTIONS:
            yield f"{where}应有 2 到 {MOST_OPTIONS} 个选项", "请补全或合并"
        else:
            yield from _option_shapes(where, row["options"])


def _option_shapes(where: str, options: list[Any]) -> Iterator[Fault]:
    for number, option in enumerate(options, 1):
        wrong = _record(option, OPTION_KEYS, {"say"}, {"needs"})
        needs = option.get("needs", []) if isinstance(option, dict) else []
        if wrong:
            yield f"{where}的第 {number} 个选项{wrong}", "请照说明改写"
        elif not isinstance(needs, list) or not all(isinstance(name, str) for name in needs):
            yield f"{where}的第 {number} 个选项的 needs 应为材料名称的列表", "请照说明改写"


def _record(row: Any, texts: Mapping[str, int], filled: set[str], others: set[str]) -> str:
    """What is wrong with the keys and words of one question or option."""
    if not isinstance(row, dict):
        return "应为对象"
    unknown = sorted(row.keys() - texts.keys() - others)
    if unknown:
        return f"没有 {unknown[0]} 这个字段"
    if "options" in others and "options" not in row:
        return "缺少 options"
    if not isinstance(row.get("id"), str) or not IDENTIFIER.match(row["id"]) or row["id"] == END:
        return "的 id 应为小写字母开头的字母、数字或下划线，不能写 end"
    for name, longest in texts.items():
        value = row.get(name, "")
        if not isinstance(value, str) or len(value) > longest or (name in filled and not value.strip()):
            return f"的 {name} 应为 1 到 {longest} 个字" if name in filled else f"的 {name} 应不超过 {longest} 个字"
    return ""


def _order(questions: list[Question]) -> Iterator[Fault]:
    """Ids once each, and every option leads to a later question or to the end: so every path ends."""
    ids = [question.id for question in questions]
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"问题 id “{repeated}”用了两次", "请改其中一个"
    for place, question in enumerate(questions):
        options = [option.id for option in question.options]
        for repeated in sorted({one for one in options if options.count(one) > 1}):
            yield f"“{question.ask}”的选项 id “{repeated}”用了两次", "请改其中一个"
        for option in question.options:
            if option.next and option.next != END and option.next not in ids[place + 1 :]:
                yield f"“{question.ask}”选“{option.say}”后转到“{option.next}”，后面没有这个问题", "请写后面的问题或 end"
            if option.next and option.matter:
                yield f"“{option.say}”转到另一个事项，不能再写 next", "请删去 next"


def _materials(questions: list[Question], listed: Sequence[Listed]) -> Iterator[Fault]:
    """Options bring conditional materials of this list, and every conditional material is brought by one."""
    necessity = {material.name: material.necessity for material in listed}
    brought: set[str] = set()
    for option in _options(questions):
        for name in option.needs:
            brought.add(name)
            if name not in necessity:
                yield f"“{option.say}”要的“{name}”不在材料清单中", "请照清单写材料名称"
            elif necessity[name] == Necessity.REQUIRED:
                yield f"“{option.say}”要的“{name}”是必要材料，总要提交", "请从 needs 中删去，或把材料改为情形必要"
    for name, kind in necessity.items():
        if kind == Necessity.CONDITIONAL and name not in brought:
            yield f"情形必要的材料“{name}”没有一个选项会用到", "请加一个问问清楚的问题"


def _matters(questions: list[Question], known_codes: Collection[str] | None) -> Iterator[Fault]:
    for option in _options(questions):
        if option.matter and known_codes is not None and option.matter not in known_codes:
            yield f"“{option.say}”转到的事项 {option.matter} 不在目录中", "请核对事项编码"


def _situations(questions: list[Question], listed: Sequence[Listed]) -> Iterator[Fault]:
    """Walk every path: all questions are met, required materials stay, one name is one list."""
    required = {material.name for material in listed if material.necessity == Necessity.REQUIRED}
    met: set[str] = set()
    lists: dict[str, set[str]] = {}
    for number, answers in enumerate(paths(questions, MOST_PATHS + 1), 1):
        if number > MOST_PATHS:
            yield f"情形超过 {MOST_PATHS} 种", "请减少问题"
            return
        outcome = evaluate(questions, listed, answers)
        met |= answers.keys()
        needed = {material.name for material in outcome.needed}
        if not required <= needed:
            yield f"“{outcome.situation}”漏了必要材料", "请更正"
        if not outcome.other_matter and lists.setdefault(outcome.situation, needed) != needed:
            yield f"两种情形都叫“{outcome.situation}”，材料却不同", "请在选项的 situation 中写出区别"
    for question in questions:
        if question.id not in met:
            yield f"“{question.ask}”永远问不到", "请改前面选项的 next，或删去"


def _options(questions: list[Question]) -> Iterator[Option]:
    for question in questions:
        yield from question.options
