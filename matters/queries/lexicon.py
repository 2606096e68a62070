"""The lexicon as the tables have it now: synonyms in use, departments and themes."""

import re
from dataclasses import replace
from typing import Any

from django.db.models import Count, F, Func, Max, TextField

from hall.models import Department
from matters.finding.grams import pieces
from matters.finding.lexicon import Lexicon, Meaning, lexicon_of
from matters.models import EnglishText, Matter, Synonym, SynonymKind
from matters.search_text import plain, whole
from matters.states import SynonymState

NO_THEME = "其他"
LAST = 99
_kept: tuple[Any, Lexicon] | None = None


def lexicon() -> Lexicon:
    """The lexicon; kept in each process for as long as the table says that nothing changed."""
    global _kept
    stamp = Synonym.objects.aggregate(changed=Max("changed_at"), many=Count("pk"))
    key = (stamp["changed"], stamp["many"])
    if _kept is None or _kept[0] != key:
        _kept = (key, lexicon_of([*_synonyms(), *_departments(), *_themes(), *_english()]))
    return _kept[1]


def forget_lexicon() -> None:
    """Have the next question read departments and themes again."""
    global _kept
    _kept = None


def themes() -> list[str]:
    """The themes matters are arranged by, those with the most matters first."""
    unnested = Func(F("themes"), function="unnest", output_field=TextField())
    rows = Matter.objects.annotate(theme=unnested).order_by().values("theme").annotate(n=Count("pk"))
    return [row["theme"] for row in rows.order_by("-n", "theme") if row["theme"] != NO_THEME]


def life_events() -> list[str]:
    """The life events in use, in their order: the words by which they were entered first."""
    rows = Synonym.objects.filter(kind=SynonymKind.EVENT, state=SynonymState.ACTIVE)
    return list(dict.fromkeys(rows.order_by("pk").values_list("word", flat=True)))


def _synonyms() -> list[Meaning]:
    rows = Synonym.objects.filter(state=SynonymState.ACTIVE)
    found = [
        Meaning(row.key, row.kind, _compared(row.kind, row.means), f"{row.word}→{row.means}", row.place) for row in rows
    ]
    offices = {department.code: department for department in Department.objects.all()}
    by_word: dict[str, list[Meaning]] = {}
    for meaning in found:
        by_word.setdefault(meaning.word, []).append(meaning)
    return [led for meaning in found for led in _led_on(meaning, by_word, offices)]


def _led_on(meaning: Meaning, by_word: dict[str, list[Meaning]], offices: dict[str, Department]) -> list[Meaning]:
    """A word may stand for a life event: then it stands for all that the event needs."""
    if meaning.kind == SynonymKind.DEPARTMENT:
        office = offices.get(meaning.means)
        if office is None:
            return []
        return [replace(meaning, label=f"{meaning.label.partition('→')[0]}→{office.short_name}", target=office.pk)]
    events = [m for m in by_word.get(meaning.means, []) if m.kind == SynonymKind.EVENT and m.word != meaning.word]
    return [replace(m, word=meaning.word, label=meaning.label) for m in events] or [meaning]


def _compared(kind: str, means: str) -> str:
    return means if kind in {SynonymKind.DEPARTMENT, SynonymKind.THEME} else plain(means)


def _departments() -> list[Meaning]:
    """Each department under its names, with and without the city's."""
    found: dict[tuple[str, str], Meaning] = {}
    for department in Department.objects.all():
        for name in (department.short_name, department.full_name):
            for word in {whole(name), re.sub("^(北京市人民政府|北京市|市)", "", whole(name))}:
                if len(word) > 1:
                    meaning = Meaning(
                        word, SynonymKind.DEPARTMENT, department.code, department.short_name, LAST, False, department.pk
                    )
                    found.setdefault((word, department.code), meaning)
    return list(found.values())


def _english() -> list[Meaning]:
    """Matters under their English names, those in brackets cut off."""
    rows = EnglishText.objects.select_related("matter").order_by("matter__weight", "matter__code")
    found: dict[str, Meaning] = {}
    for row in rows:
        word = " ".join(pieces(plain(row.name).partition("(")[0]))
        if word:
            found.setdefault(word, Meaning(word, SynonymKind.ENGLISH, whole(row.matter.name), row.name, LAST, False))
    return list(found.values())


def _themes() -> list[Meaning]:
    return [Meaning(whole(theme), SynonymKind.THEME, theme, theme, LAST, False) for theme in themes()]
