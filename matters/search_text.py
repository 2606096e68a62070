"""The text by which a matter is found: its words line by line, the name first, then how they sound.

Words stand as `plain` writes them. Each word sounds in three ways: syllables (shi pin), joined and without the
differences that many people do not hear (sipin), and initials (sp).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

LONGEST = 60
HAN = re.compile(r"[\u3400-\u9fff]")
LOOK_ALIKE = str.maketrans("囗曰戸戶巿⼝⼾⽇", "口日户户市口户日")
ALIKE = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u")]


def plain(words: str) -> str:
    """Words as they are compared: half-width, simplified, small letters, single blanks, not too long."""
    text = unicodedata.normalize("NFKC", words).lower().replace("\x00", "").translate(LOOK_ALIKE)
    return simplified(" ".join(text.split())[:LONGEST])


def whole(words: str) -> str:
    """Like `plain`, without an end; for the names of the catalogue."""
    text = unicodedata.normalize("NFKC", words).lower().replace("\x00", "")
    return simplified(" ".join(text.split()))


@lru_cache(maxsize=20_000)
def simplified(words: str) -> str:
    """Traditional characters made simplified, those of Taiwan and Hong Kong too."""
    return words if words.isascii() else str(_converter().convert(words))


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=20_000)
def syllables(words: str) -> tuple[str, ...]:
    """One syllable for each Chinese character; every other character stands for itself."""
    from pypinyin import Style, lazy_pinyin  # 56 MB, for the processes that search

    apart: Any = list
    return tuple(lazy_pinyin(words, errors=apart, style=Style.NORMAL))


def folded(sound: str) -> str:
    """A sound without the differences between zh and z, ing and in."""
    for heard, meant in ALIKE:
        sound = sound.replace(heard, meant)
    return sound


def joined_sound(words: str) -> str:
    """How words sound, joined and folded; only letters and digits."""
    return "".join(folded(syllable) for syllable in syllables(words) if syllable.isascii() and syllable.isalnum())


def initials(words: str) -> str:
    """The first letter of each syllable."""
    return "".join(syllable[0] for syllable in syllables(words) if syllable.isascii() and syllable.isalnum())


def sounds(words: str) -> tuple[str, str, str]:
    """The three ways in which a word is kept to be found by sound."""
    spoken = " ".join(syllable for syllable in syllables(words) if syllable.isascii() and syllable.isalnum())
    return spoken, joined_sound(words), initials(words)


def search_text(name: str, main_item: str, aliases: Iterable[str], department: str, results: Iterable[str] = ()) -> str:
    """What a matter is found by. Each line is one word people may type; the name comes first."""
    spoken = [whole(part) for part in [name, *aliases, main_item, *results] if part]
    words = list(dict.fromkeys([*spoken, whole(department)]))
    heard = [sound for word in dict.fromkeys(spoken) if HAN.search(word) for sound in sounds(word)]
    return "\n".join([*words, *dict.fromkeys(heard)]) + "\n"
