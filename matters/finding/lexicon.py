"""The words that stand for something in the catalogue: everyday words, English, nicknames, themes, life events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matters.finding.grams import is_han
from matters.search_text import folded, initials, joined_sound

SHORTEST_SOUND, SHORTEST_INITIALS = 5, 3
MANY = 6


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
        return found

    def one_mistake_away(self, text: str) -> list[str]:
        """Words that differ by one wrong, missing, surplus or swapped character."""
        if len(text) < (3 if is_han(text) else 5):
            return []
        near = (w for w in self.words if abs(len(w) - len(text)) < 2 and is_han(w) == is_han(text))
        return [word for word in near if len(word) > 2 and is_one_mistake(text, word)][:MANY]


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
    return Lexicon(
        ordered, frozen, {key: tuple(found) for key, found in firsts.items()}, max(map(len, words), default=0)
    )


def is_one_mistake(typed: str, word: str) -> bool:
    """Whether one slip makes one text of the other."""
    if typed == word:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    a, b = typed[start:], word[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
