"""The table an editor fills in for automatic approval: words become data, and faults name their row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from applications.forms import text
from applications.models import RuleSet
from applications.rules import TEST_WORDS, Condition, Fact, FactKind, Test, conditions_of
from hall.kernel import clock

SPARE, COLUMNS = 3, ("case", "fact", "test", "value", "basis")
YES, NO = {"是", "yes", "true"}, {"否", "no", "false"}


@dataclass(frozen=True)
class Cells:
    """One row as the page shows it."""

    place: int
    case: str = ""
    fact: str = ""
    test: str = ""
    value: str = ""
    basis: str = ""


class RulesForm(forms.Form):
    """What stands beside the conditions."""

    opinion = forms.CharField(
        label="决定理由（写入决定书，申请人会看到）",
        max_length=500,
        error_messages={"required": "请写明决定理由"},
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    document = text("部门授权文件（名称和文号）", length=120, required="请写明部门授权按本规则自动决定的文件")
    valid_until = forms.DateField(
        label="授权截止日",
        error_messages={"required": "请填写授权截止日", "invalid": "日期格式如 2027-12-31"},
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
    sample_percent = forms.IntegerField(
        label="抽查比例（%）",
        min_value=1,
        max_value=100,
        initial=10,
        error_messages={"required": "请填写抽查比例"},
        widget=forms.NumberInput(attrs={"class": "input", "min": 1, "max": 100}),
    )
    note = text("编制说明（选填）", length=300)


def initial_of(rules: RuleSet | None) -> dict[str, Any]:
    """What the form begins with: the version before, or a year's authorisation."""
    if rules is None:
        return {"sample_percent": 10, "valid_until": clock.today() + timedelta(days=365)}
    names = ("opinion", "document", "sample_percent")
    later: date = max(rules.valid_until, clock.today() + timedelta(days=1))
    return {**{name: getattr(rules, name) for name in names}, "valid_until": later}


def cells_of(rules: RuleSet | None, facts: Mapping[str, Fact]) -> list[Cells]:
    """The rows of a version in words, and a few empty ones."""
    rows = conditions_of(rules.conditions) if rules else []
    cells = [Cells(n, r.case, r.fact, r.test, said(r, facts.get(r.fact)), r.basis) for n, r in enumerate(rows)]
    return cells + [Cells(len(cells) + n) for n in range(SPARE)]


def said(row: Condition, fact: Fact | None) -> str:
    """A value as an editor types it."""
    values = row.value if isinstance(row.value, list) else [row.value]
    plain = [str(one) if isinstance(one, int) and not isinstance(one, bool) else one for one in values]
    return "、".join(one if isinstance(one, str) and not (fact and fact.choices) else _word(one, fact) for one in plain)


def _word(value: Any, fact: Fact | None) -> str:
    return fact.said(value) if fact else str(value)


def posted(data: Mapping[str, str]) -> list[Cells]:
    """The rows as they were sent, empty ones left out."""
    places = sorted({int(name.rpartition("-")[2]) for name in data if name.startswith("fact-") and name[5:].isdigit()})
    cells = [Cells(n, *(str(data.get(f"{column}-{n}", "")).strip() for column in COLUMNS)) for n in places[:60]]
    return [row for row in cells if row.fact or row.value or row.basis]


def meant(cells: list[Cells], facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """The rows as data; a value that means nothing stays text and is found by the rules' own check."""
    return [
        {"case": row.case, "fact": row.fact, "test": row.test or Test.IS.value,
         "value": _value(row, facts.get(row.fact)), "basis": row.basis}
        for row in cells
    ]  # fmt: skip


def _value(row: Cells, fact: Fact | None) -> Any:
    typed = row.value
    if fact is None:
        return typed
    if fact.kind == FactKind.NUMBER:
        return int(typed) if typed.isdecimal() and len(typed) < 6 else typed
    if fact.kind == FactKind.YES_NO:
        return True if typed.lower() in YES else False if typed.lower() in NO else typed
    keys = {say: key for key, say in fact.choices} | {key: key for key, _say in fact.choices}
    if row.test == Test.ONE_OF:
        return [keys.get(one.strip(), one.strip()) for one in typed.replace(",", "、").replace("，", "、").split("、")]
    return keys.get(typed, typed)


TEST_CHOICES = [(test.value, word) for test, word in TEST_WORDS.items()]
