"""A text as the rules see it: spellings made to slip by are folded, and each character remembers where it stood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

STOPS = "。；，：？！"
_STOP_FOR = str.maketrans(
    {"；": "；", ";": "；", ",": "，", ":": "：", "?": "？", "!": "！", "\n": "；", "\r": "；", "|": "；"}
)
_ALIKE = str.maketrans(
    "資證視況關應規認為爲時條據實際會單續憑書別類種項餘於說須無請與將內報經辦審質該專業給開補窗檔佐應",
    "资证视况关应规认为为时条据实际会单续凭书别类种项余于说须无请与将内报经办审质该专业给开补窗档佐应",
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_SAME = (
    ("其它", "其他"),
    ("其牠", "其他"),
    ("其她", "其他"),
    ("其佗", "其他"),
    ("奇他", "其他"),
    ("其馀", "其余"),
    ("亻也", "他"),
    ("⺅也", "他"),
    ("木才料", "材料"),
    ("材米斗", "材料"),
    ("木才米斗", "材料"),
    ("讠正", "证"),
    ("讠人", "认"),
    ("其人也", "其他"),
    ("材枓", "材料"),
    ("材抖", "材料"),
    ("其他他", "其他"),
    ("qita", "其他"),
    ("其ta", "其他"),
    ("qi他", "其他"),
)
_OPENERS = ("其他", "其它", "其余", "有关", "相关", "另行", "视情", "酌情", "不限", "认为", "等等")
_NOUNS = (
    "材料", "文件", "资料", "证明", "证件", "附件", "手续", "情况", "通知", "要求", "规定", "条件", "必要", "需要", "所需", "限于",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Folded text; `at[i]` is where its i-th character stood in the original."""

    text: str
    at: tuple[int, ...]

    def original(self, source: str, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text came from."""
        return self.at[start], self.at[end - 1] + 1

    def without(self, pattern: re.Pattern[str]) -> "Seen":
        """The same without what matches."""
        if not pattern.search(self.text):
            return self
        kept: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            kept += range(last, match.start())
            last = match.end()
        kept += range(last, len(self.text))
        return Seen("".join(self.text[i] for i in kept), tuple(self.at[i] for i in kept))


def _between(words: tuple[str, ...], gap: str) -> re.Pattern[str]:
    """What stands between the characters of these words."""
    one = (f"(?<={re.escape(a)})[{gap}]{{1,8}}(?={re.escape(b)})" for word in words for a, b in pairwise(word))
    return re.compile("|".join(dict.fromkeys(one)))


_IN_OPENERS = _between(_OPENERS, f"^{_HAN}")
_IN_NOUNS = _between(_NOUNS, f"^{_HAN}{STOPS}")
_DECORATION = re.compile(rf"(?![{STOPS}.])[^\w{_HAN}]|_|(?<!\.)\.(?!\.)")


def folded(text: str) -> Seen:
    """Full width as half width, blanks and invisible characters gone, 其它 as 其他, traditional as simplified."""
    characters, at = [], []
    for index, character in enumerate(text):
        for part in _one(character):
            characters.append(part)
            at.append(index)
    seen = Seen("".join(characters), tuple(at)).without(_IN_OPENERS).without(_IN_NOUNS)
    for wrong, right in _SAME:
        seen = _replaced(seen, wrong, right)
    return seen


@cache
def _one(character: str) -> str:
    """One character as the rules see it; nothing of a blank or of what cannot be seen."""
    parts = unicodedata.normalize("NFKC", character).translate(_STOP_FOR).translate(_ALIKE).lower()
    unseen = {"Mn", "Me", "Cf", "Cc", "Co", "Cn"}
    return "".join(part for part in parts if not part.isspace() and unicodedata.category(part) not in unseen)


def _replaced(seen: Seen, wrong: str, right: str) -> Seen:
    """Another writing of the same word, its characters standing where the first ones stood."""
    while (found := seen.text.find(wrong)) >= 0:
        end = found + len(wrong)
        at = (*seen.at[:found], *seen.at[found : found + len(right) - 1], seen.at[end - 1], *seen.at[end:])
        seen = Seen(seen.text[:found] + right + seen.text[end:], at)
    return seen


@lru_cache(maxsize=120_000)
def views(text: str) -> tuple[Seen, ...]:
    """The text as it is punctuated, and the same with brackets, quotes, dashes and signs taken out."""
    punctuated = folded(text)
    bare = punctuated.without(_DECORATION)
    return (punctuated,) if bare.text == punctuated.text else (punctuated, bare)
