"""Why a matter was found, in words, and which part of its name says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matters.finding.grams import grams, is_han
from matters.finding.lexicon import Meaning
from matters.finding.mistakes import is_long_enough, one_slip
from matters.finding.question import Question, Term
from matters.search_text import folded, initials, joined_sound, syllables, whole

KINDS = {
    "everyday": gettext_lazy("同义词：%(what)s"),
    "english": gettext_lazy("英文：%(what)s"),
    "event": gettext_lazy("人生事件：%(what)s"),
    "act": gettext_lazy("办理动作：%(what)s"),
    "department": gettext_lazy("部门俗称：%(what)s"),
    "theme": gettext_lazy("主题：%(what)s"),
}


BROAD = frozenset({"department", "theme"})


@dataclass(frozen=True)
class Found:
    """A matter as far as the reason needs it."""

    name: str
    main_item: str
    aliases: tuple[str, ...]
    department: str
    department_code: str
    themes: tuple[str, ...]
    text: str
    code: str = ""

    @property
    def compared_name(self) -> str:
        return whole(self.name)

    @property
    def words(self) -> list[str]:
        """The lines of words, without those of sounds."""
        return [line for line in self.text.split("\n") if line and not line.replace(" ", "").isascii()]


@dataclass(frozen=True)
class Reason:
    """Why, in words, and the parts of the name to mark."""

    words: str
    marks: tuple[str, ...] = ()


def reason_for(found: Found, question: Question) -> Reason:
    """The best reason there is, in the order in which matters are ranked."""
    if not question.pieces:
        return Reason("")
    reason = next(_reasons(found, question), Reason(_("字词相近"), _shared(found, question)))
    if question.was_traditional and reason.words:
        return Reason(_("繁体字转换 · %(why)s") % {"why": reason.words}, reason.marks)
    return reason


def _reasons(found: Found, question: Question) -> Iterator[Reason]:
    name = found.compared_name
    if len(question.text) > 7 and found.code.lower().startswith(question.text):
        yield Reason(_("事项编码"))
    if question.text == name:
        yield Reason(_("名称"), (question.text,))
    yield from _any_known(found, question.whole, KINDS.keys() - BROAD)
    yield from _aliases(found, question)
    if all(piece in name for piece in question.pieces):
        yield Reason(_("名称"), question.pieces)
    yield from _any_known(found, question.whole, BROAD)
    yield from _known(found, question.terms)
    yield from _lines(found, question)
    yield from _parts(found, question)
    yield from _sounds(found, question)
    yield from _slips(found, question)


def fits(found: Found, meaning: Meaning) -> tuple[str, ...] | None:
    """The parts of the name a meaning points at; None when it does not point at this matter."""
    if meaning.kind == "department":
        return () if meaning.means == found.department_code else None
    if meaning.kind == "theme":
        return () if meaning.means in found.themes else None
    parts, name = meaning.means.split(), found.compared_name
    inside = tuple(part for part in parts if part in name)
    enough = bool(inside) if meaning.kind == "act" else len(inside) == len(parts)
    return inside if enough else None


def _any_known(found: Found, whole: tuple[Term, ...], kinds: Iterable[str]) -> Iterator[Reason]:
    """The first of the words the whole question may be that leads here."""
    for term in whole:
        fitting = tuple(meaning for meaning in term.meanings if meaning.kind in kinds)
        yield from _known(found, (replace(term, meanings=fitting),)) if fitting else ()


def _known(found: Found, terms: tuple[Term, ...]) -> Iterator[Reason]:
    said: list[tuple[str, tuple[str, ...]]] = []
    for term in terms:
        for meaning in term.meanings:
            marks = fits(found, meaning)
            if marks is not None:
                said.append((_said(term, meaning), marks))
                break
    if said:
        plain_terms = tuple(term.text for term in terms if not term.meanings)
        marks = tuple(part for _words, parts in said for part in parts)
        yield Reason(" · ".join(dict.fromkeys(words for words, _parts in said)), (*marks, *plain_terms))


def _said(term: Term, meaning: Meaning) -> str:
    told = (KINDS.get(meaning.kind) or KINDS["everyday"]) % {"what": meaning.label}
    if meaning.kind == "department" and "→" not in meaning.label:
        told = _("部门")
    before = {"sound": _("读音相同"), "pinyin": _("拼音"), "typo": _("错字更正")}.get(term.how)
    return f"{before} · {told}" if before else told


def _aliases(found: Found, question: Question) -> Iterator[Reason]:
    is_named = all(piece in found.compared_name for piece in question.pieces)
    for alias in found.aliases:
        compared = whole(alias)
        is_said = len(compared) > 1 and compared in question.joined
        if is_said or (not is_named and all(piece in compared for piece in question.pieces)):
            yield Reason(_("俗称：%(alias)s") % {"alias": alias})


def _lines(found: Found, question: Question) -> Iterator[Reason]:
    if all(piece in whole(found.main_item) for piece in question.pieces):
        yield Reason(_("主项：%(name)s") % {"name": found.main_item}, question.pieces)
    if all(piece in whole(found.department) for piece in question.pieces):
        yield Reason(_("部门"))
    for line in found.words:
        if all(piece in line for piece in question.pieces):
            yield Reason(_("结果：%(name)s") % {"name": line})
    if all(piece in "\n".join(found.words) for piece in question.pieces):
        yield Reason(_("名称与部门"), question.pieces)


def _parts(found: Found, question: Question) -> Iterator[Reason]:
    """A thing and what is done with it stand apart in the name: 食品经营许可证变更 is 食品经营许可（变更名称）."""
    thing, act = question.joined[:-2], question.joined[-2:]
    for word in dict.fromkeys([thing, thing.removesuffix("证")]):
        if is_han(word) and len(word) > 1 and act and word in found.compared_name and act in found.compared_name:
            yield Reason(_("名称"), (word, act))


def _sounds(found: Found, question: Question) -> Iterator[Reason]:
    latin = [piece for piece in question.pieces if not is_han(piece)]
    if latin and all(p in found.text or folded(p) in found.text for p in latin):
        marks = tuple(mark for piece in latin for mark in heard(found.compared_name, piece))
        alias = next((a for a in found.aliases for p in latin if not marks and _sounds_as(whole(a), p)), "")
        yield Reason(_("拼音：%(alias)s") % {"alias": alias} if alias else _("拼音"), marks)
    sound = joined_sound(question.joined) if is_han(question.joined) else ""
    if len(sound) > 4 and sound in found.text:
        yield Reason(_("读音相同"), heard(found.compared_name, sound))


def _sounds_as(word: str, typed: str) -> bool:
    return typed in initials(word) or folded(typed) in joined_sound(word)


def heard(name: str, typed: str) -> tuple[str, ...]:
    """The characters of a name that sound as typed: by initials or by whole syllables."""
    spoken = [folded(s) if s.isascii() and s.isalnum() else "" for s in syllables(name)]
    if len(spoken) != len(name):
        return ()
    for typed_as in (typed, folded(typed)):
        for sounds in ([s[:1] for s in spoken], spoken):
            at = "".join(sounds).find(typed_as)
            if at < 0:
                continue
            ends = [len("".join(sounds[: i + 1])) for i in range(len(sounds))]
            inside = [i for i, end in enumerate(ends) if end > at and end - len(sounds[i]) < at + len(typed_as)]
            return (name[inside[0] : inside[-1] + 1],) if inside else ()
    return ()


def _slips(found: Found, question: Question) -> Iterator[Reason]:
    text = "\n".join(found.words)
    for piece in question.pieces:
        if not is_long_enough(piece):
            continue
        if is_han(piece):
            meant = re.search(one_slip(piece), found.compared_name) or re.search(one_slip(piece), text)
            if meant:
                what = f"{piece}→{meant[0]}"
                yield Reason(_("错字更正：%(what)s") % {"what": what}, (meant[0],))
        elif re.search(one_slip(folded(piece)), found.text):
            yield Reason(_("拼音更正"))


def _shared(found: Found, question: Question) -> tuple[str, ...]:
    return tuple(pair for piece in question.pieces for pair in grams(piece) if pair in found.compared_name)


def parts_of(name: str, marks: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The name cut into parts, each marked or not. Marks are compared as questions are."""
    compared = whole(name)
    if len(compared) != len(name):
        return [(name, False)]
    marked = [False] * len(name)
    for mark in marks:
        at = compared.find(mark) if mark else -1
        while at >= 0:
            marked[at : at + len(mark)] = [True] * len(mark)
            at = compared.find(mark, at + 1)
    parts: list[tuple[str, bool]] = []
    for character, is_marked in zip(name, marked, strict=True):
        if parts and parts[-1][1] == is_marked:
            parts[-1] = (parts[-1][0] + character, is_marked)
        else:
            parts.append((character, is_marked))
    return parts
