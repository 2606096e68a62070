"""The ways in which a matter can fit a question, as conditions on the table; the lower the rank, the better."""

import operator
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Func, IntegerField, Q, Value, When

from matters.finding.grams import grams, is_han
from matters.finding.lexicon import Meaning
from matters.finding.mistakes import halves, is_long_enough, one_slip
from matters.finding.question import Question, Term
from matters.models import SynonymKind
from matters.search_text import folded, joined_sound

NAME_LINE = Func(F("search_text"), Value("\n"), Value(1), function="split_part", output_field=CharField())
SHORTEST_SOUND, SHORTEST_CODE, LONGEST_ALIAS, LONGEST_PART = 5, 8, 12, 14
KIND_RANKS: dict[str, int] = {SynonymKind.DEPARTMENT: 450, SynonymKind.THEME: 680}
NAMED = frozenset({SynonymKind.EVERYDAY, SynonymKind.ENGLISH, SynonymKind.EVENT, SynonymKind.ACT})
SURE, TELLING, MOST_PAIRS = 300, 4, 6
NEVER = Q(pk__in=[])


@dataclass
class Ways:
    """Conditions with their ranks; a matter is found by any of `finds` and stands by the best of `whens`."""

    whens: list[tuple[Q, int]] = field(default_factory=list)
    finds: list[Q] = field(default_factory=list)
    musts: list[Q] = field(default_factory=list)

    def add(self, rank: int, when: Q, finds: Q | None = None) -> None:
        """`when` ranks; `finds` asks the same of the indexes, and is left out for what others find as well."""
        if when != NEVER:
            self.whens.append((when, rank))
            if finds is not None:
                self.finds.append(finds)
            if rank <= SURE:
                self.musts.append(when if finds is None else finds)

    def both(self, rank: int, condition: Q) -> None:
        """A condition that finds and ranks alike."""
        self.add(rank, condition, condition if condition != NEVER else None)

    @property
    def any(self) -> Q:
        return reduce(or_, self.finds, NEVER)

    @property
    def sure(self) -> Q:
        """What must not be missed where very many match."""
        return reduce(or_, self.musts, NEVER)

    @property
    def rank(self) -> Case:
        ordered = sorted(self.whens, key=lambda when: when[1])
        return Case(
            *(When(condition, then=Value(rank)) for condition, rank in ordered),
            default=Value(9999),
            output_field=IntegerField(),
        )


def as_asked(question: Question) -> Ways:
    """The words as typed, and what they are known to stand for."""
    ways, text = Ways(), question.text
    if len(text) >= SHORTEST_CODE and text.isascii() and text.isalnum() and text[0].isdigit():
        ways.both(0, Q(code__startswith=text.upper()))
    ways.add(0, Q(search_text__startswith=f"{text}\n"))
    for place, meaning in enumerate(_meanings(question.whole)):
        ways.add(_rank_of(meaning, question.whole[0].how) + place, said(meaning), stands_for(meaning))
        if question.whole[0].how == "pinyin":
            ways.add(140, said(meaning) & Q(search_text__contains=f"\n{text}\n"))
    ways.add(200, Q(search_text__contains=f"\n{text}\n"))
    ways.add(300, Q(search_text__startswith=text))
    ways.add(400, Q(Holds(NAME_LINE, Value(text))))
    if question.known and question.known != question.whole:
        ways.both(500, all_of([_term(term) for term in question.terms]))
    ways.both(600, _alias_inside(question))
    ways.add(650, Q(search_text__contains=f"\n{text}"))
    ways.both(700, all_of([contains(piece) for piece in question.pieces]))
    return ways


def as_heard(question: Question) -> Ways:
    """Other characters that sound alike."""
    ways = Ways()
    if is_han(question.joined) and len(joined_sound(question.joined)) >= SHORTEST_SOUND:
        ways.both(0, Q(search_text__contains=joined_sound(question.joined)))
    return ways


def _rank_of(meaning: Meaning, how: str) -> int:
    """A known word stands before names that hold it, a department behind them, a theme behind all that fits."""
    if meaning.kind == SynonymKind.DEPARTMENT and meaning.is_said and not how:
        return 250
    if meaning.kind in KIND_RANKS:
        return KIND_RANKS[meaning.kind]
    if how == "pinyin":
        return 150
    return 550 if how else 100


def as_parted(question: Question) -> Ways:
    """What people leave out between a thing and what is done with it: 食品许可 asks for 食品经营许可."""
    ways, text = Ways(), question.joined
    for start, end in ((text[:-2], text[-2:]), (text[2:], text[:2])):
        if end in WEAK and 2 <= len(start) <= LONGEST_PART and is_han(text):
            for thing in dict.fromkeys([start, start.removesuffix("证")]):
                ways.both(1, contains(thing) & contains(end))
                ways.add(0, Q(Holds(NAME_LINE, Value(thing))) & Q(Holds(NAME_LINE, Value(end))))
    return ways


def as_meant(question: Question) -> Ways:
    """Only the words that are known to stand for something, whatever else was said."""
    ways = Ways()
    things = [term for term in question.known if not _is_act(term)] or list(question.known)
    for place, meaning in enumerate(_meanings(tuple(things))):
        ways.add(place, said(meaning), stands_for(meaning))
    return ways


