"""Rules of automatic approval (秒批): conditions as plain data, checked, evaluated and said in words. Pure functions.

A condition is a row of a table: in which case it counts, which fact is looked at, how it is compared, with what, and on
what the condition rests. Conditions without a case always count; where there are cases, all conditions of one of them
must hold. A fact that is not known holds nothing, so that doubt goes to a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

Value = int | bool | str | None


class FactKind(StrEnum):
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"


class Test(StrEnum):
    """How a fact is compared."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"


TESTS: dict[FactKind, tuple[Test, ...]] = {
    FactKind.NUMBER: (Test.AT_LEAST, Test.AT_MOST, Test.IS),
    FactKind.YES_NO: (Test.IS,),
    FactKind.CHOICE: (Test.IS, Test.IS_NOT, Test.ONE_OF),
}
TEST_WORDS = {
    Test.AT_LEAST: "不小于",
    Test.AT_MOST: "不大于",
    Test.IS: "是",
    Test.IS_NOT: "不是",
    Test.ONE_OF: "是其中之一",
}
LONGEST, MOST = 200, 40


@dataclass(frozen=True)
class Fact:
    """Something the rules may look at; `choices` are the values of a choice with their words."""

    code: str
    label: str
    kind: FactKind
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def said(self, value: Value) -> str:
        """A value in words."""
        if value is None:
            return _("无法确定")
        if self.kind == FactKind.YES_NO:
            return _("是") if value else _("否")
        if self.kind == FactKind.CHOICE:
            return str(dict(self.choices).get(str(value), value))
        return f"{value}{self.unit}"


@dataclass(frozen=True)
class Condition:
    """One row of the table."""

    fact: str
    test: str
    value: Any
    basis: str
    case: str = ""

    def as_data(self) -> dict[str, Any]:
        return {"case": self.case, "fact": self.fact, "test": self.test, "value": self.value, "basis": self.basis}


@dataclass(frozen=True)
class Line:
    """What one condition found."""

    case: str
    words: str
    basis: str
    found: str
    holds: bool


@dataclass(frozen=True)
class Outcome:
    """All conditions with what was found; granted when they hold."""

    lines: list[Line]
    granted: bool

    @property
    def failed(self) -> list[Line]:
        return [line for line in self.lines if not line.holds]


def conditions_of(data: Sequence[Mapping[str, Any]]) -> list[Condition]:
    """The stored rows."""
    return [Condition(row["fact"], row["test"], row["value"], row["basis"], row.get("case", "")) for row in data]


def faults(conditions: Sequence[Condition], facts: Mapping[str, Fact]) -> list[str]:
    """What is wrong with the table, each in words with its row; nothing when it may be used."""
    found = [] if conditions else ["规则里还没有条件，至少写一条。"]
    if len(conditions) > MOST:
        found.append(f"条件太多：最多 {MOST} 条。")
    for place, row in enumerate(conditions, 1):
        found += [f"第{place}行：{words}" for words in _faults_of(row, facts.get(row.fact))]
    return found


def _faults_of(row: Condition, fact: Fact | None) -> list[str]:
    if fact is None:
        return [f"没有“{row.fact}”这个要素，或者现行标准里已经没有这个问题、材料。"]
    if row.test not in TESTS[fact.kind]:
        return [f"“{fact.label}”不能用这种比较。"]
    words = [] if row.basis.strip() else ["请写明依据（受理条件第几条或哪份材料）。"]
    if len(row.basis) > LONGEST or len(row.case) > 40:
        words.append("依据最多 200 字，情形名称最多 40 字。")
    if not _fits(row, fact):
        words.append(f"“{fact.label}”的值填得不对。")
    return words


def _fits(row: Condition, fact: Fact) -> bool:
    """Whether the value is one the fact can have."""
    if fact.kind == FactKind.NUMBER:
        return isinstance(row.value, int) and not isinstance(row.value, bool) and 0 <= row.value <= 10_000
    if fact.kind == FactKind.YES_NO:
        return isinstance(row.value, bool)
    known = {key for key, _words in fact.choices}
    if row.test == Test.ONE_OF:
        return isinstance(row.value, list) and bool(row.value) and all(one in known for one in row.value)
    return isinstance(row.value, str) and row.value in known


def holds(row: Condition, value: Value) -> bool:
    """Whether the condition holds for this value; never when the value is not known."""
    if value is None:
        return False
    match row.test:
        case Test.AT_LEAST:
            return _number(value) >= row.value
        case Test.AT_MOST:
            return _number(value) <= row.value
        case Test.IS:
            return bool(value == row.value)
        case Test.IS_NOT:
            return bool(value != row.value)
        case Test.ONE_OF:
            return value in row.value
    return False


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def words_of(row: Condition, fact: Fact | None) -> str:
    """A condition in words; the words come from the data, so that text and rule cannot differ."""
    if fact is None:
        return _("“%(fact)s”（现行标准已没有，不成立）") % {"fact": row.fact}
    if (row.test, row.value) == (Test.AT_MOST, 0):
        return _("%(fact)s：没有") % {"fact": fact.label}
    said = "、".join(fact.said(one) for one in row.value) if isinstance(row.value, list) else fact.said(row.value)
    pattern = {
        Test.AT_LEAST: _("%(fact)s不小于%(value)s"),
        Test.AT_MOST: _("%(fact)s不大于%(value)s"),
        Test.IS: _("%(fact)s：%(value)s"),
        Test.IS_NOT: _("%(fact)s不是“%(value)s”"),
        Test.ONE_OF: _("%(fact)s是下列之一：%(value)s"),
    }[Test(row.test)]
    return pattern % {"fact": fact.label, "value": said}


def evaluate(conditions: Sequence[Condition], facts: Mapping[str, Fact], values: Mapping[str, Value]) -> Outcome:
    """Look at every condition, whatever the others found, so that all inputs are on record."""
    lines = [_line(row, facts.get(row.fact), values.get(row.fact)) for row in conditions]
    always = all(line.holds for line in lines if not line.case)
    cases = {line.case for line in lines if line.case}
    one_of_them = not cases or any(all(line.holds for line in lines if line.case == case) for case in cases)
    return Outcome(lines, bool(lines) and always and one_of_them)


def _line(row: Condition, fact: Fact | None, value: Value) -> Line:
    found = fact.said(value) if fact else _("无法确定")
    return Line(row.case, words_of(row, fact), row.basis, found, fact is not None and holds(row, value))
