"""Where two pages of one intake part: field by field, mine beside theirs. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.queries.form_words import COLLECT, LABELS
from applications.states import MaterialStatus

PAGE = "_page"  # which page wrote a draft last


@dataclass(frozen=True)
class Parted:
    """One field that says different things on two pages."""

    name: str
    label: str
    mine: str
    theirs: str


def parted(mine: Mapping[str, str], theirs: Mapping[str, str], materials: Mapping[int, str]) -> list[Parted]:
    """The fields that differ, in words, in the order of the form; marks of the house are no fields."""
    names = [name for name in {**mine, **theirs} if name != PAGE and not name.startswith("reuse_")]
    return [
        Parted(name, label_of(name, materials), said(name, mine.get(name, "")), said(name, theirs.get(name, "")))
        for name in names
        if mine.get(name, "") != theirs.get(name, "")
    ]


def label_of(name: str, materials: Mapping[int, str]) -> str:
    """What a field is called on the page."""
    kind, _, key = name.partition("_")
    if kind in ("tick", "problem") and key.isdecimal():
        material = f"《{materials.get(int(key), key)}》"
        return material if kind == "tick" else f"{material}缺什么"
    return LABELS.get(name, name)


def said(name: str, value: str) -> str:
    """A value in the reader's words."""
    if name.startswith("tick_") and value in MaterialStatus.values:
        return str(MaterialStatus(value).label)
    if name == "collect":
        return dict(COLLECT).get(value, value)
    return value or "（空）"