def with_a_slip(question: Question) -> tuple[Q, Ways]:
    """Words with one character wrong, missing, too many or swapped: what is near, and what is so indeed."""
    ways = Ways()
    if not any(is_long_enough(piece) for piece in question.pieces):
        return NEVER, ways
    slips = [contains(piece) | slipped(piece) for piece in question.pieces]
    ways.both(1, all_of(slips))
    for piece in question.pieces:
        if is_long_enough(piece) and is_han(piece):
            ways.add(0, Q(name__regex=one_slip(piece)))
    return all_of([contains(piece) | near(piece) for piece in question.pieces]), ways


def in_part(question: Question) -> tuple[Q, Any]:
    """Matters that share two pairs of characters or more with the question, and how many they share."""
    pairs = [pair for pair in grams(" ".join(term.text for term in question.terms)) if pair not in WEAK][:MOST_PAIRS]
    if len(pairs) < 2:
        return NEVER, None
    shared: Any = reduce(operator.add, [_has(pair) for pair in pairs])
    return reduce(or_, [Q(grams__contains=list(two)) for two in combinations(pairs, 2)]), shared


WEAK = frozenset(
    [
        "许可",
        "审批",
        "登记",
        "备案",
        "申请",
        "首次",
        "变更",
        "注销",
        "办理",
        "证明",
        "核发",
        "经营",
        "行政",
        "单位",
        "企业",
        "公司",
        "人员",
        "资格",
        "认定",
        "设立",
    ]
)


def _has(pair: str) -> Case:
    return Case(When(grams__contains=[pair], then=Value(1)), default=Value(0), output_field=IntegerField())


def all_of(conditions: list[Q]) -> Q:
    return reduce(and_, conditions) if conditions else NEVER


def within(text: str) -> Q:
    """That the index knows some telling pairs of the text; says nothing of text that is not Chinese."""
    known = sorted(grams(text), key=lambda pair: pair in WEAK)[:TELLING]
    return Q(grams__contains=known) if known else Q()


def contains(piece: str) -> Q:
    """That the piece stands somewhere in the words; letters may also be how a word sounds."""
    if not is_han(piece):
        return _by_letters(piece)
    return within(piece) & Q(search_text__contains=piece) if len(piece) > 2 else within(piece)


def _by_letters(piece: str) -> Q:
    if len(piece) < 3:
        return Q(search_text__contains=f"\n{piece}")
    sound = folded(piece)
    return Q(search_text__contains=piece) | Q(search_text__contains=sound)


def near(piece: str) -> Q:
    """What may hold the piece with one slip: one of its halves, or all its characters."""
    if not is_long_enough(piece):
        return NEVER
    if not is_han(piece):
        left, right = halves(folded(piece))
        return Q(search_text__contains=left) | Q(search_text__contains=right)
    found = Q(grams__contains=list(dict.fromkeys(piece)))
    for part in halves(piece) if len(piece) > 3 else (piece[:2], piece[1:], piece[::2]):
        found |= Q(grams__contains=grams(part) if len(piece) > 3 else list(part))
    return found


def slipped(piece: str) -> Q:
    """That the words hold the piece but for one slip."""
    if not is_long_enough(piece):
        return NEVER
    return Q(search_text__regex=one_slip(piece if is_han(piece) else folded(piece)))


def in_name(text: str) -> Q:
    """That the name holds this text."""
    return within(text) & Q(Holds(NAME_LINE, Value(text)))


class Holds(Func):
    """Whether one text stands in another."""

    template = "(strpos(%(expressions)s) > 0)"
    output_field = BooleanField()


def stands_for(meaning: Meaning) -> Q:
    """The matters a meaning leads to, asked of the indexes."""
    parts = [within(part) for part in meaning.means.split()] if meaning.kind in NAMED else []
    if meaning.kind == SynonymKind.ACT:
        return said(meaning) & reduce(or_, parts)
    return said(meaning) & all_of(parts) if parts else said(meaning)


def said(meaning: Meaning) -> Q:
    """The same, asked of a row."""
    if meaning.kind == SynonymKind.DEPARTMENT:
        return Q(department_id=meaning.target)
    if meaning.kind == SynonymKind.THEME:
        return Q(themes__contains=[meaning.means])
    parts = [Q(Holds(NAME_LINE, Value(part))) for part in meaning.means.split()]
    return reduce(or_, parts) if meaning.kind == SynonymKind.ACT else all_of(parts)


def _term(term: Term) -> Q:
    found = contains(term.text)
    return reduce(or_, (stands_for(meaning) for meaning in term.meanings), found)


def _meanings(terms: tuple[Term, ...]) -> list[Meaning]:
    return [meaning for term in terms for meaning in term.meanings]


def _is_act(term: Term) -> bool:
    return all(meaning.kind == SynonymKind.ACT for meaning in term.meanings)


def _alias_inside(question: Question) -> Q:
    """Everyday words of a matter that stand inside a longer question."""
    joined = question.joined
    if not is_han(joined) or len(joined) < 3:
        return NEVER
    parts = {joined[i:j] for i in range(len(joined)) for j in range(i + 2, min(len(joined), i + LONGEST_ALIAS) + 1)}
    return Q(aliases__overlap=sorted(parts))
