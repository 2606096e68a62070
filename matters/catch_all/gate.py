"""The gate: which words of a text, or of a whole standard, are a catch-all clause, and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matters.catch_all.patterns import compiled, honest
from matters.catch_all.places import Place, Spot, spots
from matters.catch_all.table import ASKING, RULES, Rule
from matters.catch_all.wording import Seen, folded, views

SHORTEST = 4
MOST_CUTS = 6
PHRASE_ENDS = "，,；;。\n"
LOOSE_ENDS = re.compile(r"^[、，,；;和及与或]+|[、，,；;：:（(\s]*(?:以及|及|和|与|或者|或|包括)?[、，,；;：:（(\s]*$")


@dataclass(frozen=True)
class Excepted:
    """A reviewed exception as the gate sees it: the words of a real name, and where they may stand."""

    words: str
    place: str = ""
    matter_code: str = ""

    def covers(self, place: Place | None, matter_code: str) -> bool:
        return self.place in {"", place} and self.matter_code in {"", matter_code}


@dataclass(frozen=True)
class Clause:
    """A catch-all clause found in one text: the words as written, and the span they take."""

    text: str
    start: int
    end: int
    rule: Rule
    place: Place | None = None

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def proposal(self) -> str:
        """What to write: the text without the words where that makes sense, or else what the rule says."""
        clean = mended(self.text, self.place)
        if len(clean) < SHORTEST:
            return self.rule.instead
        return (
            f"可改为“{clean}”，或者{self.rule.instead}"
            if self.rule.cuts
            else f"{self.rule.instead}；没有的就写“{clean}”"
        )

    def __str__(self) -> str:
        return f"“{self.words}”属于兜底条款（{self.rule.name}）：{self.rule.why}。请这样改：{self.proposal}"


@dataclass(frozen=True)
class Finding:
    """A catch-all clause and the place in the standard where it stands."""

    spot: Spot
    clause: Clause

    def __str__(self) -> str:
        return f"{self.spot.where}“{self.spot.text}”中的{self.clause}"


def catch_all_clauses(
    text: str, exceptions: Iterable[Excepted] = (), *, place: Place | None = None, matter_code: str = ""
) -> list[Clause]:
    """The catch-all clauses in one text, each rule at most once."""
    allowed = tuple(sorted({x.words for x in exceptions if x.covers(place, matter_code)}, key=len, reverse=True))
    return list(_clauses(text, allowed, place))


def mended(text: str, place: Place | None = None) -> str:
    """The text without its catch-all clauses: the words are cut, or the phrase that says nothing else; else nothing."""
    for _ in range(MOST_CUTS):
        found = catch_all_clauses(text, place=place)
        if not found:
            return text
        first = found[0]
        start, end = (first.start, first.end) if first.rule.cuts else _phrase(text, first.start, first.end)
        before, after = LOOSE_ENDS.sub("", text[:start]), text[end:]
        text = LOOSE_ENDS.sub("", before + after).strip()
    return ""


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase between two stops that a span stands in."""
    begin = max(text.rfind(stop, 0, start) for stop in PHRASE_ENDS) + 1
    ends = [place for stop in PHRASE_ENDS if (place := text.find(stop, end)) >= 0]
    return begin, min(ends, default=len(text))


def findings_in(
    version: Any, materials: Iterable[Any], exceptions: Iterable[Excepted] = (), *, matter_code: str = ""
) -> list[Finding]:
    """All catch-all clauses of a standard, each with the place where it stands."""
    allowed = tuple(exceptions)
    return [
        Finding(spot, clause)
        for spot in spots(version, materials)
        for clause in catch_all_clauses(spot.text, allowed, place=spot.place, matter_code=matter_code)
    ]


def english_findings(texts: Iterable[str]) -> list[Finding]:
    """The vague words of a matter's English; the exceptions list speaks of Chinese names only."""
    spots_ = [Spot(Place.ENGLISH, "英文文本", text, "english") for text in texts]
    return [Finding(spot, clause) for spot in spots_ for clause in catch_all_clauses(spot.text, place=Place.ENGLISH)]


@lru_cache(maxsize=120_000)
def _clauses(text: str, allowed: tuple[str, ...], place: Place | None) -> tuple[Clause, ...]:
    found: dict[str, Clause] = {}
    for seen in views(text):
        for clause in _in_view(text, seen, allowed, place):
            found.setdefault(clause.rule.id, clause)
    widest = sorted(found.values(), key=lambda clause: (clause.start, -clause.end))
    return tuple(clause for clause in widest if not _within_another(clause, widest))


def _in_view(text: str, seen: Seen, allowed: tuple[str, ...], place: Place | None) -> Iterator[Clause]:
    reading = honest(seen.text)
    for words in allowed:
        name = folded(words).text
        reading = reading.replace(name, "□" * len(name)) if name else reading
    for rule in RULES:
        match = _found(rule, reading) if rule.reads(place) else None
        if match and not (place is Place.ASKED and _asks(reading, *match.span())):
            start, end = seen.original(text, *match.span(match.lastindex or 0))
            yield Clause(text, start, end, rule, place)


def _found(rule: Rule, reading: str) -> re.Match[str] | None:
    """Where a rule strikes; one that judges the whole text strikes only when nothing else is said."""
    return compiled(rule).fullmatch(reading) if rule.whole else compiled(rule).search(reading)


def _asks(reading: str, start: int, end: int) -> bool:
    """Whether the phrase around a span asks (还要带其他材料吗) instead of demanding."""
    begin, finish = _phrase(reading, start, end)
    return any(word in reading[begin:finish] for word in ASKING)


def _within_another(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a wider clause names these words already; of two that name the same, the first of the table stays."""
    order = [rule.id for rule in RULES]
    for other in clauses:
        if other is clause or not (other.start <= clause.start and clause.end <= other.end):
            continue
        if (other.start, other.end) != (clause.start, clause.end) or order.index(other.rule.id) < order.index(
            clause.rule.id
        ):
            return True
    return False
