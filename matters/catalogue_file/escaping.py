"""Texts that a spreadsheet program would take for a formula, and lists inside one cell: written so that they come back."""

import re
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "'"
_BARS = re.compile(r"(?<!\\)[｜|]")


def escaped(text: str) -> str:
    """The text with a leading apostrophe when it could be run as a formula; reversible by `unescaped`."""
    return MARK + text if text.lstrip(MARK).startswith(FORMULA_SIGNS) else text


def unescaped(text: str) -> str:
    """What was written by `escaped`."""
    return text[1:] if text.startswith(MARK) and text.lstrip(MARK).startswith(FORMULA_SIGNS) else text


def joined_lines(items: Iterable[str]) -> str:
    """A list in one cell, one item a line."""
    return "\n".join(item.replace("\\", "\\\\").replace("\n", "\\n") for item in items)


def split_lines(cell: str) -> list[str]:
    """The items of `joined_lines`; empty lines do not count."""
    return [_restored(line) for line in (line.strip() for line in cell.splitlines()) if line]


def joined_parts(rows: Iterable[Sequence[str]]) -> str:
    """Records in one cell: one a line, parts with ｜ between them; parts at the end that are empty are left out."""
    lines = []
    for parts in rows:
        texts = [_guarded(part) for part in parts]
        while len(texts) > 1 and not texts[-1]:
            texts.pop()
        lines.append("｜".join(texts))
    return "\n".join(lines)


def split_parts(cell: str) -> list[list[str]]:
    """The records of `joined_parts`; the ordinary bar | counts as well."""
    lines = (line.strip() for line in cell.splitlines())
    return [[_restored(part.strip()) for part in _BARS.split(line)] for line in lines if line]


def _guarded(part: str) -> str:
    text = part.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace("｜", "\\｜").replace("|", "\\|")


def _restored(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text) if "\\" in text else text
