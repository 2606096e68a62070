"""The text by which a matter is found: name, everyday words, department, pinyin and initials, one per line."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=20_000)
def pinyin(words: str) -> tuple[str, str]:
    """Full pinyin and initials of Chinese words, other characters kept, small letters."""
    from pypinyin import Style, lazy_pinyin  # 56 MB, for the processes that search

    syllables = lazy_pinyin(words, errors="default", style=Style.NORMAL)
    full = "".join(syllables).lower()
    return full, "".join(syllable[:1] for syllable in syllables).lower()


def search_text(name: str, main_item: str, aliases: Iterable[str], department: str) -> str:
    """What a matter is found by. Each line is one word people may type; the name comes first."""
    words = list(dict.fromkeys(part for part in [name, main_item, *aliases, department] if part))
    sounds = [sound for word in [name, *aliases] for sound in pinyin(word)]
    return "\n".join([*words, *dict.fromkeys(sounds)]).lower()
