"""Fields typed twice: how many values somebody had to type again although the house knew them. Pure functions."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

COMMON = ("place", "collect")  # the same for the whole visit: typed with the first matter, carried to the others
OWN = ("content", "note")
CHOSEN = "collect"  # picked from a list, not typed
SHORTEST = 4  # two characters may well be the same by chance


@dataclass(frozen=True)
class Typing:
    """One form counted."""

    typed: int
    retyped: int
    carried: int


def said(form: Mapping[str, object], name: str) -> str:
    """A field's value as typed."""
    return str(form.get(name) or "").strip()


def typing_of(form: Mapping[str, object], others: Iterable[Mapping[str, object]], reused: Set[str]) -> Typing:
    """How one matter's form was filled: common values stand in the other forms and are carried, own ones are not."""
    before = list(others)
    typed = retyped = carried = 0
    for name in (*COMMON, *OWN):
        value = said(form, name)
        known = any(said(other, name) == value for other in before)
        if not value:
            continue
        if name in reused or (name in COMMON and known):
            carried += 1
        elif known and len(value) >= SHORTEST:
            retyped += 1
        else:
            typed += 1
    return Typing(typed, retyped, carried)


def retyped(forms_of_visit: Iterable[Mapping[str, object]], offered: Mapping[str, str], marks: Set[str]) -> int:
    """How many values of the visit so far were typed though known: from another matter, or offered from before."""
    forms = list(forms_of_visit)
    again = sum(typing_of(form, forms[:place], frozenset()).retyped for place, form in enumerate(forms))
    last = forms[-1] if forms else {}
    ignored = [
        name
        for name, value in offered.items()
        if name not in {*marks, CHOSEN} and len(value) >= SHORTEST and said(last, name) == value
    ]
    return again + len(ignored)
