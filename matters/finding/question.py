"""Reading what somebody typed: the words of the catalogue in it, those that stand for others, and mere politeness."""

import re
import unicodedata
from dataclasses import dataclass

from matters.finding.grams import HAN_RUN, is_han, pieces
from matters.finding.lexicon import Lexicon, Meaning
from matters.search_text import LOOK_ALIKE, plain

FILLERS = re.compile(
    "我想要|我想|我要|想要|请问|你好|怎么样|怎么办|怎么|怎样|咋办|咋|如何|需要|要带|要交|办理|去办|申办|什么时候|什么|哪些|哪里|哪儿|在哪"
    "|材料|手续|流程|条件|可以|能不能|能够|多少钱|多久|几天|一下|一个|一家|我家|我的|我们|自己|证照|有关|相关|网上"
    "|[我你他想要办去在的了吗呢吧啊么请帮给和与]"
)
POLITE = frozenset(
    [
        "how",
        "to",
        "do",
        "i",
        "my",
        "a",
        "an",
        "the",
        "for",
        "of",
        "in",
        "on",
        "at",
        "get",
        "want",
        "need",
        "apply",
        "and",
        "with",
        "where",
        "can",
        "please",
        "beijing",
    ]
)
SHORTEST_REST = 2


@dataclass(frozen=True)
class Term:
    """A word of the question: as typed, or with what it stands for. `how`: begun, sound, pinyin, typo; empty when exact."""

    text: str
    meanings: tuple[Meaning, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class Question:
    """What was typed, as it is compared, in pieces, and as terms; `whole` are the terms for all of it.

    `is_unreadable`: something was typed, but only signs.
    """

    text: str
    pieces: tuple[str, ...] = ()
    whole: tuple[Term, ...] = ()
    terms: tuple[Term, ...] = ()
    was_traditional: bool = False
    is_unreadable: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.pieces)

    @property
    def known(self) -> tuple[Term, ...]:
        """The terms that stand for something in the catalogue."""
        return tuple(term for term in self.terms if term.meanings)


def read(words: str, lexicon: Lexicon) -> Question:
    """The question in these words."""
    text = plain(words)
    found = tuple(pieces(text))
    if not found:
        return Question("", is_unreadable=bool(words.strip()))
    terms = tuple(_terms(found, lexicon))
    typed = " ".join(unicodedata.normalize("NFKC", words).lower().translate(LOOK_ALIKE).split())
    return Question(
        text=text,
        pieces=found,
        whole=tuple(_whole(found, lexicon, is_told=any(term.meanings for term in terms))),
        terms=terms,
        was_traditional=not typed.startswith(text[:50]),
    )


def _whole(found: tuple[str, ...], lexicon: Lexicon, is_told: bool) -> list[Term]:
    """All of what was typed as one known word: exactly, begun, by its sound, or with one mistake.

    Where known words were heard in it (`is_told`), no others are guessed.
    """
    spaced, joined = " ".join(found), "".join(found)
    bare = FILLERS.sub("", joined) if is_han(joined) else joined
    asked = list(dict.fromkeys([spaced, joined, *([bare] if len(bare) > 1 else [])]))
    exact = [Term(word, lexicon.of(word)) for word in asked if lexicon.of(word)]
    if exact:
        return exact
    begun = lexicon.beginning_with(spaced)
    if begun or is_told:
        return [Term(word, lexicon.of(word), "begun") for word in begun]
    heard = [word for one in asked for word in lexicon.sounding_like(one)]
    how = "sound" if is_han(joined) else "pinyin"
    if not heard:
        heard, how = [word for one in asked for word in lexicon.one_mistake_away(one)], "typo"
    return [Term(word, lexicon.of(word), how) for word in dict.fromkeys(heard)]


def _terms(found: tuple[str, ...], lexicon: Lexicon) -> list[Term]:
    """The known words in the question and what is left between them, without politeness."""
    latin: list[str] = []
    terms: list[Term] = []
    for piece in [*found, ""]:
        if piece and not is_han(piece):
            latin.append(piece)
            continue
        terms += _english(latin, lexicon)
        latin = []
        terms += _chinese(piece, lexicon)
    return terms


def _english(words: list[str], lexicon: Lexicon) -> list[Term]:
    terms, start = [], 0
    while start < len(words):
        for end in range(len(words), start, -1):
            meanings = lexicon.of(" ".join(words[start:end]))
            if meanings:
                terms.append(Term(" ".join(words[start:end]), meanings))
                start = end
                break
        else:
            terms.append(Term(words[start]))
            start += 1
    if any(term.meanings for term in terms):
        terms = [term for term in terms if term.meanings or term.text not in POLITE]
    return terms


def _chinese(piece: str, lexicon: Lexicon) -> list[Term]:
    terms: list[Term] = []
    rest, start = "", 0
    while start < len(piece):
        for end in range(min(len(piece), start + lexicon.longest), start + 1, -1):
            meanings = lexicon.of(piece[start:end])
            if meanings:
                terms += [*_rests(rest), Term(piece[start:end], meanings)]
                rest, start = "", end
                break
        else:
            rest += piece[start]
            start += 1
    terms += _rests(rest)
    return terms or ([Term(piece)] if piece else [])


def _rests(text: str) -> list[Term]:
    """What a sentence says besides, without politeness; single characters say nothing."""
    words = HAN_RUN.findall(FILLERS.sub(" ", text))
    return [Term(word) for word in words if len(word) >= SHORTEST_REST]
