"""The patterns of the table, turned from words into something a machine can search by."""

import re
from functools import cache

from matters.catch_all.table import HONEST, TRAPS, WORDS, Rule

_TOKEN = re.compile(
    r"\[(?P<list>[^\]]+)\](?P<many>[*?]?)|…(?P<gap>\d+)|(?P<mark>[\^$])|(?P<dots>\.\.\.)|(?P<plain>.)", re.DOTALL
)
_EDGES = r"。；，、：？！()\[\]{}<>《》〈〉「」『』【】\"'“”‘’"
_START, _END = rf"(?<![^{_EDGES}])", rf"(?=[{_EDGES}]|$)"
_COUNTED = r"(?![两二三四五六七八九十\d]+[种类项份个件张本])"


@cache
def compiled(rule: Rule) -> re.Pattern[str]:
    """One search for all patterns of a rule."""
    return re.compile("|".join(as_expression(pattern) for pattern in rule.patterns))


def as_expression(pattern: str) -> str:
    """`[其他][修饰]*[材料]` as a regular expression; what follows a `~` is a group of its own."""
    before, mark, clause = pattern.rpartition("~")
    return f"{_expression(before)}({_expression(clause)})" if mark else _expression(pattern)


def _expression(pattern: str) -> str:
    return "".join(_part(match) for match in _TOKEN.finditer(pattern))


def _part(match: re.Match[str]) -> str:
    if match["list"]:
        words = sorted(WORDS[match["list"]], key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, words))}){match['many']}"
    if match["gap"]:
        return f"[^。；，□]{{0,{match['gap']}}}?"
    if match["mark"]:
        return _START if match["mark"] == "^" else _END
    if match["dots"]:
        return r"\.{3,}"
    return f"等{_COUNTED}" if match["plain"] == "等" else re.escape(match["plain"])


_TRAP = "|".join(TRAPS)
_HONEST = re.compile(f"(?P<trap>{_TRAP})|" + "|".join(sorted(map(re.escape, HONEST), key=len, reverse=True)))


@cache
def _blank(length: int) -> str:
    return "□" * length


def honest(text: str) -> str:
    """The text with ordinary words blanked that only contain the same characters (等级, 高等学校, 有关部门)."""
    return _HONEST.sub(lambda match: match[0] if match["trap"] else _blank(len(match[0])), text)
