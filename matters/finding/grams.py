"""Chinese words cut into pieces that an index finds: single characters and pairs."""

import re

HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


def is_han(text: str) -> bool:
    """Whether a piece is made of Chinese characters."""
    return bool(text) and not text.isascii()


def grams(text: str) -> list[str]:
    """The pairs of each run of Chinese characters; of a run of one, that one."""
    found: list[str] = []
    for run in HAN_RUN.findall(text):
        found += [run[i : i + 2] for i in range(len(run) - 1)] if len(run) > 1 else [run]
    return list(dict.fromkeys(found))


def pieces(text: str) -> list[str]:
    """The words of a question: cut at blanks, at signs, and between Chinese and other writing."""
    return WORD.findall(text)
