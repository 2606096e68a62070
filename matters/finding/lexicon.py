"""The words that stand for something in the catalogue: everyday words, English, nicknames, themes, life events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from matters.finding.grams import is_han
from matters.search_text import folded, initials, joined_sound, syllables

SHORTEST_SOUND, SHORTEST_INITIALS, SHORTEST_JUMBLED = 5, 3, 6
MANY = 6
LONGEST_JUMBLED, LONGEST_SYLLABLE = 6, 6


@dataclass(frozen=True)
class Meaning:
    """A word and one thing it stands for; `means` as it is compared, `label` as it is shown.

    `is_said`: entered as a word people say, not read from a list of names. `target`: the key of the department.
    """

    word: str
    kind: str
    means: str
    label: str = ""
    place: int = 0
    is_said: bool = True
    target: int = 0


@dataclass(frozen=True)
class Lexicon:
    """All meanings by word, by sound and by initials."""

    words: dict[str, tuple[Meaning, ...]]
    sounds: dict[str, tuple[str, ...]]
    initials: dict[str, tuple[str, ...]]
    longest: int
    syllables: frozenset[str] = frozenset()
    jumbled: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[Meaning, ...]:
        """What a word stands for, in order; an English plural counts as its singular."""
        found = self.words.get(word, ())
        if not found and word.isascii() and word.endswith("s"):
            found = self.words.get(word[:-1], ())
        return found

    def beginning_with(self, text: str) -> list[str]:
        """Words that go on from what is typed so far."""
        if len(text) < (2 if is_han(text) else 3):
            return []
        return sorted((w for w in self.words if w.startswith(text) and w != text), key=len)[:MANY]

    def sounding_like(self, text: str) -> list[str]:
        """Words with this sound: pinyin or initials typed, or other characters that sound alike."""
        if is_han(text):
            sound = joined_sound(text)
            return list(self.sounds.get(sound, ())) if len(sound) >= SHORTEST_SOUND else []
        found = list(self.sounds.get(folded(text), ()))
        if len(text) >= SHORTEST_INITIALS:
            found += self.initials.get(text, ())
        return found or self.in_another_order(text)

    def in_another_order(self, text: str) -> list[str]:
        """Words whose syllables were typed in another order: cantingkai for 开餐厅."""
        if len(text) < SHORTEST_JUMBLED or not text.isalpha():
            return []
        spoken = syllables_in(folded(text), self.syllables)
        return list(self.jumbled.get(tuple(sorted(spoken)), ())) if len(spoken) > 1 else []

    def one_mistake_away(self, text: str) -> list[str]:
        """Words that differ by one wrong, missing, surplus or swapped character."""
        if len(text) < (3 if is_han(text) else 5):
            return []
        near = (w for w in self.words if abs(len(w) - len(text)) < 2 and is_han(w) == is_han(text))
        return [w for w in near if len(w) > 2 and is_one_mistake(text, w) and not is_another_word(text, w)][:MANY]


def lexicon_of(meanings: Iterable[Meaning]) -> Lexicon:
    """The lexicon that these meanings make."""
    words: dict[str, list[Meaning]] = defaultdict(list)
    for meaning in meanings:
        words[meaning.word].append(meaning)
    sounds: dict[str, list[str]] = defaultdict(list)
    firsts: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if is_han(word):
            sounds[joined_sound(word)].append(word)
            firsts[initials(word)].append(word)
    ordered = {word: tuple(sorted(found, key=lambda m: m.place)) for word, found in words.items()}
    frozen = {sound: tuple(found) for sound, found in sounds.items()}
    spoken, jumbled = _spoken(words)
    begun = {key: tuple(found) for key, found in firsts.items()}
    return Lexicon(ordered, frozen, begun, max(map(len, words), default=0), spoken, jumbled)


def _spoken(words: Iterable[str]) -> tuple[frozenset[str], dict[tuple[str, ...], tuple[str, ...]]]:
    """All syllables of the Chinese words, and the words by their syllables in any order."""
    jumbled: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for word in words:
        if is_han(word) and 1 < len(word) <= LONGEST_JUMBLED:
            jumbled[tuple(sorted(folded(syllable) for syllable in syllables(word)))].append(word)
    return frozenset(s for key in jumbled for s in key if s), {key: tuple(found) for key, found in jumbled.items()}


def syllables_in(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """A run of letters cut into known syllables, the longest first; nothing when it cannot be."""
    cut: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(text) + 1):
        ways = [(*before, text[start:end]) for start in range(max(0, end - LONGEST_SYLLABLE), end)
                if (before := cut[start]) is not None and text[start:end] in known]  # fmt: skip
        cut.append(min(ways, key=len) if ways else None)
    return cut[-1] or ()


def is_another_word(typed: str, word: str) -> bool:
    """Of three characters one that neither looks nor sounds alike makes another word: 老年证 is no 老兵证."""
    if not is_han(typed) or len(typed) != len(word) or len(typed) > 3 or sorted(typed) == sorted(word):
        return False
    return joined_sound(typed) != joined_sound(word)


def is_one_mistake(typed: str, word: str) -> bool:
    """Whether one slip makes one text of the other."""
    if typed == word:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    a, b = typed[start:], word[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
