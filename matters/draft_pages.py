"""A draft's whole form: from a row, from what was posted, and back to a row; rows come and go without script."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from matters import draft_forms as f

Row = dict[str, Any]
MOST_ROWS = 60
PATH = re.compile(r"^(\w+)\[(\d+)\](?:\.(\w+))?$")
OF_A_PART = {"fee": "fee_standard", "result": "result_name"}


@dataclass(frozen=True)
class Kind:
    """A list of rows: its form, and the fields without which a row counts as empty."""

    prefix: str
    label: str
    form: type[f.RowForm]
    tells: tuple[str, ...]


KINDS = {
    kind.prefix: kind
    for kind in (
        Kind("conditions", "受理条件", f.ConditionForm, ("text",)),
        Kind("materials", "申请材料", f.MaterialForm, ("name", "acceptance_standard")),
        Kind("process", "办理环节", f.StepForm, ("step", "by")),
        Kind("special_procedures", "特别程序", f.ProcedureForm, ("kind",)),
        Kind("intermediaries", "中介服务", f.IntermediaryForm, ("name", "basis")),
        Kind("legal_basis", "设定依据", f.BasisForm, ("law", "article", "quote")),
        Kind("faq", "常见问题", f.FaqForm, ("question", "answer")),
    )
}


class Rows:
    """The rows of one list on the page."""

    def __init__(self, kind: Kind, forms_: list[f.RowForm]) -> None:
        self.kind, self.forms = kind, forms_

    @classmethod
    def from_values(cls, kind: Kind, values: Iterable[Row]) -> "Rows":
        return cls(kind, [kind.form(initial=row, prefix=f"{kind.prefix}-{n}") for n, row in enumerate(values)])

    @classmethod
    def from_post(cls, kind: Kind, data: Mapping[str, Any]) -> "Rows":
        count = data.get(f"{kind.prefix}-count", "")
        number = min(int(count), MOST_ROWS) if str(count).isdecimal() else 0
        return cls(kind, [kind.form(data, prefix=f"{kind.prefix}-{n}") for n in range(number)])

    @property
    def filled(self) -> list[f.RowForm]:
        """The rows that say something; an empty row is no row."""
        return [form for form in self.forms if any(_raw(form)[name] for name in self.kind.tells)]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.filled])

    @property
    def values(self) -> list[Row]:
        return [form.cleaned_data for form in self.filled]


def _raw(form: forms.Form) -> Row:
    """What stands in a form's fields, as typed."""
    return {
        name: (str(bound.value()).strip() if isinstance(bound.value(), str) else bound.value())
        for name, bound in ((name, form[name]) for name in form.fields)
    }


class DraftPage:
    """Everything an editor writes about one version."""

    def __init__(self, standard: f.StandardForm, lists: dict[str, Rows]) -> None:
        self.standard, self.lists = standard, lists

    @classmethod
    def from_row(cls, row: Row) -> "DraftPage":
        lists = {name: Rows.from_values(kind, _as_forms(name, row[name])) for name, kind in KINDS.items()}
        return cls(f.StandardForm(initial=_flat(row)), lists)

    @classmethod
    def from_post(cls, data: Mapping[str, Any]) -> "DraftPage":
        return cls(f.StandardForm(data), {name: Rows.from_post(kind, data) for name, kind in KINDS.items()})

    def after(self, act: str) -> "DraftPage":
        """The page with a row added (add:materials), taken away (remove:materials:2) or moved up (up:materials:2)."""
        values = {name: [_raw(form) for form in rows.forms] for name, rows in self.lists.items()}
        verb, _, rest = act.partition(":")
        name, _, place = rest.partition(":")
        if name in values:
            _move_rows(values[name], verb, int(place) if place.isdecimal() else -1)
        lists = {name: Rows.from_values(kind, values[name]) for name, kind in KINDS.items()}
        return DraftPage(f.StandardForm(initial=_raw(self.standard)), lists)

    def is_valid(self) -> bool:
        return all([self.standard.is_valid(), *(rows.is_valid() for rows in self.lists.values())])

    @property
    def row(self) -> Row:
        """What was written, in the shape that the rules and the verb read."""
        said = dict(self.standard.cleaned_data)
        fee = {name: said.pop(f"fee_{name}") for name in ("charged", "item", "standard", "basis", "pay_online")}
        result = {name: said.pop(f"result_{name}") for name in ("kind", "name", "valid_years")}
        result["valid_years"] = result["valid_years"] or 0
        planned = {name: said[name].isoformat() if said[name] else None for name in ("planned_from", "planned_until")}
        lists = {name: list(_as_row(name, rows.values)) for name, rows in self.lists.items()}
        return {**said, **planned, **lists, "fee": fee, "result": result}

    def tell(self, faults: Iterable[tuple[str, str, str]]) -> list[str]:
        """Hang each fault on its field; what has no field here is returned in words."""
        return [words for field, what, todo in faults if (words := f"{what}。{todo}") and not self._hang(field, words)]

    def _hang(self, field: str, words: str) -> bool:
        path = PATH.match(field)
        if path and path[1] in self.lists:
            rows, place = self.lists[path[1]].filled, int(path[2]) - 1
            if place < len(rows):
                _hang_on(rows[place], path[3], words)
                return True
        return _hang_on(self.standard, OF_A_PART.get(field, field), words)


def _hang_on(form: forms.Form, name: str | None, words: str) -> bool:
    if not form.is_bound or (name is not None and name not in form.fields):
        return False
    if form.errors is not None:  # reading them cleans the form first
        form.add_error(name, words)
    return True


def _move_rows(rows: list[Row], verb: str, place: int) -> None:
    if verb == "add" and len(rows) < MOST_ROWS:
        rows.append({})
    elif 0 <= place < len(rows) and verb == "remove":
        rows.pop(place)
    elif 0 < place < len(rows) and verb == "up":
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


def _flat(row: Row) -> Row:
    fee = {f"fee_{name}": value for name, value in row["fee"].items()}
    return {**row, **fee, **{f"result_{name}": value for name, value in row["result"].items()}}


def _as_forms(name: str, values: Iterable[Any]) -> Iterator[Row]:
    return ({"text": value} if name == "conditions" else value for value in values)


def _as_row(name: str, values: Iterable[Row]) -> Iterator[Any]:
    """Numbers left empty are nought, optional words left empty are left out where the standard has none."""
    for value in values:
        numbers = {
            key: found or 0 for key, found in value.items() if key in {"days", "originals", "copies", "late_days"}
        }
        clean = {**value, **numbers}
        if name == "conditions":
            yield clean["text"]
        elif name == "legal_basis":
            yield {key: found for key, found in clean.items() if found or key != "quote"}
        elif name == "special_procedures":
            yield {key: found for key, found in clean.items() if found or key != "note"}
        else:
            yield clean
